import type { OpenText, SendUpdates, TextOpening, UpdateAnswer, UpdateAnswers } from '@concordat/contracts';
import { Injectable } from '@nestjs/common';
import * as Y from 'yjs';
import type { RequestContext } from '../../platform/authz/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';
import { SectionEditRights } from '../edit-rights.js';
import { GateKeeper, type SectionState } from '../gate/index.js';
import { TicketRepository } from '../ticket.repository.js';
import { CaretBoard } from './caret-board.js';
import { LogHeads } from './log-heads.js';
import type { Opening } from './opening.js';
import { Openings } from './openings.js';

/**
 * The road to a section's text by requests and answers: opening, writing, leaving. It is a transport like the socket and
 * decides nothing about the text: that is the gate's business.
 */
@Injectable()
export class RoadService {
  constructor(
    private readonly openings: Openings,
    private readonly tickets: TicketRepository,
    private readonly keeper: GateKeeper,
    private readonly rights: SectionEditRights,
    private readonly carets: CaretBoard,
    private readonly heads: LogHeads,
  ) {}

  async open(ctx: RequestContext, sectionId: string, asked: OpenText): Promise<TextOpening> {
    const context = await this.tickets.redeem(ctx, sectionId, asked.ticket);
    if (!context) throw new Refusal('ticket.refused');
    const opened = await this.keeper.open(sectionId, ctx.personId);
    if (!opened.ok) throw opened.reason === 'not_found' ? notFound() : new Refusal('unavailable');
    const { personId, deviceId, announced } = context;
    if (opened.value.introduce({ personId, deviceId, clientIds: [asked.clientId] }))
      announced.add(asked.clientId);
    const state = opened.value.state();
    const text = missingFrom(state, asked.stateVector);
    this.heads.note(sectionId, state.seq);
    const opening = this.openings.add(context);
    return { openingId: opening.id, mode: context.mode, seq: state.seq, ...text };
  }

  /** Answers once everything is committed or refused. */
  async send(ctx: RequestContext, sectionId: string, sent: SendUpdates): Promise<UpdateAnswers> {
    const opening = this.find(ctx, sectionId, sent.openingId);
    if (sent.caret) this.carets.move(opening, sent.caret);
    const answers = await opening.once(sent.batch, () => this.receiveAll(opening, sent.updates));
    return { answers };
  }

  leave(ctx: RequestContext, sectionId: string, openingId: string): void {
    this.openings.end(this.find(ctx, sectionId, openingId));
  }

  private find(ctx: RequestContext, sectionId: string, openingId: string): Opening {
    const opening = this.openings.of(ctx, openingId);
    if (opening?.context.sectionId !== sectionId) throw notFound();
    return opening;
  }

  /** One after the other: after a refusal nothing more is taken, because it would build on what is not there. */
  private async receiveAll(opening: Opening, updates: readonly string[]): Promise<UpdateAnswer[]> {
    const answers: UpdateAnswer[] = [];
    for (const update of updates) answers.push(await this.receive(opening, Buffer.from(update, 'base64')));
    return answers;
  }

  private async receive(opening: Opening, update: Uint8Array): Promise<UpdateAnswer> {
    const { personId, sectionId } = opening.context;
    if (opening.readOnly) return { kind: 'refused', code: await this.whyClosed(opening) };
    const author = opening.author();
    const opened = await this.keeper.open(sectionId, personId);
    this.heads.expect(author, opening);
    const received = opened.ok
      ? await opened.value.receive(update, author)
      : ({ ok: false, reason: 'update.not_stored' } as const);
    if (received.ok) return { kind: 'accepted', seq: received.value.seq };
    opening.turnAway(received.reason);
    return { kind: 'refused', code: received.reason };
  }

  private async whyClosed(opening: Opening): Promise<string> {
    const { sectionId } = opening.context;
    if (opening.refusedWith !== null) return opening.refusedWith;
    const right = await this.rights.of(sectionId, opening.author());
    return right.ok ? 'update.rights' : right.reason;
  }
}

/** What a page lacks of the text, and what the server has of it. */
function missingFrom(state: SectionState, known: string): Pick<TextOpening, 'update' | 'stateVector'> {
  try {
    const missing = Y.diffUpdate(state.update, Buffer.from(known, 'base64'));
    return { update: base64(missing), stateVector: base64(Y.encodeStateVectorFromUpdate(state.update)) };
  } catch {
    throw new Refusal('input.invalid', { fields: { stateVector: 'This is not a state vector.' } });
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
