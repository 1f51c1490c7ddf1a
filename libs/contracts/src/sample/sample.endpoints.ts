import { endpoint } from '../platform/endpoint.js';
import { Nothing } from '../platform/wire.js';
import { SampleAccounts, SampleSignIn } from './sample.schemas.js';

export const listSampleAccounts = endpoint({
  method: 'GET',
  path: '/sample/accounts',
  needs: 'public',
  summary: 'The people of the sample, by role. Only on the machine itself; elsewhere there is nothing here.',
  response: SampleAccounts,
});

export const signInAsSample = endpoint({
  method: 'POST',
  path: '/sample/sign-in',
  needs: 'public',
  summary: 'Signs in as one of the sample people, without a password. Only on the machine itself.',
  body: SampleSignIn,
  response: Nothing,
});
