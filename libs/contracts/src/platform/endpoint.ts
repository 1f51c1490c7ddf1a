import type { Action } from '@concordat/policy';
import type { z } from 'zod';

/** What a caller must be allowed to do: an action of the policy, any signed-in person, or nobody in particular. */
export type Need = Action | 'signed_in' | 'public';

/**
 * A fresh proof (ten minutes, of this session) that an operation asks for; refused with `session.step_up_needed`.
 * `with_second_factor`: only of those who have one, because the operation itself asks the others for their password.
 */
export type StepUp = true | 'with_second_factor';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Schema = z.ZodType;
type Optional = Schema | undefined;

/**
 * One operation of the API. Route, validation, answer check, OpenAPI document, typed client and form all read it.
 * `path` is below `/api`; names after a colon are UUIDs unless `params` says otherwise.
 */
export interface Endpoint<
  P extends string = string,
  B extends Optional = Optional,
  Q extends Optional = Optional,
  R extends Schema = Schema,
> {
  readonly method: Method;
  readonly path: P;
  readonly needs: Need;
  readonly stepUp?: StepUp;
  /** One sentence for the API document. */
  readonly summary: string;
  readonly params?: Schema;
  readonly query: Q;
  readonly body: B;
  readonly response: R;
  /** Set for answers that are not JSON (a PDF, a text file). The response schema then describes nothing. */
  readonly produces?: string;
}

type Definition<P extends string, B extends Optional, Q extends Optional, R extends Schema> = Omit<
  Endpoint<P, B, Q, R>,
  'body' | 'query'
> & { readonly body?: B; readonly query?: Q };

/** Declares an operation; the types of its parts are kept. */
export const endpoint = <
  const P extends string,
  R extends Schema,
  B extends Optional = undefined,
  Q extends Optional = undefined,
>(
  definition: Definition<P, B, Q, R>,
): Endpoint<P, B, Q, R> => ({
  ...definition,
  body: definition.body as B,
  query: definition.query as Q,
});

type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** The path parameters of an operation, by name. */
export type ParamsOf<E extends Endpoint> = { readonly [K in ParamNames<E['path']>]: string };
/** What a caller sends as body, before defaults are filled in. */
export type BodyOf<E extends Endpoint> = E['body'] extends Schema ? z.input<E['body']> : undefined;
/** What a caller sends as query, before defaults are filled in. */
export type QueryOf<E extends Endpoint> = E['query'] extends Schema ? z.input<E['query']> : undefined;
/** What a caller gets back. */
export type ResultOf<E extends Endpoint> = z.output<E['response']>;
