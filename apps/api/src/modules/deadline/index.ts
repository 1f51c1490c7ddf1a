export { DeadlineModule } from './deadline.module.js';
export { DeadlinePlanner, type MovePreview } from './deadline-planner.js';
export { holdCutOff } from './hold-cut-off.js';
