import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Response } from 'express';
import { type RequestContext, SessionReader } from '../authz/index.js';
import { NotificationListener } from '../database/index.js';
import { LiveStream } from './live-stream.js';
import { type Announcement, LIVE_CHANNEL, type Loss, readHeard } from './live-updates.js';

const beatMs = 15_000;
/** Tabs of one session; the oldest gives way, and comes back only if it is still looked at. */
const mostPerSession = 10;

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
      hear: (payload) => this.hear(readHeard(payload)),
      // What was said meanwhile was not heard: whose session ended is asked for everybody at once.
      deaf: () => void this.review(),
      resume: () => {
        this.streams.forEach((stream) => stream.resync());
        void this.review();
      },
    });
    this.beating = setInterval(() => {
      this.streams.forEach((stream) => stream.beat());
      void this.review();
    }, beatMs);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.beating);
    this.streams.forEach((stream) => stream.end(false));
  }

  /** Opens a stream on this answer; it ends with the session, the tab or the process. */
  open({ sessionId, personId }: RequestContext, response: Response): void {
    const siblings = [...this.streams].filter((stream) => stream.who.sessionId === sessionId);
    if (siblings.length >= mostPerSession) siblings[0]?.end(true);
    const stream = new LiveStream(
      { sessionId, personId },
      response,
      (id) => this.sessions.reread(id),
      (error) => this.log.warn(`A live stream was closed: ${String(error)}`),
    );
    this.streams.add(stream);
    // The session may have ended between the request's check and now; from now on its end is heard.
    void stream.check();
    response.once('close', () => {
      stream.end(false);
      this.streams.delete(stream);
    });
  }

  private hear(heard: Announcement | Loss): void {
    for (const stream of this.streams)
      switch (heard.to) {
        case 'session':
          if (stream.who.sessionId === heard.sessionId) stream.end(true);
          break;
        case 'account':
          if (stream.who.personId === heard.personId) stream.end(true);
          break;
        case 'membership':
          // What is told is asked for the person anew each time; there is nothing to take away.
          break;
        default:
          stream.hear(heard);
      }
  }

  private async review(): Promise<void> {
    const open = [...this.streams];
    try {
      const living = await this.sessions.living([...new Set(open.map(({ who }) => who.sessionId))]);
      for (const stream of open) if (!living.has(stream.who.sessionId)) stream.end(true);
    } catch (error) {
      this.log.warn(`Sessions could not be read: ${String(error)}`);
    }
  }
}
