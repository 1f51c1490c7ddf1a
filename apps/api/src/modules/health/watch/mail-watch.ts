import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AlarmBoard } from '../../../platform/observability/alarms/index.js';
import { Signals } from '../../../platform/observability/index.js';

const failuresInARow = 3;

/** Counts what the mail server does with mails. A server that refuses one recipient is there. */
@Injectable()
export class MailWatch implements OnModuleInit {
  private failures = 0;

  constructor(
    private readonly signals: Signals,
    private readonly board: AlarmBoard,
  ) {}

  onModuleInit(): void {
    this.signals.on('mail.handed_over', ({ outcome }) => {
      if (outcome === 'away') {
        this.failures += 1;
        if (this.failures >= failuresInARow) this.board.raise('mail_down', '', { failures: this.failures });
        return;
      }
      this.failures = 0;
      this.board.clear('mail_down', '');
    });
  }
}
