import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Call } from './call.entity.js';
import { CutOff } from './cut-off.entity.js';

/** Which calls a cut-off closes. */
@Entity('call_cut_off')
@ForeignKey(() => Call, ['callId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => CutOff, ['cutOffId'], ['id'], { onDelete: 'CASCADE' })
@Index(['cutOffId'])
export class CallCutOff {
  @PrimaryColumn({ type: 'uuid' })
  callId!: string;

  @PrimaryColumn({ type: 'uuid' })
  cutOffId!: string;
}
