import { appendBlocks, fragmentOf, plainText, readSection } from '@concordat/document';
import * as Y from 'yjs';

/** What every editor without a screen does, whatever road its words take: it writes, remembers what, and waits. */
export abstract class Writer {
  readonly doc = new Y.Doc();
  /** What the server said besides text, such as why it refused, as sent. */
  readonly messages: string[] = [];
  /** Why the server closed the section to this editor, as sent; null while it is open. */
  closedBecause: string | null = null;
  protected readonly words: string[] = [];
  protected acknowledgedWords = 0;
  private readonly watchers = new Set<() => void>();

  protected constructor() {
    fragmentOf(this.doc);
    this.doc.on('update', () => this.changed());
  }

  /** Leaves. What is not acknowledged by now is lost with this editor, as with a closed page. */
  abstract close(): void;

  /** What the server says about the others who are here: name, state, colour and caret of each. */
  abstract get others(): readonly unknown[];

  /** Adds a word at the end of the last paragraph; an empty section gets its first paragraph. */
  write(word: string): void {
    this.words.push(word);
    const text = lastTextOf(fragmentOf(this.doc));
    if (text) text.insert(text.length, ` ${word}`);
    else appendBlocks(this.doc, [{ type: 'paragraph', text: word }]);
  }

  /** Adds a paragraph at the end that begins with a word. */
  writeParagraph(word: string): void {
    this.words.push(word);
    appendBlocks(this.doc, [{ type: 'paragraph', text: word }]);
  }

  /** The section as this editor sees it, one line for each block. */
  text(): string {
    return plainText(readSection(this.doc));
  }

  /** Words that the server has said it has stored, in the order they were written. */
  get acknowledged(): readonly string[] {
    return this.words.slice(0, this.acknowledgedWords);
  }

  /** Words that nobody has promised anything about. */
  get unacknowledged(): readonly string[] {
    return this.words.slice(this.acknowledgedWords);
  }

  /** Waits until everything written so far is acknowledged. Rejects after so many milliseconds. */
  allAcknowledged(withinMs = 10_000): Promise<void> {
    return this.until(() => this.unacknowledged.length === 0, withinMs, 'everything to be acknowledged');
  }

  /** Waits until the text holds some words. Rejects after so many milliseconds. */
  sees(words: string, withinMs = 10_000): Promise<void> {
    return this.until(() => this.text().includes(words), withinMs, `"${words}" to appear`);
  }

  /** Waits until the server has sent a message that holds some text, such as a refusal's code. */
  hears(text: string, withinMs = 10_000): Promise<void> {
    return this.until(() => this.messages.some((message) => message.includes(text)), withinMs, `"${text}"`);
  }

  /** Waits until the others who are here are as wanted. Rejects after so many milliseconds. */
  meets(wanted: (others: readonly unknown[]) => boolean, withinMs = 10_000): Promise<void> {
    return this.until(() => wanted(this.others), withinMs, 'others to appear');
  }

  /** Waits until the server closes the section to this editor. Rejects after so many milliseconds. */
  isClosed(withinMs = 10_000): Promise<void> {
    return this.until(() => this.closedBecause !== null, withinMs, 'the section to be closed');
  }

  /** Something happened that somebody may be waiting for. */
  protected changed(): void {
    for (const watcher of [...this.watchers]) watcher();
  }

  private until(holds: () => boolean, withinMs: number, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const watcher = (): void => {
        if (!holds()) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Waited ${withinMs} ms for ${what}; the text is: ${this.text()}`));
      }, withinMs);
      const stop = (): void => {
        clearTimeout(timer);
        this.watchers.delete(watcher);
      };
      this.watchers.add(watcher);
      watcher();
    });
  }
}

function lastTextOf(fragment: Y.XmlFragment): Y.XmlText | null {
  for (const block of fragment.toArray().reverse()) {
    if (!(block instanceof Y.XmlElement) || block.nodeName !== 'paragraph') continue;
    const last = block.toArray().at(-1);
    if (last instanceof Y.XmlText) return last;
    const text = new Y.XmlText();
    block.insert(block.length, [text]);
    return text;
  }
  return null;
}
