import { readSectionReview } from '@concordat/contracts';
import { takesVerdicts } from '@concordat/domain';
import { Banner, Button, EmptyState, Loading } from '@concordat/ui';
import { useEffect, useState } from 'react';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useFormat } from '../../platform/format.js';
import { lazyWindow } from '../../platform/lazy-part.js';
import { useProposal } from '../../platform/place.js';
import { useEndpoint } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { useReviewText } from './review-text.js';
import { SectionReview } from './section-review.js';
import classes from './section-review.module.css';

/** The dialog brings calendar, choices and numbers along, which nobody needs in order to write. */
const RequestReviewDialog = lazyWindow(
  async () => (await import('./request-review-dialog.js')).RequestReviewDialog,
);

/** The review of the section in the editor's margin: asking, answering, giving a verdict beside the text. */
export function ReviewPanel() {
  const say = useReviewText();
  const format = useFormat();
  const { section } = useEditorPlace();
  const proposal = useProposal();
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  // Once the panel stands, so that the dialog is here when it is asked for, also without a network.
  useEffect(() => RequestReviewDialog.prepare(), []);
  const { data, error } = useEndpoint(readSectionReview, { params: { sectionId: section.id } });
  if (error !== null && data === undefined)
    return <RefusalBanner refusal={error} title={say('panel.error')} />;
  if (data === undefined) return <Loading label={say('panel.loading')} rows={3} rowHeight="list" />;
  const { current, abilities } = data;
  const isOpen = current !== null && takesVerdicts(current.state);
  const mayAsk =
    abilities['review.request'] === true && !isOpen && section.state === 'drafting' && !section.frozen;
  return (
    <div className={classes.panel}>
      {said !== null && <Banner tone="info" icon="check" title={said} />}
      {current === null && <EmptyState title={say('panel.none.title')}>{say('panel.none.text')}</EmptyState>}
      {current !== null && mayAsk && (
        <p className={classes.soft}>{say('panel.in_drafting', { number: current.number })}</p>
      )}
      {mayAsk && (
        <Button icon="sign" kind="main" onPress={() => setAsking(true)}>
          {say('request.open')}
        </Button>
      )}
      <SectionReview
        review={data}
        level={3}
        onGiven={(kind, code) =>
          setSaid(say(`review.said.${kind}`, { state: format.state(code), number: section.number }))
        }
      />
      {isAsking && (
        <RequestReviewDialog section={section} proposal={proposal} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}
