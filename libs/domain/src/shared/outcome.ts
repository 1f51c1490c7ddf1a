/** A moment in time. Domain rules receive it as an argument and never read a clock themselves. */
export type Instant = Date;

/** What a rule answers: a value, or a stable dotted refusal code such as `section.wrong_state`. */
export type Outcome<T, C extends string = string> = { ok: true; value: T } | { ok: false; reason: C };

/** Wraps the value of a rule that was kept. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Names the rule that was not kept. A refusal is an expected answer, never an exception. */
export function refuse<C extends string>(code: C): { ok: false; reason: C } {
  return { ok: false, reason: code };
}
