import type { Response } from 'express';
import { readConfig } from '../../platform/config/index.js';
import type { PublicDatabase } from '../../platform/database/index.js';
import { SessionKeeper } from './session-keeper.js';
import { SessionRepository, sessionSeconds } from './session.repository.js';

/** What a keeper says to the browser; it needs no database for that. */
function saidBy(publicUrl: string, say: (keeper: SessionKeeper, response: Response) => void): unknown[] {
  const said: unknown[] = [];
  const response = {
    cookie: (...all: unknown[]) => said.push(...all),
    clearCookie: (...all: unknown[]) => said.push(...all),
  } as unknown as Response;
  const config = readConfig({ CONCORDAT_PUBLIC_URL: publicUrl, PORT: '3000' });
  say(new SessionKeeper(undefined as unknown as PublicDatabase, new SessionRepository(), config), response);
  return said;
}

describe('the session cookie', () => {
  it('is tied to the host and to TLS behind https', () => {
    const said = saidBy('https://concordat.example', (keeper, response) =>
      keeper.give(response, { id: 'x', token: 'secret' }),
    );
    expect(said).toEqual([
      '__Host-sid',
      'secret',
      { httpOnly: true, sameSite: 'lax', secure: true, path: '/', maxAge: sessionSeconds * 1000 },
    ]);
  });

  it('is named after the port on this machine, where several installations share a host', () => {
    const said = saidBy('http://127.0.0.1:3000', (keeper, response) => keeper.take(response));
    expect(said).toEqual(['sid-3000', { httpOnly: true, sameSite: 'lax', secure: false, path: '/' }]);
  });
});
