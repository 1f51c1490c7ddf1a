import { type Endpoint, RefusalBody } from '@concordat/contracts';
import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  });
  return rest;
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });

const inBraces = (path: string): string => `/api${path.replace(/:(\w+)/g, '{$1}')}`;

function parametersOf({ path, query }: Endpoint): Json[] {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const asked = query ? schemaOf(query, 'input') : {};
  const required = (asked['required'] ?? []) as string[];
  const filters = Object.entries((asked['properties'] ?? {}) as Json).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...named, ...filters];
}

function operationOf(served: Endpoint): Json {
  const { method, path, needs, summary, body, response, produces } = served;
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    tags: [path.split('/')[1] ?? ''],
    'x-needs': needs,
    security: needs === 'public' ? [] : [{ session: [] }],
    parameters: parametersOf(served),
    ...(body && { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      200: {
        description: 'Done.',
        content: produces === undefined ? json(schemaOf(response, 'output')) : { [produces]: {} },
      },
      default: {
        description: 'Refused; the code says why.',
        content: json({ $ref: '#/components/schemas/Refusal' }),
      },
    },
  };
}

/** The API's document (OpenAPI 3.1), from the same endpoint objects that routes and clients are made of. */
export function openApiDocument(endpoints: readonly Endpoint[], cookieName: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const served of [...endpoints].sort((one, other) => one.path.localeCompare(other.path)))
    (paths[inBraces(served.path)] ??= {})[served.method.toLowerCase()] = operationOf(served);
  return {
    openapi: '3.1.0',
    info: { title: 'Concordat', version: '1', description: 'Everything the screens do, for programs.' },
    paths,
    components: {
      schemas: { Refusal: schemaOf(RefusalBody, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName } },
    },
  };
}
