import type { Endpoint, Need } from '@concordat/contracts';
import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import { type InputOf, inputSchema } from './input.js';
import { contextOf, type RequestContext } from './request-context.js';

/** Metadata: what a route needs. */
export const NEEDS = 'concordat:needs';
/** Metadata: the endpoint object a route serves. */
export const ENDPOINT = 'concordat:endpoint';

/** `nobody`: for machines that ask whether we live; not even a cookie is looked at. */
export type RouteNeed = Need | 'nobody';

/** Declares the need of a route that serves no endpoint object. */
export const Needs = (need: RouteNeed): MethodDecorator => SetMetadata(NEEDS, need);

const Ctx = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  contextOf(execution.switchToHttp().getRequest<Request>()),
);

const Input = createParamDecorator((_: unknown, execution: ExecutionContext) => {
  const { params, query, body } = execution.switchToHttp().getRequest<Request>();
  return { params, query, body: (body as unknown) ?? {} };
});

type Answer<E extends Endpoint> = z.input<E['response']> | StreamableFile | string | Buffer;

/** What a controller's method looks like: context first, then the input, then whatever Nest injects by decorator. */
type Handler<E extends Endpoint> = (
  ctx: RequestContext,
  input: InputOf<E>,
  ...injected: never[]
) => Answer<E> | void | Promise<Answer<E> | void>;

/**
 * Serves an operation: route, status (200, whatever the method), need, validation, answer check and document all come
 * from the endpoint object. The method receives the context and the validated input, and the compiler holds it to both:
 *
 *     @Serve(requestReview)
 *     request(ctx: RequestContext, { params, body }: InputOf<typeof requestReview>) {
 *       return this.reviews.request(ctx, params.sectionId, body);
 *     }
 *
 * Further parameters may carry Nest's decorators (`@Req()`, `@Res({ passthrough: true })`).
 */
export const Serve =
  <E extends Endpoint>(served: E) =>
  <H extends Handler<E>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    Ctx()(target, key, 0);
    Input({ schema: inputSchema(served) })(target, key, 1);
    applyDecorators(
      RequestMapping({ path: `/api${served.path}`, method: RequestMethod[served.method] }),
      HttpCode(200),
      SetMetadata(NEEDS, served.needs),
      SetMetadata(ENDPOINT, served),
    )(target, key, descriptor);
  };
