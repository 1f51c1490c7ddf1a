import { downloadPackageFile, type PackageView } from '@concordat/contracts';
import { Banner, Section, TextLink } from '@concordat/ui';
import { addressOf } from '../../platform/client.js';
import { useFormat } from '../../platform/format.js';
import { Facts } from './facts.js';
import classes from './submission.module.css';
import { useSubmissionText } from './text.js';

/** The newest version: its files with their fingerprints, and whether the text has moved on since. */
export function PackageSection({ proposalId, made }: { proposalId: string; made: PackageView | undefined }) {
  const say = useSubmissionText();
  const format = useFormat();
  if (!made)
    return (
      <Section title={say('package.none.title')}>
        <p className={classes.quiet}>{say('package.none')}</p>
      </Section>
    );
  const { number, pages, preparedAt, preparedBy, changedSince } = made;
  return (
    <Section title={say('package.heading', { number })} meta={say('package.meta', { pages })}>
      <div className={classes.stack}>
        <p>{say('package.prepared', { when: format.stamp(preparedAt), who: preparedBy.displayName })}</p>
        {changedSince.length > 0 && (
          <Banner
            tone="stale"
            announce="off"
            title={say('package.stale', { sections: format.list(changedSince.map((each) => each.number)) })}
          />
        )}
        {made.files.map((file) => (
          <div key={file.id} className={classes.file}>
            <TextLink
              href={addressOf(downloadPackageFile, {
                params: { proposalId, packageId: made.id, fileId: file.id },
              })}
              download={file.name}
            >
              {say('package.file', { name: file.name })}
            </TextLink>{' '}
            <span className={classes.size}>{format.bytes(file.bytes)}</span>
            <Facts items={[{ id: file.id, term: say('package.hash'), value: <code>{file.sha256}</code> }]} />
          </div>
        ))}
      </div>
    </Section>
  );
}
