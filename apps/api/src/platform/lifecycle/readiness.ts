import { Injectable } from '@nestjs/common';

/** Where the process stands in its life. */
export type Phase = 'starting' | 'ready' | 'draining';

/** Tells load balancers and people whether this process wants work. */
@Injectable()
export class Readiness {
  private current: Phase = 'starting';

  get phase(): Phase {
    return this.current;
  }

  /** Called once the server listens and the first run's tasks are done. */
  open(): void {
    if (this.current === 'starting') this.current = 'ready';
  }

  /** Called at the signal to stop; there is no way back. */
  drain(): void {
    this.current = 'draining';
  }
}
