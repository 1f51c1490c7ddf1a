import { randomUUID } from 'node:crypto';
import { schemaVersion } from '@concordat/document';
import { type Ask, ask, few, type Ids, inDays, versionOf } from './ask.js';
import { emptyState } from '../world/open-doors.js';
import type { World } from '../world/world.js';

const nothing = 'the answer says that it is done';
const exceptional = 'a read of an exceptional kind is written down';
const shownOnce = 'a secret made for this answer, and shown in it alone';

/** A GIF of one pixel. */
const picture = 'R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs=';

/** A source that nobody has written about. */
const source = {
  ...{ source: 'bbbbbbbbbbbb', authors: '', title: 'Kept', container: '', publisher: '' },
  ...{ year: '', volume: '', pages: '', doi: '', url: '' },
};

/** A body that names the version of the thing at this position. */
const version =
  (position: string, more: object = {}) =>
  (ids: Ids, world: World) => ({ version: versionOf(world, ids[position]), ...more });

/** Calls and the intake desk. */
const calls: readonly Ask[] = [
  ask('GET /calls', '@outsider'),
  ask('GET /calls/:callId', '@outsider'),
  ask('GET /templates', '@outsider', { bare: 'what the product ships' }),
  ask('POST /calls', '@officer', {
    body: () => ({
      ...{ identifier: 'NEW-CALL-1', title: 'New', authority: 'Authority', kind: 'call_for_proposals' },
      ...{ templateKey: 'ai-factories-practice', opensOn: null },
      cutOff: { wallTime: '2028-04-01T17:00', zone: 'Europe/Brussels', label: null },
    }),
    bare: 'what was just typed',
  }),
  ask('PUT /calls/:callId', '@officer', {
    body: version('callId', { title: 'Title', authority: 'Authority' }),
  }),
  ask('POST /calls/:callId/cut-offs', '@officer', {
    body: () => ({ wallTime: '2028-04-01T17:00', zone: 'Europe/Brussels', label: null }),
  }),
  ask('POST /cut-offs/:cutOffId/move-preview', '@officer', {
    body: () => ({ wallTime: '2028-04-01T17:00', zone: 'Europe/Brussels', label: null }),
    bare: 'counts that say nothing of anybody’s proposal',
  }),
  ask('POST /cut-offs/:cutOffId/moves', '@officer', {
    body: version('cutOffId', {
      wallTime: '2028-04-01T17:00',
      zone: 'Europe/Brussels',
      label: null,
      reason: 'A reason.',
    }),
  }),
  ask('POST /cut-offs/:cutOffId/letters-of-interest', '@officer', {
    body: () => ({ stateCode: 'AT', intent: 'A letter', receivedOn: null }),
  }),
  ask('GET /intake', '@officer', {
    of: 'delta',
    with: { cutOffId: 'cutOff' },
    query: ({ cutOffId = '' }) => ({ cutOffId }),
    answersAll: 'a filter that fits nothing gives an empty list',
  }),
  ask('GET /intake', '@officer'),
];

/** A proposal and its consortium. */
const proposals: readonly Ask[] = [
  ask('GET /portfolio', 'observer'),
  ask('GET /founding', 'coordinator'),
  ask('POST /proposals', 'coordinator', {
    with: { callId: 'call', cutOffId: 'cutOff' },
    body: ({ callId, cutOffId }) => ({
      ...{ callId, cutOffId, acronym: 'NEW', title: 'A new one', stateCode: 'FR', hostingEntity: '' },
    }),
  }),
  ask('GET /proposals/:proposalId', 'observer'),
  ask('PATCH /proposals/:proposalId', 'deputy', {
    body: version('proposalId', { acronym: 'OTHER', title: 'Other' }),
  }),
  ask('GET /proposals/:proposalId/cockpit', 'observer'),
  ask('GET /proposals/:proposalId/consortium', 'observer'),
  ask('POST /proposals/:proposalId/members', 'coordinator', {
    body: () => ({ stateCode: 'FR', hostingEntity: '' }),
  }),
  ask('PATCH /proposals/:proposalId/members/:memberId', 'member_lead', {
    body: version('memberId', { hostingEntity: 'A body' }),
  }),
  ask('POST /proposals/:proposalId/members/:memberId/departure', 'coordinator', {
    ids: { memberId: 'secondMember' },
    body: version('memberId', { reason: 'A reason.' }),
  }),
  ask('POST /proposals/:proposalId/members/:memberId/invitations', 'member_lead', {
    body: () => ({ email: 'invited@example.org', displayName: '', roles: ['author'] }),
    bare: shownOnce,
  }),
  ask('POST /proposals/:proposalId/invitations/:invitationId/resending', 'coordinator', { bare: shownOnce }),
  ask('POST /proposals/:proposalId/invitations/:invitationId/revocation', 'coordinator', { bare: nothing }),
  ask('PATCH /proposals/:proposalId/memberships/:membershipId', 'coordinator', {
    body: version('membershipId', { roles: ['observer'] }),
  }),
  ask('POST /proposals/:proposalId/memberships/:membershipId/end', 'coordinator', {
    body: version('membershipId'),
    bare: nothing,
  }),
  ask('GET /proposals/:proposalId/deadlines', 'observer'),
  ask('POST /proposals/:proposalId/deadlines', 'coordinator', {
    with: { ownerPersonId: 'person' },
    body: ({ ownerPersonId }) => ({ title: 'A moment', at: inDays(20), ownerPersonId }),
  }),
  ask('PUT /proposals/:proposalId/deadlines/:deadlineId', 'coordinator', {
    with: { ownerPersonId: 'person' },
    body: (ids, world) => ({
      ...{ version: versionOf(world, ids['deadlineId']), title: 'Moved', at: inDays(21) },
      ownerPersonId: ids['ownerPersonId'],
    }),
  }),
  ask('POST /proposals/:proposalId/deadlines/:deadlineId/completion', 'coordinator', {
    body: version('deadlineId'),
  }),
  ask('POST /proposals/:proposalId/deadlines/:deadlineId/cancellation', 'coordinator', {
    body: version('deadlineId'),
  }),
  ...(['person', 'member'] as const).map((whom) =>
    ask('POST /proposals/:proposalId/nudges', 'coordinator', {
      with: { sectionId: 'section', whom },
      body: (ids) => ({ sectionId: ids['sectionId'], [`${whom}Id`]: ids['whom'] }),
      bare: 'two numbers',
    }),
  ),
  ask('GET /proposals/:proposalId/audit', 'observer', { query: () => ({ limit: '100' }) }),
  ask('GET /proposals/:proposalId/audit/check', 'observer', { bare: 'whether the record is whole' }),
  ask('GET /proposals/:proposalId/audit/export', 'coordinator', { writesWhenRead: exceptional }),
];

/** Sections, their reviews and comments. */
const sections: readonly Ask[] = [
  ask('GET /proposals/:proposalId/sections', 'observer'),
  ask('GET /proposals/:proposalId/numbering', 'observer'),
  ask('POST /proposals/:proposalId/findings', 'observer', { body: () => ({ words: 'e' }) }),
  ask('GET /sections/:sectionId', 'observer'),
  ask('GET /sections/:sectionId/text', 'observer'),
  ask('PUT /sections/:sectionId/assignment', 'coordinator', {
    with: { leadPersonId: 'person', contributorPersonId: 'coordinatorPerson' },
    body: (ids, world) => ({
      ...{ version: versionOf(world, ids['sectionId']), leadPersonId: ids['leadPersonId'], dueAt: inDays(9) },
      contributorPersonIds: [ids['contributorPersonId']],
    }),
  }),
  ask('POST /sections/:sectionId/lock', 'coordinator', {
    ids: { sectionId: 'approvedSection' },
    body: version('sectionId'),
  }),
  ask('POST /sections/:sectionId/reopening', 'coordinator', {
    ids: { sectionId: 'approvedSection' },
    body: version('sectionId', { reason: 'A reason.' }),
  }),
  ask('POST /sections/:sectionId/tickets', 'observer', {
    body: () => ({ deviceId: randomUUID(), schemaVersion }),
  }),
  ask('POST /sections/:sectionId/openings', 'author', {
    with: { ticket: 'ticket' },
    body: ({ ticket }) => ({ ticket, stateVector: emptyState, clientId: 9 }),
  }),
  ask('POST /sections/:sectionId/updates', 'author', {
    with: { openingId: 'opening' },
    body: ({ openingId }) => ({ openingId, batch: 1, updates: [] }),
    bare: 'one answer for each change',
  }),
  ask('DELETE /sections/:sectionId/openings/:openingId', 'author', {
    ids: { openingId: 'spareOpening' },
    bare: nothing,
    callers: [
      'signed_out',
      'outsider',
      'alfa.author',
      'alfa.coordinator',
      'alfa.ended',
      'bravo.author',
      'admin',
    ],
  }),
  ask('POST /text-changes', 'author', {
    with: { sectionId: 'section', openingId: 'opening' },
    body: ({ sectionId, openingId }) => ({
      openings: [{ sectionId, openingId, seq: 0, carets: 0, messages: 0 }],
    }),
    answersAll: 'it says of each text whether it is still open here',
  }),
  ask('POST /sections/:sectionId/images', 'author', {
    body: () => ({ content: picture }),
    bare: 'what the picture came to',
    // Each picture that is taken costs a process.
    callers: [...few, 'alfa.author'],
  }),
  ask('GET /sections/:sectionId/images/:imageId', 'observer'),
  ask('GET /sections/:sectionId/sources', 'observer'),
  ask('POST /sections/:sectionId/sources', 'author', {
    body: () => ({ keep: [source], drop: [] }),
  }),
  ask('GET /proposals/:proposalId/reviews', 'observer'),
  ask('GET /sections/:sectionId/review', 'observer', { ids: { sectionId: 'reviewedSection' } }),
  ask('POST /sections/:sectionId/review-rounds', 'author', {
    with: { memberId: 'member' },
    body: ({ memberId }) => ({
      memberIds: [memberId],
      policy: 'all',
      quorum: null,
      dueAt: inDays(9),
      note: 'Please.',
    }),
  }),
  ask('POST /review-rounds/:roundId/verdicts', 'reviewer', {
    with: { memberId: 'member' },
    body: (ids, world) => ({
      ...{
        version: versionOf(world, ids['roundId']),
        memberId: ids['memberId'],
        kind: 'approve',
        reason: '',
      },
    }),
  }),
  ask('POST /review-rounds/:roundId/ask-again', 'coordinator', {
    ids: { roundId: 'contestedRound' },
    body: version('roundId', { answer: 'An answer.' }),
  }),
  ask('POST /review-rounds/:roundId/closing', 'coordinator', {
    body: version('roundId', { reason: 'A reason.' }),
  }),
  ask('POST /review-rounds/:roundId/cancellation', 'coordinator', { body: version('roundId') }),
  ask('GET /sections/:sectionId/versions', 'observer'),
  ask('POST /sections/:sectionId/versions', 'author', { body: () => ({ name: 'A name' }) }),
  ask('PUT /sections/:sectionId/versions/:versionId/name', 'coordinator', {
    body: () => ({ name: 'Another name' }),
  }),
  ask('GET /sections/:sectionId/comparison', 'observer', {
    with: { versionId: 'version' },
    query: ({ versionId = '' }) => ({ from: versionId }),
  }),
  ask('POST /sections/:sectionId/versions/:versionId/restoration', 'author', {
    unprovable: 'the text reads as it did in the version already',
  }),
  ask('POST /sections/:sectionId/reading', 'observer', { bare: nothing }),
  ask('GET /sections/:sectionId/comments', 'observer'),
  ask('POST /sections/:sectionId/comments', 'reviewer', {
    body: () => ({ anchor: null, body: 'A word.', internal: true }),
  }),
  ask('POST /comment-threads/:threadId/messages', 'reviewer', { body: () => ({ body: 'A word.' }) }),
  ask('POST /comment-threads/:threadId/messages', 'neighbour', {
    ids: { threadId: 'internalThread' },
    body: () => ({ body: 'A word.' }),
  }),
  ask('GET /proposals/:proposalId/comments', 'observer', { query: () => ({ show: 'open' }) }),
  ask('GET /proposals/:proposalId/comments', 'neighbour', { query: () => ({ show: 'open' }) }),
  ask('GET /proposals/:proposalId/comments/export', 'observer', { query: () => ({ internal: 'own' }) }),
  ask('GET /proposals/:proposalId/comment-people', 'observer'),
  ask('POST /sections/:sectionId/comments/seen', 'observer', {
    body: () => ({ threadIds: [randomUUID()] }),
    bare: nothing,
  }),
  ask('PATCH /comment-messages/:commentId', 'author', {
    body: version('commentId', { body: 'Another word.' }),
  }),
  ask('PATCH /comment-messages/:commentId', 'neighbour', {
    ids: { commentId: 'internalComment' },
    body: version('commentId', { body: 'Another word.' }),
  }),
  ask('POST /comment-messages/:commentId/deletion', 'author', { body: version('commentId') }),
  ask('PUT /comment-threads/:threadId/assignment', 'reviewer', {
    with: { personId: 'person' },
    body: ({ threadId, personId }, world) => ({ version: versionOf(world, threadId), personId }),
  }),
  ask('PUT /comment-threads/:threadId/assignment', 'neighbour', {
    ids: { threadId: 'internalThread' },
    with: { memberId: 'secondMember' },
    body: ({ threadId, memberId }, world) => ({ version: versionOf(world, threadId), memberId }),
  }),
  ask('POST /comment-threads/:threadId/resolution', 'coordinator', {
    body: version('threadId', { resolved: true }),
  }),
];

/** From the freeze to the receipt. */
const submissions: readonly Ask[] = [
  ask('GET /proposals/:proposalId/submission', 'observer'),
  ask('POST /proposals/:proposalId/freezing', 'coordinator', { body: version('proposalId') }),
  ask('POST /proposals/:proposalId/thawing', 'coordinator', {
    ids: { proposalId: 'frozenProposal' },
    body: version('proposalId', { reason: 'A reason.' }),
  }),
  ask('POST /proposals/:proposalId/packages', 'coordinator'),
  ask('POST /proposals/:proposalId/submissions', 'coordinator', {
    with: { packageId: 'package' },
    body: ({ packageId }) => ({ packageId, idempotencyKey: randomUUID() }),
    writesWhenRefused: 'tries to submit are evidence',
  }),
  ask('POST /proposals/:proposalId/reopening', 'coordinator', {
    ids: { proposalId: 'submittedProposal' },
    body: version('proposalId'),
  }),
  ask('POST /proposals/:proposalId/withdrawal', 'coordinator', {
    ids: { proposalId: 'submittedProposal' },
    body: version('proposalId', { reason: 'A reason.' }),
  }),
  ...(['receipt', 'receipt-file'] as const).map((what) =>
    ask(`GET /proposals/:proposalId/submissions/:submissionId/${what}`, 'observer', {
      ids: { proposalId: 'submittedProposal', submissionId: 'submittedSubmission' },
    }),
  ),
  ask('GET /proposals/:proposalId/packages/:packageId/files/:fileId', 'observer', {
    writesWhenRead: exceptional,
  }),
];

/** Everything that belongs to a call, a proposal or a section. */
export const asksOfProposals: readonly Ask[] = [...calls, ...proposals, ...sections, ...submissions];
