import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { type RequestContext, SessionReader } from '../authz/index.js';
import { NotificationListener } from '../database/index.js';
import { LiveStream } from './live-stream.js';
import { type Announcement, LIVE_CHANNEL } from './live-updates.js';

const beatMs = 15_000;
/** Tabs of one session; the oldest gives way, and comes back only if it is still looked at. */
const mostPerSession = 10;

const Announced: z.ZodType<Announcement> = z.discriminatedUnion('to', [
  z.object({ to: z.literal('proposal'), kind: z.string(), proposalId: z.string(), id: z.string() }),
  z.object({ to: z.literal('person'), personId: z.string(), kind: z.string(), id: z.string() }),
  z.object({ to: z.literal('session'), sessionId: z.string() }),
]);

/** The open tabs of this process, and what they are told. */
@Injectable()
export class LiveStreams implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger(LiveStreams.name);
  private readonly streams = new Set<LiveStream>();
  private beating: NodeJS.Timeout | undefined;

  constructor(
    private readonly listener: NotificationListener,
    private readonly sessions: SessionReader,
  ) {}

  onModuleInit(): void {
    this.listener.subscribe(LIVE_CHANNEL, {
      hear: (payload) => this.hear(Announced.parse(JSON.parse(payload))),
      resume: () => this.streams.forEach((stream) => stream.resync()),
    });
    this.beating = setInterval(() => this.streams.forEach((stream) => void stream.beat()), beatMs);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.beating);
    this.streams.forEach((stream) => stream.end(false));
  }

  /** Opens a stream on this answer; it ends with the session, the tab or the process. */
  open({ sessionId }: RequestContext, response: Response): void {
    const siblings = [...this.streams].filter((stream) => stream.sessionId === sessionId);
    if (siblings.length >= mostPerSession) siblings[0]?.end(true);
    const stream = new LiveStream(
      sessionId,
      response,
      (id) => this.sessions.reread(id),
      (error) => this.log.warn(`A live stream was closed: ${String(error)}`),
    );
    this.streams.add(stream);
    response.once('close', () => {
      stream.end(false);
      this.streams.delete(stream);
    });
  }

  private hear(announcement: Announcement): void {
    for (const stream of this.streams) {
      if (announcement.to !== 'session') stream.hear(announcement);
      else if (stream.sessionId === announcement.sessionId) stream.end(true);
    }
  }
}
