import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const sectionRefusals = {
  'section.wrong_state': {
    status: 409,
    message:
      'The section is not at a point where that is possible. Nothing was changed. Look at its state and try again.',
  },
  'section.approved': {
    status: 409,
    message:
      'The states have approved this section, so its text is closed. Your words were not saved. The coordinator can reopen it with a reason.',
  },
  'section.locked': {
    status: 409,
    message:
      'This section is locked, so its text is closed. Your words were not saved. The coordinator can reopen it with a reason.',
  },
  'section.frozen': {
    status: 409,
    message:
      'The proposal is frozen, so its text is closed. Your words were not saved. The coordinator can thaw it with a reason.',
  },
  'section.changes_still_requested': {
    status: 409,
    message: 'A state still asks for changes. Nothing was changed. Answer it and ask again first.',
  },
  'section.reason_missing': {
    status: 400,
    message: 'Say why, so that the states understand. Nothing was changed.',
  },
  'section.is_group': {
    status: 409,
    message: 'This is a heading of several sections and has no text of its own. Open one of its sections.',
  },
  'section.person_not_here': {
    status: 409,
    message:
      'That person has no role in this proposal that lets them write. Nothing was changed. Invite them as author first.',
  },
  'cut_off.passed': {
    status: 409,
    message: 'The cut-off has passed. What was saved before it is kept; nothing can be changed any more.',
  },
  'due.in_the_past': {
    status: 400,
    message: 'That moment has already passed. Nothing was changed. Choose a later one.',
  },
  'due.after_cut_off': {
    status: 400,
    message: 'That is after the cut-off. Nothing was changed. Choose an earlier moment.',
  },
  'ticket.refused': {
    status: 403,
    message:
      'The permission to open this text has expired or was used. What was saved is safe. Reload the page.',
  },
  'schema.too_old': {
    status: 409,
    message:
      'This page is older than the installation. What was saved is safe. Reload the page before you go on.',
  },
  'update.too_large': {
    status: 413,
    message:
      'That change is larger than one mebibyte and was not saved. Put it in as several smaller pieces.',
  },
  'update.malformed': {
    status: 400,
    message: 'The change could not be read and was not saved. Copy your words and reload the page.',
  },
  'update.too_heavy': {
    status: 400,
    message:
      'That change takes the server too long to check, so it was not saved. Copy your words, reload the page and put them in as several smaller pieces.',
  },
  'update.gap': {
    status: 409,
    message: 'Part of the change is missing, so it was not saved. Copy your words and reload the page.',
  },
  'update.foreign_client': {
    status: 403,
    message:
      'The change claims to be somebody else’s and was not saved. Copy your words and reload the page.',
  },
  'update.rights': {
    status: 403,
    message:
      'You may read this section but not write in it. Your words were not saved. Ask the coordinator to make you a contributor.',
  },
  'update.suggest_only': {
    status: 403,
    message:
      'You may suggest changes to this section, not make them, nor decide on suggestions of others. What you did was not saved, and the text is as it was. Copy your words, reload the page and suggest them.',
  },
  'update.fixed': {
    status: 409,
    message:
      'These are fixed words of the call’s template, which nobody can change. Your change was not saved, and the text is as it was. Copy your words and put them before or after.',
  },
  'update.schema': {
    status: 409,
    message:
      'The change holds something this text cannot hold, so it was not saved. Copy your words and reload the page.',
  },
  'update.rate': {
    status: 429,
    message: 'Too much was sent in a minute. What is marked saved is safe. Wait a little and go on.',
  },
  'section.damaged': {
    status: 503,
    message:
      'Part of this section’s record is damaged, so its text can be read but not changed. Your words were not saved. Copy them and tell your administrator.',
  },
  'update.not_stored': {
    status: 503,
    message: 'The change could not be stored just now. Keep this page open; it is tried again.',
  },
} as const satisfies Record<string, RefusalText>;
