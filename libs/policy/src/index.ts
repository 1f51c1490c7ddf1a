export type { Actor, Facts, Rule, Standing } from './actor.js';
export { abilitiesOf, actions, can, policy, type Action } from './policy.js';
