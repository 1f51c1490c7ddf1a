import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mostImageBytes, mostImagePixels } from '@concordat/contracts';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Refusal } from '../../../platform/errors/index.js';
import type { ChildAnswer, ChildRequest } from './child.types.js';
import { readImageHead } from './image-head.js';
import type { RemadeImage } from './remake.js';

/** What one picture may cost. */
export interface WorkshopLimits {
  /** From the start of its process to its answer, in milliseconds. */
  readonly timeMs: number;
  /** Of its process, in bytes. */
  readonly memory: number;
}

/** A picture of 24 million pixels takes about two seconds and 700 MB; a busy machine may need longer. */
export const defaultWorkshopLimits: WorkshopLimits = { timeMs: 30_000, memory: 1_250 * 1_048_576 };

/** Pictures that are unpacked at a time, and that may wait for it. */
const atOnce = 2;
const mostWaiting = 30;

// Run from source, a process needs the compiler that this one already has.
const isSource = import.meta.url.endsWith('.ts');
const childFile = fileURLToPath(new URL(`./image.child.${isSource ? 'ts' : 'js'}`, import.meta.url));
const compiler = new URL('../../../testing/typescript-register.mjs', import.meta.url);

/**
 * Makes pictures anew, each in a process of its own that is ended with it: what a hostile picture does, it does to that
 * process. It gets no environment and no arguments, and its codecs reach neither files nor network.
 */
@Injectable()
export class ImageWorkshop implements OnModuleDestroy {
  private readonly log = new Logger(ImageWorkshop.name);
  private readonly children = new Set<ChildProcess>();
  private readonly line: (() => void)[] = [];
  private busy = 0;

  /** Refuses with `image.…`: what it is not, too large, damaged, too heavy, busy. */
  async remake(bytes: Buffer, limits: WorkshopLimits = defaultWorkshopLimits): Promise<RemadeImage> {
    if (bytes.length > mostImageBytes) throw new Refusal('image.too_large');
    const head = readImageHead(bytes);
    if (typeof head === 'string') throw new Refusal(head);
    if (head.width === 0 || head.height === 0) throw new Refusal('image.damaged');
    if (head.width * head.height > mostImagePixels) throw new Refusal('image.too_many_pixels');
    const release = await this.turn();
    try {
      return this.read(await this.inChild({ bytes, head, mostMemory: limits.memory }, limits.timeMs));
    } finally {
      release();
    }
  }

  onModuleDestroy(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }

  private read(answer: ChildAnswer): RemadeImage {
    if (answer.kind === 'remade') return answer.image;
    if (answer.kind === 'too_heavy') throw new Refusal('image.too_heavy');
    this.log.log(`A picture could not be read: ${answer.detail.slice(0, 200)}`);
    throw new Refusal('image.damaged');
  }

  private inChild(request: ChildRequest, timeMs: number): Promise<ChildAnswer> {
    const child = fork(childFile, [], {
      execArgv: [...(isSource ? ['--import', compiler.href] : []), '--max-old-space-size=256'],
      env: {},
      cwd: path.parse(childFile).root,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.children.add(child);
    return new Promise<ChildAnswer>((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'too_heavy' }), timeMs);
      child.once('message', (answer) => resolve(answer as ChildAnswer));
      child.once('error', (error) => resolve({ kind: 'damaged', detail: error.message }));
      // Ended from outside, as a machine does that runs out of memory.
      child.once('exit', () => resolve({ kind: 'too_heavy' }));
      child.send(request, (error) => error && resolve({ kind: 'damaged', detail: error.message }));
      child.once('close', () => clearTimeout(timer));
    }).finally(() => {
      this.children.delete(child);
      child.kill('SIGKILL');
    });
  }

  /** Waits for its turn and answers how to give it up. */
  private async turn(): Promise<() => void> {
    if (this.busy >= atOnce) {
      if (this.line.length >= mostWaiting) throw new Refusal('image.busy');
      await new Promise<void>((resolve) => this.line.push(resolve));
    } else this.busy += 1;
    return () => {
      const next = this.line.shift();
      if (next) next();
      else this.busy -= 1;
    };
  }
}
