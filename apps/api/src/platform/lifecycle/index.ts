export { type FirstRunTask, FirstRunTasks } from './first-run.js';
export { LifecycleModule } from './lifecycle.module.js';
export { Progress } from './progress.js';
export { type Phase, Readiness } from './readiness.js';
export { asDatabaseUrlError, explainFailure, StartError } from './start-failure.js';
