import { Global, Module } from '@nestjs/common';
import { AlarmBoard } from './alarm-board.js';
import { AlarmRepository } from './alarm.repository.js';

/** What is wrong, said by whoever notices. */
@Global()
@Module({ providers: [AlarmBoard, AlarmRepository], exports: [AlarmBoard, AlarmRepository] })
export class AlarmModule {}
