/** A refusal's HTTP status and its sentence: what is wrong, what is safe, what to do. */
export interface RefusalText {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 421 | 422 | 429 | 500 | 503;
  readonly message: string;
}

/** Refusals that belong to no feature. */
export const platformRefusals = {
  not_found: {
    status: 404,
    message:
      'There is nothing here, or it is not open to you. Check the address or go back to your portfolio.',
  },
  forbidden: {
    status: 403,
    message: 'Your role does not allow this. Nothing was changed. Ask the coordinator of the proposal.',
  },
  unauthenticated: { status: 401, message: 'You are signed out. Your saved work is safe. Sign in to go on.' },
  'input.invalid': {
    status: 400,
    message: 'Some of what was sent is not right. Nothing was changed. See the fields named.',
  },
  'input.too_large': {
    status: 413,
    message: 'That is larger than this accepts. Nothing was changed. Send less at once.',
  },
  'input.media_type': {
    status: 415,
    message: 'That kind of content is not accepted here. Nothing was changed.',
  },
  'origin.refused': {
    status: 403,
    message:
      'This request came from another site and was refused. Nothing was changed. Open Concordat itself and try again.',
  },
  'host.unknown': {
    status: 421,
    message:
      'This installation is not reached under that address. Use the address your administrator gave you.',
  },
  'changed.meanwhile': {
    status: 409,
    message:
      'Somebody changed this while you worked on it. Nothing of theirs was lost. Look at the newest state and try again.',
  },
  'attempts.slow_down': {
    status: 429,
    message: 'Too many tries in a short time. Nothing is locked. Try again in {seconds} s.',
  },
  unavailable: {
    status: 503,
    message: 'Concordat is starting or stopping. What was saved is safe. Try again in a few seconds.',
  },
  internal: {
    status: 500,
    message:
      'Something went wrong on our side. What was saved is safe. Try again; if it stays, give the request number to your administrator.',
  },
} as const satisfies Record<string, RefusalText>;
