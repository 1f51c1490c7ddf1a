import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const callRefusals = {
  'call.identifier_taken': {
    status: 409,
    message:
      'A call with this identifier is already here. Nothing was changed. Open it, or correct the identifier.',
  },
  'call.template_unknown': {
    status: 400,
    message: 'There is no such template. Nothing was changed. Choose one from the list.',
  },
  'cut_off.in_the_past': {
    status: 400,
    message: 'That moment has already passed. Nothing was changed. Choose a later one.',
  },
  'cut_off.unchanged': {
    status: 409,
    message: 'The cut-off is already at that moment. Nothing was changed.',
  },
  'cut_off.reason_missing': {
    status: 400,
    message: 'Say why; everybody concerned will read it. Nothing was changed.',
  },
  'cut_off.historical': {
    status: 409,
    message: 'This cut-off is history and stays as it was. Nothing was changed.',
  },
  'time.malformed': {
    status: 400,
    message: 'Write date and time, for example 2027-04-01T17:00. Nothing was changed.',
  },
  'time.zone_unknown': {
    status: 400,
    message: 'This time zone is not known. Nothing was changed. Choose one such as Europe/Brussels.',
  },
  'time.does_not_exist': {
    status: 400,
    message:
      'The clocks go forward over that hour, so it does not exist there. Nothing was changed. Choose another hour.',
  },
  'letter.already_recorded': {
    status: 409,
    message: 'A letter of this state is already recorded for this cut-off. Nothing was changed.',
  },
  'cut_off.not_passed': {
    status: 409,
    message:
      'The cut-off has not passed yet, so this cannot be done. Nothing was changed. Come back after it.',
  },
  'time.label_unreadable': {
    status: 400,
    message:
      'No date and time could be read from this label. Nothing was changed. Give the wall time and keep the label as published.',
  },
} as const satisfies Record<string, RefusalText>;
