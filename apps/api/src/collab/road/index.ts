import { CaretBoard } from './caret-board.js';
import { ChangePolls } from './change-polls.js';
import { ChangeReader } from './change-reader.js';
import { LogHeads } from './log-heads.js';
import { Openings } from './openings.js';
import { RoadDoor } from './road-door.js';
import { RoadService } from './road.service.js';
import { RoadUpkeep } from './road-upkeep.js';
import { SectionOwner } from './section-owner.js';
import { WaitingRoom } from './waiting-room.js';

export { CaretBoard } from './caret-board.js';
export { SectionOwner } from './section-owner.js';
export { RoadController } from './road.controller.js';

/** What the plain HTTP road is made of. */
export const roadParts = [
  CaretBoard,
  ChangePolls,
  ChangeReader,
  LogHeads,
  Openings,
  RoadDoor,
  RoadService,
  RoadUpkeep,
  SectionOwner,
  WaitingRoom,
];
