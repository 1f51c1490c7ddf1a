import { Injectable } from '@nestjs/common';
import type { Author } from '../gate/index.js';
import { GateFeed } from '../gate-feed.js';
import type { Opening } from './opening.js';
import { Openings } from './openings.js';

/** A page that hears nothing and writes on is told again what it wrote itself; that costs nobody but the page. */
const mostOwn = 5_000;

/** How far the logs of open sections have come, so that pages which wait are woken and nobody asks in vain. */
@Injectable()
export class LogHeads {
  private readonly heads = new Map<string, number>();
  /** Which opening an author object stands for: a page need not be told what it wrote itself. */
  private readonly authors = new WeakMap<Author, Opening>();

  constructor(
    feed: GateFeed,
    private readonly openings: Openings,
  ) {
    feed.listen(({ sectionId, seq, author }) => {
      const concerned = this.openings.ofSection(sectionId);
      if (concerned.length === 0) return void this.heads.delete(sectionId);
      this.note(sectionId, seq);
      const writer = author && this.authors.get(author);
      if (writer && writer.own.size < mostOwn) writer.own.add(seq);
      for (const opening of concerned) if (opening !== writer) opening.changed();
    });
  }

  /** Says for which opening an update is about to be received. */
  expect(author: Author, opening: Opening): void {
    this.authors.set(author, opening);
  }

  note(sectionId: string, seq: number): void {
    this.heads.set(sectionId, Math.max(seq, this.of(sectionId)));
  }

  /** The last position known to be committed. */
  of(sectionId: string): number {
    return this.heads.get(sectionId) ?? 0;
  }
}
