export * from './call-templates/call-template.js';
export * from './call-templates/ai-factories.js';
export * from './states/participating-states.js';
export * from './history/first-cut-off.js';
export * from './practice/practice-types.js';
export * from './practice/people.js';
export * from './practice/practice.js';
export * from './call-templates/registry.js';
