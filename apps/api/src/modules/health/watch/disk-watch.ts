import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Config } from '../../../platform/config/index.js';
import { AlarmBoard } from '../../../platform/observability/alarms/index.js';
import { CONFIG } from '../../../platform/settings/index.js';

const everyMs = 30_000;

/** Free bytes below which an alarm stands, and above which it is over. */
export interface DiskLimits {
  readonly lowBytes: number;
  readonly enoughBytes: number;
}

export const usualDiskLimits: DiskLimits = { lowBytes: 500_000_000, enoughBytes: 1_000_000_000 };

/** Looks how much room the disk of the data folder has. */
@Injectable()
export class DiskWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(DiskWatch.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly board: AlarmBoard,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), everyMs).unref();
    void this.look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async look({ lowBytes, enoughBytes } = usualDiskLimits): Promise<void> {
    try {
      const { bavail, bsize } = await statfs(this.config.dataDir);
      const free = bavail * bsize;
      if (free < lowBytes)
        this.board.raise('disk_low', hostname(), { megabytes: Math.floor(free / 1_000_000) });
      else if (free > enoughBytes) this.board.clear('disk_low', hostname());
    } catch (error) {
      this.log.warn(`The disk was not looked at: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
