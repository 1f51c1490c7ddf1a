export { OwnedElsewhere, ownedSectionLog } from './owned-section-log.js';
export { OwnerUnreachable, ProxyToOwner } from './proxy-to-owner.js';
export { type Owner, SectionOwnership } from './section-ownership.js';
