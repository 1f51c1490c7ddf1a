import { RefusalBody } from '@concordat/contracts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Agent } from '../../src/testing/index.js';
import { bodyOf, type Identifiers, pathPart, queryOf, type Schema } from './schema-values.js';

/** An operation of the API's document. */
export interface Operation {
  readonly method: string;
  /** With `{name}` where an identifier stands. */
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly body: Schema | null;
  /** Null where the answer is no JSON. */
  readonly response: Schema | null;
  /** What the answer is; null where it has none. */
  readonly produces: string;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters: Operation['parameters'];
            readonly requestBody?: Content;
            readonly responses: { readonly 200: Content };
          }
        >
      >
    >
  >;
}

/** Every operation that the running application's document names. */
export async function operationsOf(agent: Agent): Promise<Operation[]> {
  const document = (await (await agent.fetch('/api/openapi.json')).json()) as Document;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => {
      const [[produces, { schema }] = ['', {}]] = Object.entries(responses[200].content ?? {});
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        body: requestBody?.content?.['application/json']?.schema ?? null,
        response: schema ?? null,
        produces,
      };
    }),
  );
}

/** One request as it is sent. */
interface Call {
  readonly address: string;
  readonly body: string | null;
  readonly type: string;
}

/** Requests for one operation. */
export function callsOf({ path, parameters, body }: Operation, ids: Identifiers): fc.Arbitrary<Call> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const types = fc.oneof(
    { weight: 12, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'application/json; charset=utf-16',
      ),
    },
  );
  return fc
    .tuple(
      fc.tuple(...names.map((name) => pathPart(ids, name))),
      queryOf(query, ids),
      body ? bodyOf(body, ids) : fc.constant(null),
      types,
    )
    .map(([parts, asked, sent, type]) => {
      const filled = names.reduce(
        (address, name, at) => address.replace(`{${name}}`, encodeURIComponent(parts[at] ?? '')),
        path,
      );
      return { address: asked === '' ? filled : `${filled}?${asked}`, body: sent, type };
    });
}

/** What is wrong with an answer, or null. */
export class AnswerJudge {
  private readonly validators = new Map<Schema, ValidateFunction>();
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });

  judge({ response }: Operation, status: number, type: string, text: string): string | null {
    if (status >= 500) return `answered ${status}: ${text.slice(0, 300)}`;
    if (/\n\s+at \S+ \(|node_modules|\/apps\/api\//.test(text))
      return `gave a stack away: ${text.slice(0, 300)}`;
    if (status >= 400) {
      const refusal = type.startsWith('application/json') ? RefusalBody.safeParse(readJson(text)) : null;
      return refusal?.success ? null : `refused with ${status} in another shape: ${text.slice(0, 200)}`;
    }
    if (!response || !type.startsWith('application/json')) return null;
    const validate = this.validator(response);
    return validate(readJson(text))
      ? null
      : `does not fit its schema: ${this.ajv.errorsText(validate.errors)}`;
  }

  private validator(schema: Schema): ValidateFunction {
    const known = this.validators.get(schema);
    if (known) return known;
    const made = this.ajv.compile(schema);
    this.validators.set(schema, made);
    return made;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
