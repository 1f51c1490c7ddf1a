import { RefusalBody } from '@concordat/contracts';
import { platformText, translatedSentence } from './i18n.js';

/** What a refusal tells. `status` is 0 when no answer came. */
export interface RefusalParts {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly requestId?: string | undefined;
}

/** An operation that was refused or could not be asked for: code, sentence, the fields named, the request's number. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;

  constructor({ code, message, status, fields = {}, requestId }: RefusalParts) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
    this.requestId = requestId;
  }

  /** No answer came: asking again is worthwhile. */
  get isUnreachable(): boolean {
    return this.status === 0;
  }

  /** Missing, or not open to the reader: both look alike. */
  get isMissing(): boolean {
    return this.status === 404;
  }
}

/** Reads the body of a refused answer; one that is no refusal (a proxy's page) becomes `unavailable` or `internal`. */
export function refusalFrom(status: number, body: unknown, requestId: string | undefined): RefusalError {
  const parsed = RefusalBody.safeParse(body);
  if (!parsed.success) {
    const isAway = status === 502 || status === 503 || status === 504;
    const code = isAway ? 'unavailable' : 'internal';
    const message = platformText(isAway ? 'refusal.unavailable' : 'refusal.internal');
    return new RefusalError({ code, message, status, requestId });
  }
  const { code, message, fields } = parsed.data;
  // A language of its own may bring its own sentence; the server's is English.
  const sentence = translatedSentence(`refusal.${code}`) ?? message;
  return new RefusalError({ code, message: sentence, status, fields, requestId: parsed.data.requestId });
}

/** The network did not carry the request or its answer. */
export const unreachable = (): RefusalError =>
  new RefusalError({
    code: 'network.unreachable',
    message: platformText('refusal.network.unreachable'),
    status: 0,
  });

/** The answer is not what the contract promises: an older page against a newer server. */
export const unreadable = (status: number, requestId: string | undefined): RefusalError =>
  new RefusalError({
    code: 'answer.unreadable',
    message: platformText('refusal.answer.unreadable'),
    status,
    requestId,
  });
