import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const proposalRefusals = {
  'call.not_open': {
    status: 409,
    message: 'This call takes no proposals now. Nothing was made. Choose a call that is open.',
  },
  'cut_off.not_of_call': {
    status: 409,
    message:
      'That cut-off does not belong to this call. Nothing was made. Choose one of the call’s own cut-offs.',
  },
  'state.unknown': {
    status: 400,
    message: 'No state has that code. Nothing was changed. Choose a state from the list.',
  },
  'state.already_member': {
    status: 409,
    message: 'That state is in the consortium already. Nothing was changed. Invite its people instead.',
  },
  'state.not_participating_on_date': {
    status: 409,
    message:
      '{state} takes no part in the programme on {date}, the date of the cut-off. Nothing was changed. Choose another state, or aim at a later cut-off.',
  },
  'state.host_not_eu_member': {
    status: 409,
    message:
      'Only a member state of the European Union can host and coordinate; {state} can take part as partner. Nothing was made. Choose the state that hosts.',
  },
  'member.already_left': {
    status: 409,
    message: 'That state has left the consortium already. Nothing was changed.',
  },
  'member.coordinates': {
    status: 409,
    message: 'The coordinating state cannot leave its own proposal. Nothing was changed.',
  },
  'member.leads_sections': {
    status: 409,
    message: 'That state still leads sections. Nothing was changed. Hand them to another state first.',
  },
  'membership.last_coordinator': {
    status: 409,
    message:
      'This is the only coordinator, and somebody must answer for the proposal. Nothing was changed. Make somebody else coordinator first.',
  },
  'membership.already_ended': {
    status: 409,
    message:
      'That membership has ended already. Nothing was changed. Invite the person again if they should come back.',
  },
  'membership.not_found': {
    status: 404,
    message:
      'There is nothing here, or it is not open to you. Check the address or go back to your portfolio.',
  },
  'membership.already_here': {
    status: 409,
    message:
      'This person takes part in the proposal already. Nothing was sent. Change their roles under People instead.',
  },
  'membership.no_role': {
    status: 400,
    message:
      'Everybody in a proposal has at least one role. Nothing was changed. Choose a role, or end the membership.',
  },
} as const satisfies Record<string, RefusalText>;
