const everybodyReads = 'everybody signed in reads it already, and nobody but the worker may write it';
const nobodyElse = 'no role has a right on it that its policies do not give in full';

/** Guards that can be taken away without a change for anybody, and why: another guard says the same. */
export const equivalents: Readonly<Record<string, string>> = {
  'policy dropped: cut_off_move web_call_officer': everybodyReads,
  'policy opened: cut_off_move web_call_officer': everybodyReads,
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
