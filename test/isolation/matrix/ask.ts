import type { Consortium } from '../world/cast.js';
import type { World } from '../world/world.js';

/** One way to ask a route: which ids it takes, what it sends, and who may. */
export interface Ask {
  /** As the router calls it: `POST /api/sections/:sectionId/comments`. */
  readonly route: string;
  /** Who must be answered with 2xx: `coordinator` is the coordinator of either rival, `@admin` a person by name. */
  readonly rightful: string;
  /** Every position of an id, by name, with what stands there; those of the path come first. */
  readonly ids: Readonly<Record<string, string>>;
  readonly body?: (ids: Ids, world: World) => unknown;
  readonly query?: (ids: Ids) => Readonly<Record<string, string>>;
  /** Why a rightful answer shows nothing that is somebody's. */
  readonly bare?: string;
  /** Only these ask: what costs a tenth of a second each time is asked by those who matter. */
  readonly callers?: readonly string[];
  /** Whose things a person by name is asked about; the first rival's unless it is said. */
  readonly of?: Consortium;
  /** Why nobody can be answered with 2xx here. */
  readonly unprovable?: string;
  /** Why the answer is 2xx whatever is asked about; what it tells is compared all the same. */
  readonly answersAll?: string;
  /** Why reading leaves something behind. */
  readonly writesWhenRead?: string;
  /** Why a refused request leaves something behind all the same. */
  readonly writesWhenRefused?: string;
}

/** What stands at each position of a request. */
export type Ids = Readonly<Record<string, string>>;

type More = Partial<Omit<Ask, 'route' | 'rightful' | 'ids'>> & {
  readonly ids?: Readonly<Record<string, string>>;
  /** Positions in body or query. */
  readonly with?: Readonly<Record<string, string>>;
};

/** What stands at a position of a path unless the ask says otherwise. */
const kinds: Record<string, string> = {
  proposalId: 'proposal',
  sectionId: 'section',
  memberId: 'member',
  membershipId: 'membership',
  invitationId: 'invitation',
  deadlineId: 'deadline',
  threadId: 'thread',
  commentId: 'comment',
  roundId: 'round',
  versionId: 'version',
  packageId: 'package',
  fileId: 'packageFile',
  submissionId: 'submission',
  personId: 'person',
  reminderId: 'reminder',
  messageId: 'mail',
  sessionId: 'session',
  passkeyId: 'passkey',
  openingId: 'opening',
  imageId: 'image',
  callId: 'call',
  cutOffId: 'cutOff',
};

/** Describes how a route is asked; ids of the path are found by their names. */
export function ask(
  route: string,
  rightful: string,
  { ids = {}, with: inside = {}, ...more }: More = {},
): Ask {
  const [method = '', path = ''] = route.split(' ');
  const inPath = Object.fromEntries(
    [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, ids[name] ?? kinds[name] ?? name]),
  );
  const prefix = /^\/(health|api)\//.test(path) ? '' : '/api';
  return { route: `${method} ${prefix}${path}`, rightful, ids: { ...inPath, ...inside }, ...more };
}

/** The version of a row as a page would have seen it; of what nobody may see, any. */
export const versionOf = (world: World, id: string | undefined): number => world.versions.get(id ?? '') ?? 1;

/** A moment this many days from now. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** Who asks where an answer costs much: nobody, a stranger, a rival, a colleague. */
export const few = ['signed_out', 'outsider', 'bravo.coordinator', 'alfa.reviewer'] as const;

/** Whose id stands at a position. */
export type Owner = Consortium | 'missing' | 'malformed';
