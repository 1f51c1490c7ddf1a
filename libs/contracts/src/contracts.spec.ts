import { refusalCodes as domainCodes } from '@concordat/domain';
import { actions } from '@concordat/policy';
import * as contracts from './index.js';
import { type Endpoint, refusalCodes, refusalText } from './index.js';

const isEndpoint = (each: unknown): each is Endpoint =>
  typeof each === 'object' && each !== null && 'method' in each && 'path' in each && 'needs' in each;

const endpoints: readonly Endpoint[] = Object.values<unknown>(contracts).filter(isEndpoint);

/** Refusals that rules give and no operation of this version can: their features come later. */
const notYetServed = (code: string): boolean => /^letter\./.test(code);

describe('refusals', () => {
  it('have a sentence for every code that a rule of the domain gives', () => {
    const missing = domainCodes.filter((code) => !refusalCodes().includes(code) && !notYetServed(code));
    expect(missing).toEqual([]);
  });

  it.each(refusalCodes())('%s says whole sentences', (code) => {
    const { status, message } = refusalText(code);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(message).toMatch(/^[\p{Lu}{].*[.]$/u);
    expect(message).not.toMatch(/sync|tenant|CRDT|merge conflict/i);
  });

  it('answer an unknown code as an internal error', () => {
    expect(refusalText('no.such_code')).toEqual(refusalText('internal'));
  });
});

describe('operations', () => {
  it('have an address of their own each', () => {
    const addresses = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
    expect(addresses).toHaveLength(new Set(addresses).size);
    expect(addresses.length).toBeGreaterThan(60);
  });

  it('ask for a fresh proof exactly where these say so', () => {
    const asking = endpoints.filter(({ stepUp }) => stepUp !== undefined);
    expect(
      asking
        .map(({ method, path, stepUp }) => `${method} ${path}${stepUp === true ? '' : `: ${stepUp}`}`)
        .sort(),
    ).toEqual([
      'DELETE /second-factor/app',
      'DELETE /second-factor/passkeys/:passkeyId',
      'POST /people/:personId/second-factor/resetting',
      'POST /people/invitations',
      'POST /people/invitations/:invitationId/resending',
      'POST /profile/address: with_second_factor',
      'POST /profile/password: with_second_factor',
      'POST /proposals/:proposalId/submissions',
      'POST /proposals/:proposalId/withdrawal',
      'POST /second-factor/app',
      'POST /second-factor/app/offer',
      'POST /second-factor/passkeys',
      'POST /second-factor/passkeys/offer',
      'POST /second-factor/recovery-codes',
      'PUT /people/:personId/roles',
    ]);
    // Nobody can prove who they are before they are signed in.
    expect(asking.filter(({ needs }) => needs === 'public')).toEqual([]);
  });

  it.each(endpoints.map((each) => [`${each.method} ${each.path}`, each] as const))(
    '%s names a need that the policy knows, and says what it does',
    (_, { needs, summary, method, body }) => {
      expect([...actions, 'signed_in', 'public']).toContain(needs);
      expect(summary).toMatch(/^\p{Lu}.*\.$/u);
      if (method === 'GET') expect(body).toBeUndefined();
    },
  );
});
