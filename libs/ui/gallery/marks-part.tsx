import {
  Banner,
  Button,
  DataTable,
  DeadlineChip,
  Icon,
  iconNames,
  LimitMeter,
  Mark,
  markKinds,
  Plate,
  Plates,
  SaveState,
  type MarkKind,
} from '../src/index.js';
import classes from './gallery.module.css';
import { Line, Part } from './part.js';

const moment = 'Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)';

export function MarksPart() {
  return (
    <>
      <Part title="Marks">
        <DataTable
          caption="Marks"
          narrow="scroll"
          rows={Object.keys(markKinds) as MarkKind[]}
          rowKey={(kind) => kind}
          columns={[
            { id: 'mark', head: 'Mark', cell: (kind) => <Mark kind={kind}>{word(kind)}</Mark> },
            {
              id: 'loud',
              head: 'Loud',
              cell: (kind) => (
                <Mark kind={kind} isLoud>
                  {word(kind)}
                </Mark>
              ),
            },
            { id: 'tone', head: 'Colour', cell: (kind) => markKinds[kind].tone },
          ]}
        />
        <Line>
          {iconNames.map((name) => (
            <span key={name} title={name}>
              <Icon name={name} />
            </span>
          ))}
        </Line>
      </Part>
      <Part title="Plates">
        <Line>
          <Plates>
            <Plate code="FI" name="Finland" kind="lead" />
            <Plate code="CZ" name="Czechia" />
            {([1, 2, 3, 4, 5, 6, 7, 8] as const).map((author) => (
              <Plate key={author} code="DK" name="Denmark" author={author} />
            ))}
            <Plate code="EE" name="Estonia" kind="off" />
            <Plate code="NO" name="Norway" size="big" />
          </Plates>
          <span className="meta">lead, member, author colours, left or observer, large</span>
        </Line>
      </Part>
      <Part title="Limit meter">
        <div className={classes.fields}>
          <LimitMeter
            used={640}
            limit={1500}
            sentence="640 of 1 500 words"
            usedText="640"
            limitText="1 500"
          />
          <LimitMeter
            used={1386}
            limit={1500}
            sentence="1 386 of 1 500 words, near the limit"
            usedText="1 386"
            limitText="1 500"
          />
          <LimitMeter
            used={1547}
            limit={1500}
            sentence="1 547 of 1 500 words, over the limit"
            usedText="1 547"
            limitText="1 500"
          />
        </div>
      </Part>
      <Part title="Deadline chip">
        <Line>
          <DeadlineChip place="inline" relative="in 12 d 7 h" moment={moment} tone="ink" href="#deadlines" />
        </Line>
        <Line>
          <DeadlineChip place="inline" relative="in 5 d 2 h" moment={moment} tone="soon" href="#deadlines" />
        </Line>
        <Line>
          <DeadlineChip place="inline" relative="in 31 h" moment={moment} tone="last" href="#deadlines" />
        </Line>
        <Line>
          <DeadlineChip
            place="inline"
            relative="Closed"
            moment="17:00 Brussels, Thu 3 Dec 2026"
            tone="closed"
          />
        </Line>
      </Part>
      <Part title="Saving">
        <Line>
          <SaveState kind="saving">Saving...</SaveState>
          <SaveState kind="saved">All changes saved 14:32</SaveState>
          <SaveState kind="offline">Offline - kept on this device, will be sent</SaveState>
          <SaveState kind="unsaved">Not saved - trying again (2)</SaveState>
        </Line>
      </Part>
      <Part title="Banners">
        <div className={classes.stack}>
          <Banner announce="off" tone="warning" icon="offline" title="You are offline.">
            Your 23 changes are kept on this device and go out when the line is back. You can go on writing.
          </Banner>
          <Banner
            announce="off"
            tone="error"
            title="Not saved for two minutes."
            actions={
              <>
                <Button size="dense" icon="copy">
                  Copy my text
                </Button>
                <Button size="dense">Try now</Button>
              </>
            }
          >
            The text on this screen is complete; keep the window open. We try again every ten seconds.
          </Banner>
          <Banner
            announce="off"
            tone="blocked"
            title="The proposal was frozen at 17:00 while you wrote."
            actions={<Button size="dense">Show it</Button>}
          >
            Your last sentence is not in it. It is kept as a suggestion for the coordinator.
          </Banner>
          <Banner
            announce="off"
            tone="stale"
            title="The upload stopped at 62 %."
            actions={<Button size="dense">Upload again</Button>}
          >
            The letter received on 7 Jan is untouched. Nothing was replaced.
          </Banner>
          <Banner
            announce="off"
            tone="working"
            title="Building the package, page 31 of 41."
            actions={<Button size="dense">Stop</Button>}
          >
            You can leave; we tell you when it is ready.
          </Banner>
          <Banner announce="off" tone="info" title="This is the practice installation.">
            People are roles, the proposals are invented.
          </Banner>
        </div>
      </Part>
    </>
  );
}

function word(kind: MarkKind): string {
  const words = kind.replace('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
