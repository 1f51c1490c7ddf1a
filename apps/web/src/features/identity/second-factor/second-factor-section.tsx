import { readSecondFactor, type PasskeyLine, type SecondFactorView } from '@concordat/contracts';
import { Banner, Button, Loading, Mark, RuledItem, RuledList, Section } from '@concordat/ui';
import { useState, type ReactNode } from 'react';
import { useFormat } from '../../../platform/format.js';
import { useEndpoint } from '../../../platform/query.js';
import { RefusalBanner } from '../../../platform/refusal-banner.js';
import { useIdentityText } from '../text.js';
import { type AskedOfFactors, FactorDialogs } from './factor-dialogs.js';
import { passkeysWork } from './passkey-ceremony.js';
import { PasskeyPlaceNote } from './passkey-place-note.js';
import classes from './second-factor.module.css';

type Ask = (asked: AskedOfFactors) => void;

/** The own second factors: what there is, and what may be done with it. The rest of the profile does not wait for it. */
export function SecondFactorSection({ isSample }: { readonly isSample: boolean }) {
  const say = useIdentityText();
  const { data: view, error } = useEndpoint(readSecondFactor, {});
  const count = view && view.passkeys.length + (view.app ? 1 : 0);
  return (
    <Section
      title={say('factor.title')}
      {...(count === undefined ? {} : { meta: say('factor.meta', { count }) })}
    >
      <p className={classes.lede}>{say(isSample ? 'factor.text_sample' : 'factor.text')}</p>
      <RefusalBanner refusal={error} title={say('factor.unread')} />
      {!view && !error && <Loading label={say('factor.loading')} rows={3} rowHeight="list" />}
      {view && <Factors view={view} />}
    </Section>
  );
}

function Factors({ view }: { readonly view: SecondFactorView }) {
  const say = useIdentityText();
  const [asked, ask] = useState<AskedOfFactors | null>(null);
  const hasNone = view.app === null && view.passkeys.length === 0;
  return (
    <>
      {view.isRequired && hasNone && (
        <Banner tone="warning" announce="off" title={say('factor.required.title')}>
          {say('factor.required')}
        </Banner>
      )}
      <RuledList label={say('factor.list')}>
        {view.passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} ask={ask} />
        ))}
        <NewPasskeyRow origin={view.passkeyOrigin} ask={ask} />
        <AppRow app={view.app} ask={ask} />
        {!hasNone && <CodesRow codes={view.recoveryCodes} ask={ask} />}
      </RuledList>
      {asked && (
        <FactorDialogs
          asked={asked}
          onClose={() => ask(null)}
          onCodes={(codes) => ask({ what: 'codes', codes })}
        />
      )}
    </>
  );
}

function Row({ name, context, children }: { name: ReactNode; context: ReactNode; children?: ReactNode }) {
  return (
    <RuledItem>
      <div className={classes.row}>
        <div className={classes.words}>
          <div className={classes.name}>{name}</div>
          <div className={classes.soft}>{context}</div>
        </div>
        {children !== undefined && <div className={classes.acts}>{children}</div>}
      </div>
    </RuledItem>
  );
}

function useWhen() {
  const say = useIdentityText();
  const format = useFormat();
  return ({ addedAt, lastUsedAt }: { readonly addedAt: string; readonly lastUsedAt: string | null }) =>
    lastUsedAt === null
      ? say('factor.unused', { added: format.stamp(addedAt) })
      : say('factor.used', { added: format.stamp(addedAt), used: format.stamp(lastUsedAt) });
}

function PasskeyRow({ passkey, ask }: { readonly passkey: PasskeyLine; readonly ask: Ask }) {
  const say = useIdentityText();
  const when = useWhen();
  const { name, isShared, copiedAt, worksHere } = passkey;
  return (
    <Row
      name={
        <>
          {name} {copiedAt !== null && <Mark kind="late">{say('passkey.copied')}</Mark>}
          {copiedAt === null && !worksHere && <Mark kind="warning">{say('passkey.other_address')}</Mark>}
        </>
      }
      context={`${say(isShared ? 'passkey.shared' : 'passkey.single')} ${when(passkey)}`}
    >
      <Button
        size="dense"
        kind="quiet"
        aria-label={say('passkey.rename_of', { name })}
        onPress={() => ask({ what: 'rename', passkey })}
      >
        {say('passkey.rename')}
      </Button>
      <Button
        size="dense"
        kind="quiet"
        aria-label={say('passkey.remove_of', { name })}
        onPress={() => ask({ what: 'remove_passkey', passkey })}
      >
        {say('factor.remove')}
      </Button>
    </Row>
  );
}

function NewPasskeyRow({ origin, ask }: { readonly origin: string | null; readonly ask: Ask }) {
  const say = useIdentityText();
  if (!passkeysWork(origin))
    return <Row name={say('passkey.title')} context={<PasskeyPlaceNote origin={origin} />} />;
  return (
    <Row name={say('passkey.another')} context={say('passkey.what')}>
      <Button size="dense" icon="plus" onPress={() => ask({ what: 'passkey' })}>
        {say('passkey.add')}
      </Button>
    </Row>
  );
}

function AppRow({ app, ask }: { readonly app: SecondFactorView['app']; readonly ask: Ask }) {
  const say = useIdentityText();
  const when = useWhen();
  return (
    <Row name={say('app.title')} context={app ? when(app) : say('app.what')}>
      <Button size="dense" kind={app ? 'quiet' : 'secondary'} onPress={() => ask({ what: 'app' })}>
        {say(app ? 'app.replace' : 'app.set_up')}
      </Button>
      {app && (
        <Button
          size="dense"
          kind="quiet"
          aria-label={say('app.remove_of')}
          onPress={() => ask({ what: 'remove_app' })}
        >
          {say('factor.remove')}
        </Button>
      )}
    </Row>
  );
}

function CodesRow({ codes, ask }: { readonly codes: SecondFactorView['recoveryCodes']; readonly ask: Ask }) {
  const say = useIdentityText();
  const format = useFormat();
  return (
    <Row
      name={say('codes.name')}
      context={
        codes ? say('codes.left', { left: codes.left, made: format.stamp(codes.madeAt) }) : say('codes.none')
      }
    >
      <Button size="dense" kind="quiet" onPress={() => ask({ what: 'renew' })}>
        {say('codes.renew')}
      </Button>
    </Row>
  );
}
