import {
  type EditorCaret,
  type OpeningCursor,
  TextChanges,
  type TextOpening,
  UpdateAnswers,
} from '@concordat/contracts';
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { ScriptedEditorOptions } from './scripted-editor.js';
import { Writer } from './writer.js';

/** As for a {@link ScriptedEditor}, without a socket. */
export type HttpEditorOptions = Omit<ScriptedEditorOptions, 'socketPath' | 'openWithinMs'> & {
  /** Carries the requests; for tests that lose or hold answers. */
  readonly fetch?: typeof fetch;
};

/** An answer that was no 200: its status and the refusal's code. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`${status} ${code}`);
  }
}

/**
 * The {@link ScriptedEditor} of networks without sockets: the same section through the same gate, by requests that are
 * answered after the commit and one that waits for what others do.
 */
export class HttpEditor extends Writer {
  /** Reads in which the server told something, for counting. */
  polls = 0;
  private readonly awareness = new Awareness(this.doc);
  private cursor: OpeningCursor | undefined;
  private readonly pending: { readonly update: Uint8Array; readonly words: number }[] = [];
  private batch = 0;
  private sending: Promise<void> | undefined;
  private readonly leaving = new AbortController();

  private constructor(private readonly options: HttpEditorOptions) {
    super();
    this.awareness.setLocalState(null);
    this.awareness.on('change', () => this.changed());
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this) return;
      this.pending.push({ update, words: this.words.length });
      this.sending ??= this.send().finally(() => (this.sending = undefined));
    });
  }

  /** Opens the section with a ticket and begins to wait for changes. Rejects with {@link HttpRefusal}. */
  static async open(options: HttpEditorOptions): Promise<HttpEditor> {
    const editor = new HttpEditor(options);
    const opening = (await editor.ask('POST', `/sections/${options.sectionId}/openings`, {
      ticket: await options.ticket(),
      stateVector: base64(Y.encodeStateVector(editor.doc)),
      clientId: editor.doc.clientID,
    })) as TextOpening;
    const { sectionId } = options;
    editor.cursor = { sectionId, openingId: opening.openingId, seq: opening.seq, carets: 0, messages: 0 };
    Y.applyUpdate(editor.doc, Buffer.from(opening.update, 'base64'), editor);
    void editor.poll();
    return editor;
  }

  /** The id under which the server knows this editor. */
  get openingId(): string {
    return this.cursor?.openingId ?? '';
  }

  get others(): readonly unknown[] {
    return [...this.awareness.getStates()].map(([, state]) => state);
  }

  /** Shows a caret, or that it is nowhere. */
  async shows(cursor: EditorCaret['cursor'], clock: number): Promise<void> {
    await this.post([], { clientId: this.doc.clientID, clock, cursor });
  }

  /** Sends bytes as updates, whatever they are, and gives the answers. */
  async sendBytes(...updates: readonly Uint8Array[]): Promise<UpdateAnswers['answers']> {
    return this.post(updates);
  }

  /** Any request of this editor's person, below `/api`. Rejects with {@link HttpRefusal}. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const { origin, cookie, fetch: carry = fetch } = this.options;
    const response = await carry(new URL(`/api${path}`, origin), {
      method,
      headers: { cookie, origin, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: this.leaving.signal,
    });
    const content = (await response.json()) as { code?: string };
    if (!response.ok) throw new HttpRefusal(response.status, content.code ?? '');
    return content;
  }

  close(): void {
    this.leaving.abort();
    this.awareness.destroy();
    this.doc.destroy();
  }

  private async send(): Promise<void> {
    while (this.pending.length > 0 && this.closedBecause === null) {
      const batch = this.pending.slice(0, 100);
      const answers = await this.post(batch.map(({ update }) => update)).catch((error: unknown) => {
        this.end(error);
        return [];
      });
      for (const [at, answer] of answers.entries()) {
        if (answer.kind === 'refused') {
          this.messages.push(JSON.stringify(answer));
          return this.end(new HttpRefusal(200, answer.code));
        }
        this.acknowledgedWords = batch[at]?.words ?? this.acknowledgedWords;
      }
      this.pending.splice(0, answers.length);
      this.changed();
    }
  }

  /** Sends one batch; the same again when the answer does not arrive, as the page does. */
  private async post(updates: readonly Uint8Array[], caret?: EditorCaret): Promise<UpdateAnswers['answers']> {
    const body = {
      openingId: this.openingId,
      batch: this.batch++,
      updates: updates.map(base64),
      ...(caret && { caret }),
    };
    const path = `/sections/${this.options.sectionId}/updates`;
    const answer = await this.ask('POST', path, body).catch((error: unknown) => {
      if (error instanceof HttpRefusal || this.leaving.signal.aborted) throw error;
      return this.ask('POST', path, body);
    });
    return UpdateAnswers.parse(answer).answers;
  }

  private async poll(): Promise<void> {
    while (this.cursor && this.closedBecause === null && !this.leaving.signal.aborted) {
      try {
        const asked = { openings: [this.cursor] };
        for (const told of TextChanges.parse(await this.ask('POST', '/text-changes', asked)).openings) {
          if (told.kind === 'ended') throw new HttpRefusal(200, 'ended');
          this.polls += 1;
          for (const update of told.updates) Y.applyUpdate(this.doc, Buffer.from(update, 'base64'), this);
          if (told.carets) applyAwarenessUpdate(this.awareness, Buffer.from(told.carets, 'base64'), this);
          this.messages.push(...told.messages.map((message) => JSON.stringify(message)));
          this.cursor = told.cursor;
          this.changed();
        }
      } catch (error) {
        if (error instanceof HttpRefusal) this.end(error);
        // Anything else is a line that broke; the next question carries on where this one stood.
        else await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  private end(error: unknown): void {
    if (this.leaving.signal.aborted) return;
    this.closedBecause ??= error instanceof HttpRefusal ? error.code : String(error);
    this.changed();
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
