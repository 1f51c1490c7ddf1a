import { Injectable } from '@nestjs/common';
import type { OperatorDatabase } from '../database/index.js';

/** Something to be done before the doors open. It finds out by itself whether it was done before. */
export interface FirstRunTask {
  /** What the operator reads while it runs: `Loading the sample consortia`. */
  readonly title: string;
  /** Tasks run one after the other, lowest first. */
  readonly order: number;
  /** Gives a line for the operator, or null when there was nothing to do or to say. */
  run(operator: OperatorDatabase): Promise<string | null>;
}

/** The tasks of all features; they add theirs in `onModuleInit`. */
@Injectable()
export class FirstRunTasks {
  private readonly tasks: FirstRunTask[] = [];

  add(task: FirstRunTask): void {
    this.tasks.push(task);
  }

  inOrder(): readonly FirstRunTask[] {
    return [...this.tasks].sort((one, other) => one.order - other.order);
  }
}
