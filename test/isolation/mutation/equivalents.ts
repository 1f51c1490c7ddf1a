const everybodyReads = 'everybody signed in reads it already, and nobody but the worker may write it';
const nobodyElse = 'no role has a right on it that its policies do not give in full';

/** Guards that can be taken away without a change for anybody, and why: another guard says the same. */
export const equivalents: Readonly<Record<string, string>> = {
  'policy dropped: cut_off_move web_call_officer': everybodyReads,
  'policy opened: cut_off_move web_call_officer': everybodyReads,
  'policy’s check opened: section_version web_names':
    'a column that its condition reads can be changed by nobody, so that a row that may be changed stays one',
  'row security off: cut_off_move': everybodyReads,
  'row security off: installation_fact': everybodyReads,
  'row security off: outbox': 'who may add may add anything, and only the worker reads',
  'row security off: alarm': nobodyElse,
  'row security off: account_link': nobodyElse,
  'row security off: collab_process': nobodyElse,
  'row security off: passkey_challenge': nobodyElse,
  'row security off: pending_sign_in': nobodyElse,
  'row security off: sign_in_attempt': nobodyElse,
};

const everybody = 'it is open to everybody who is signed in';
const oneself = 'it is asked of oneself alone: the address names nobody else';

/** Rows of the policy that can be opened or closed without a change for anybody, and why. */
export const equivalentRows: Readonly<Record<string, string>> = {
  'row open to all: call.read': everybody,
  'row open to all: portfolio.read': everybody,
  'row open to all: profile.edit': oneself,
  'row open to all: session.list': oneself,
  'row open to all: session.end': oneself,
  'row open to all: mailbox.read': oneself,
  'row open to all: second_factor.manage': oneself,
};

const ownAlone = 'the statement itself asks for proposals of the reader’s own';

/** Rows behind which, besides row security, another wall stands that no switch takes away. */
export const heldElsewhere: Readonly<Record<string, string>> = {
  'row open to all: proposal.read': ownAlone,
  'row open to all: submission.read': ownAlone,
  'row open to all: audit.read': ownAlone,
  'row open to all: second_factor.reset': 'the function of the database asks for an administrator itself',
};
