interface Kept {
  readonly seq: number;
  readonly letters: string;
}

/** The letters of sections as they stood at a position of their logs, those not asked for longest given up first. */
export class KeptLetters {
  private readonly kept = new Map<string, Kept>();
  private units = 0;

  /** @param most how many UTF-16 units are kept in all */
  constructor(private readonly most: number) {}

  /** The letters of a section at this position, or undefined. */
  of(sectionId: string, seq: number): string | undefined {
    const found = this.kept.get(sectionId);
    if (found?.seq !== seq) return undefined;
    // What is asked for again comes to the end.
    this.kept.delete(sectionId);
    this.kept.set(sectionId, found);
    return found.letters;
  }

  keep(sectionId: string, seq: number, letters: string): void {
    this.giveUp(sectionId);
    this.kept.set(sectionId, { seq, letters });
    this.units += letters.length;
    for (const [oldest] of this.kept) {
      if (this.units <= this.most) return;
      this.giveUp(oldest);
    }
  }

  private giveUp(sectionId: string): void {
    this.units -= this.kept.get(sectionId)?.letters.length ?? 0;
    this.kept.delete(sectionId);
  }
}
