import type { AuditCheck } from '@concordat/contracts';
import { Actions, Banner, Button, ButtonLink, Section } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import type { RefusalError } from '../../platform/refusal-error.js';
import classes from './audit.module.css';
import { useAuditText } from './text.js';

interface ProofProps {
  result: AuditCheck | undefined;
  refusal: RefusalError | null;
  isChecking: boolean;
  onCheck: () => void;
  /** Where the file is, by its form; null for readers who may not take it away. */
  fileAt: ((format: 'jsonl' | 'csv') => string) | null;
}

/** That nothing was changed: asked of the live chain here, and provable elsewhere with the file. */
export function Proof({ result, refusal, isChecking, onCheck, fileAt }: ProofProps) {
  const say = useAuditText();
  return (
    <Section title={say('proof.heading')}>
      <p className={classes.text}>{say('proof.text')}</p>
      <RefusalBanner refusal={refusal} />
      {result && <Outcome result={result} />}
      <Actions>
        <Button isPending={isChecking} pendingLabel={say('proof.checking')} onPress={onCheck}>
          {say('proof.check')}
        </Button>
      </Actions>
      {fileAt && (
        <div className={classes.export}>
          <h3 className={classes.heading}>{say('proof.export')}</h3>
          <p className={classes.text}>{say('proof.export.text')}</p>
          <Actions>
            <ButtonLink icon="download" href={fileAt('jsonl')} download="history.jsonl">
              {say('proof.export.jsonl')}
            </ButtonLink>
            <ButtonLink icon="download" href={fileAt('csv')} download="history.csv">
              {say('proof.export.csv')}
            </ButtonLink>
          </Actions>
          <p className={classes.text}>
            {say('proof.verify')}{' '}
            <code className={classes.command}>npm run concordat -- verify-audit history.jsonl</code>
          </p>
        </div>
      )}
    </Section>
  );
}

function Outcome({ result: { broken, fitting, sha256, checkedAt } }: { result: AuditCheck }) {
  const say = useAuditText();
  const format = useFormat();
  if (broken)
    return (
      <Banner tone="error" title={say('proof.broken', { number: format.number(broken.number) })}>
        {say('proof.broken.text', { why: broken.message, count: fitting })}
      </Banner>
    );
  return (
    <Banner tone="info" icon="check" title={say('proof.whole', { count: fitting })}>
      {fitting > 0 && (
        <>
          {say('proof.whole.text', { when: format.stamp(checkedAt) })}{' '}
          <code className={classes.command}>{sha256}</code>
        </>
      )}
    </Banner>
  );
}
