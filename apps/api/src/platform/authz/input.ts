import { type Endpoint, Id, type ParamsOf } from '@concordat/contracts';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { notFound, Refusal } from '../errors/refusal.js';

type Read<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a controller gets of an operation's request: validated, with defaults filled in. */
export interface InputOf<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: Read<E['query']>;
  readonly body: Read<E['body']>;
}

const ignored = z.unknown().transform(() => undefined);

const paramNames = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');

/** The schema of everything a request to this operation may carry; names in the path are UUIDs unless it says otherwise. */
export const inputSchema = ({ path, params, query, body }: Endpoint) =>
  z.object({
    params: params ?? z.object(Object.fromEntries(paramNames(path).map((name) => [name, Id]))),
    query: query ?? ignored,
    body: body ?? ignored,
  });

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A malformed id in the address is answered exactly like a missing thing; anything else names its fields. */
export function inputRefusal(issues: readonly Issue[]): Refusal {
  const fields: Record<string, string> = {};
  for (const { path = [], message } of issues) {
    const [part, ...rest] = path.map((step) => String(typeof step === 'object' ? step.key : step));
    if (part === 'params') return notFound();
    fields[rest.join('.') || (part ?? 'body')] ??= message;
  }
  return new Refusal('input.invalid', { fields });
}

/** Nest's own Standard Schema pipe, answering in our shape. */
export const inputPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    validateCustomDecorators: true,
    exceptionFactory: (issues) => inputRefusal(issues),
  });
