export { layOutSections, type OutlineNode } from './section-outline.js';
export { SectionModule } from './section.module.js';
export { policyFacts as sectionPolicyFacts } from './section.presenter.js';
export { SectionRepository, sectionFacts, type SectionRow } from './section.repository.js';
export { SectionTextService, type SectionTextAt } from './section-text.service.js';
