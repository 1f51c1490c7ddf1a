import type { Endpoint } from '@concordat/contracts';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { ENDPOINT } from './serve.js';

/**
 * Lets nothing out that the contract does not list. Nest's own serializer applies a schema to each item of a list
 * and skips plain values; ours takes the answer as the contract describes it, whole.
 */
@Injectable()
export class AnswerCheck implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const served = this.reflector.get<Endpoint | undefined>(ENDPOINT, execution.getHandler());
    if (!served) return next.handle();
    const response = execution.switchToHttp().getResponse<Response>();
    return next.handle().pipe(map((answer: unknown) => checked(served, answer, response)));
  }
}

function checked(
  { method, path, produces, response: schema }: Endpoint,
  answer: unknown,
  response: Response,
): unknown {
  if (response.headersSent) return answer;
  if (produces !== undefined) {
    // Which of several kinds it is, only its controller knows.
    if (!response.hasHeader('content-type')) response.setHeader('content-type', produces);
    return Buffer.isBuffer(answer) ? new StreamableFile(answer, { type: produces }) : answer;
  }
  // At once and not asynchronously: only then does zod use the check that it has compiled, four times as fast.
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the answer'}: ${issue.message}`,
  );
  throw new Error(`The answer of ${method} ${path} breaks its contract: ${problems.join('; ')}`);
}
