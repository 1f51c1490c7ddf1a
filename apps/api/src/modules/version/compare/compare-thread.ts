import { Worker } from 'node:worker_threads';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { SectionDiff, SectionJson } from '@concordat/document';
import { Refusal } from '../../../platform/errors/index.js';
import type { CompareAnswer, CompareRequest } from './compare.types.js';

/** Longer than two texts of 36 000 words and a month of writing between them ever take. */
const longestMs = 20_000;
/** A thread that nobody needs for so long ends. */
const restMs = 60_000;
const heapMiB = 512;

// Run from source, a thread needs the compiler that its process already has.
const isSource = import.meta.url.endsWith('.ts');
const workerFile = new URL(`./compare.worker.${isSource ? 'ts' : 'js'}`, import.meta.url);
const compiler = new URL('../../../testing/typescript-register.mjs', import.meta.url);

type Asked<K extends CompareAnswer['kind']> = Extract<CompareAnswer, { kind: K }>;

/**
 * Reads and compares texts beside the process that serves everybody: replaying a long text holds up a keystroke for as
 * long as it takes. One thread, one question at a time; it ends when it takes too long, and the question is refused.
 */
@Injectable()
export class CompareThread implements OnModuleDestroy {
  private readonly log = new Logger('versions');
  private worker: Worker | null = null;
  private turns: Promise<unknown> = Promise.resolve();
  private rest: NodeJS.Timeout | undefined;

  /** The difference of two texts. Refuses `version.not_compared`. */
  async compare(request: Omit<Extract<CompareRequest, { kind: 'compare' }>, 'kind'>): Promise<SectionDiff> {
    return (await this.ask<'compared'>({ kind: 'compare', ...request })).difference;
  }

  /** The base of a text, or null if another reads the same. Refuses `version.not_compared`. */
  async base(request: Omit<Extract<CompareRequest, { kind: 'base' }>, 'kind'>): Promise<SectionJson | null> {
    return (await this.ask<'base'>({ kind: 'base', ...request })).section;
  }

  async onModuleDestroy(): Promise<void> {
    await this.end();
  }

  private ask<K extends 'compared' | 'base'>(request: CompareRequest): Promise<Asked<K>> {
    const turn = this.turns.then(() => this.askNow(request));
    this.turns = turn.catch(() => undefined);
    return turn as Promise<Asked<K>>;
  }

  private async askNow(request: CompareRequest): Promise<CompareAnswer> {
    clearTimeout(this.rest);
    const worker = this.worker ?? (await this.start());
    try {
      const answer = await answerOf(worker, () => worker.postMessage(request));
      if (answer.kind === 'failed') throw new Error(answer.reason);
      this.rest = setTimeout(() => void this.end(), restMs).unref();
      return answer;
    } catch (error) {
      this.log.error(`Two texts were not compared: ${error instanceof Error ? error.message : ''}`);
      await this.end();
      throw new Refusal('version.not_compared');
    }
  }

  private async start(): Promise<Worker> {
    const worker = new Worker(workerFile, {
      resourceLimits: { maxOldGenerationSizeMb: heapMiB },
      execArgv: isSource ? ['--import', compiler.href] : [],
      env: {},
      stdout: true,
      stderr: true,
    });
    worker.unref();
    this.worker = worker;
    await answerOf(worker, () => undefined).catch(async (error: unknown) => {
      await this.end();
      throw error;
    });
    return worker;
  }

  private async end(): Promise<void> {
    clearTimeout(this.rest);
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }
}

/** The next thing that a thread says. Rejects if it ends before, or takes too long. */
function answerOf(worker: Worker, ask: () => void): Promise<CompareAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (settled: () => void): void => {
      clearTimeout(timer);
      worker.off('message', heard).off('error', broke).off('exit', left);
      settled();
    };
    const heard = (answer: CompareAnswer): void => settle(() => resolve(answer));
    const broke = (error: Error): void => settle(() => reject(error));
    const left = (): void => settle(() => reject(new Error('the thread ended')));
    const timer = setTimeout(
      () => settle(() => reject(new Error(`no answer in ${longestMs} ms`))),
      longestMs,
    );
    worker.on('message', heard).on('error', broke).on('exit', left);
    ask();
  });
}
