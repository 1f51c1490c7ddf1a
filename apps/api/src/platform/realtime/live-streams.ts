import type { LiveChange } from '@concordat/contracts';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Response } from 'express';
import { type RequestContext, SessionReader } from '../authz/index.js';
import { NotificationListener } from '../database/index.js';
import { LiveStream } from './live-stream.js';
import { type Announcement, LIVE_CHANNEL, type Loss, readHeard } from './live-updates.js';
import { Standings, type Taking } from './standings.js';

/** Changes that come together are told together; also the longest time for which an ended right still shows anything. */
const gatherMs = 150;
const beatMs = 15_000;
/** Tabs of one session; the oldest gives way, and comes back only if it is still looked at. */
const mostPerSession = 10;

/** The open tabs of this process, and what they are told. */
@Injectable()
export class LiveStreams implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger(LiveStreams.name);
  private readonly streams = new Set<LiveStream>();
  private gathered: Announcement[] = [];
  private gathering: NodeJS.Timeout | undefined;
  private beating: NodeJS.Timeout | undefined;

  constructor(
    private readonly listener: NotificationListener,
    private readonly sessions: SessionReader,
    private readonly standings: Standings,
  ) {}

  onModuleInit(): void {
    this.listener.subscribe(LIVE_CHANNEL, {
      hear: (payload) => this.hear(readHeard(payload)),
      // What is said meanwhile is not heard: whose session ended is asked. Without a database nobody loses anything.
      deaf: () => void this.living(undefined, true),
      resume: () => {
        this.streams.forEach((stream) => stream.resync());
        void this.living();
      },
    });
    this.beating = setInterval(() => {
      this.streams.forEach((stream) => stream.beat());
      void this.living();
    }, beatMs);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.beating);
    clearTimeout(this.gathering);
    this.streams.forEach((stream) => stream.end(false));
  }

  /** Opens a stream on this answer; it ends with the session, the tab or the process. */
  open({ sessionId, personId }: Pick<RequestContext, 'sessionId' | 'personId'>, response: Response): void {
    const siblings = [...this.streams].filter((stream) => stream.who.sessionId === sessionId);
    if (siblings.length >= mostPerSession) siblings[0]?.end(true);
    const stream = new LiveStream({ sessionId, personId }, response);
    this.streams.add(stream);
    response.once('close', () => {
      stream.end(false);
      this.streams.delete(stream);
    });
    // The session may have ended between the request's check and now; from now on its end is heard.
    void this.living([stream]);
  }

  private hear(heard: Announcement | Loss): void {
    if (heard.to === 'proposal' || heard.to === 'person') {
      this.gathered.push(heard);
      this.gathering ??= setTimeout(() => void this.tell(), gatherMs);
    }
    // The loss of a membership takes nothing away: what is told is asked for the person anew each time.
    for (const stream of this.streams)
      if (
        (heard.to === 'session' && stream.who.sessionId === heard.sessionId) ||
        (heard.to === 'account' && stream.who.personId === heard.personId)
      )
        stream.end(true);
  }

  /** Whose business it is, is asked when it is told: of everybody in two questions, however many tabs are open. */
  private async tell(): Promise<void> {
    this.gathering = undefined;
    const announcements = this.gathered;
    this.gathered = [];
    const streams = await this.living();
    if (streams.length === 0) return;
    try {
      const takesPart = await this.standings.stillTaking(takings(streams, announcements));
      for (const stream of streams) stream.tell(changesFor(stream.who.personId, announcements, takesPart));
    } catch (error) {
      this.endUnsure(streams, error);
    }
  }

  /** Ends the streams of sessions that are over, and gives the rest. */
  private async living(
    asked: readonly LiveStream[] = [...this.streams],
    keepUnsure = false,
  ): Promise<readonly LiveStream[]> {
    if (asked.length === 0) return [];
    try {
      const living = await this.sessions.living([...new Set(asked.map(({ who }) => who.sessionId))]);
      for (const stream of asked) if (!living.has(stream.who.sessionId)) stream.end(true);
      return asked.filter(({ who }) => living.has(who.sessionId));
    } catch (error) {
      if (!keepUnsure) this.endUnsure(asked, error);
      return [];
    }
  }

  /** Without the database nobody can say what these people may hear; they come back by themselves. */
  private endUnsure(streams: readonly LiveStream[], error: unknown): void {
    this.log.warn(`${streams.length} live streams were closed: ${String(error)}`);
    for (const stream of streams) stream.end(false);
  }
}

function takings(streams: readonly LiveStream[], announcements: readonly Announcement[]): Taking[] {
  const proposals = new Set(
    announcements.flatMap((heard) => (heard.to === 'proposal' ? [heard.proposalId] : [])),
  );
  const people = new Set(streams.map(({ who }) => who.personId));
  return [...people].flatMap((personId) => [...proposals].map((proposalId) => ({ proposalId, personId })));
}

/** What of it this person may hear, each change once. */
function changesFor(
  personId: string,
  announcements: readonly Announcement[],
  takesPart: (one: Taking) => boolean,
): readonly LiveChange[] {
  const changes = new Map<string, LiveChange>();
  for (const heard of announcements) {
    const isTheirs =
      heard.to === 'person'
        ? heard.personId === personId
        : takesPart({ proposalId: heard.proposalId, personId });
    if (!isTheirs) continue;
    const proposalId = heard.to === 'proposal' ? heard.proposalId : null;
    changes.set(`${heard.kind} ${heard.id}`, { kind: heard.kind, proposalId, id: heard.id });
  }
  return [...changes.values()];
}
