export { outlineOfTemplate } from './outline-of-template.js';
export { ProposalModule } from './proposal.module.js';
export { ProposalRepository, type ProposalRow } from './proposal.repository.js';
export { readinessFacts } from './readiness.js';
export { ReadinessRepository } from './readiness.repository.js';
export { briefOf, byName, stateBrief } from './state-names.js';
