import type { JudgeRequest, Verdict } from './judge.types.js';
import { JudgedText } from './judged-text.js';

/** The texts of sections as one thread holds them, and what comes of putting an update in. */
export class JudgedTexts {
  private readonly texts = new Map<string, JudgedText>();

  load(sectionId: string, text: readonly Uint8Array[]): void {
    this.forget(sectionId);
    this.texts.set(sectionId, new JudgedText(text));
  }

  /** If the update may stand, it is part of the text then. Else the text is forgotten. */
  judge({ sectionId, news, update, as }: Extract<JudgeRequest, { kind: 'judge' }>): Verdict {
    const text = this.texts.get(sectionId);
    if (!text) throw new Error(`Section ${sectionId} was not loaded.`);
    for (const each of news) text.put(each);
    const verdict = text.judge(update, as);
    if (verdict.refusal) this.forget(sectionId);
    return verdict;
  }

  forget(sectionId: string): void {
    this.texts.get(sectionId)?.destroy();
    this.texts.delete(sectionId);
  }
}
