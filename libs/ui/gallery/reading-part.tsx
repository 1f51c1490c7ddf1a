import {
  Button,
  CopyField,
  DefinitionList,
  EmptyState,
  ErrorState,
  KeyValue,
  Loading,
  Mark,
  ModeFrame,
  NotConfirmed,
  Note,
  Notes,
  Plate,
  Reply,
  Timeline,
  WaitingRow,
  RuledList,
} from '../src/index.js';
import classes from './gallery.module.css';
import { Part } from './part.js';

export function ReadingPart() {
  return (
    <>
      <Part title="Notes">
        <ModeFrame mode="suggesting" sentence="Suggesting: your edits become proposals">
          <div className={`${classes.sheet} proposal-text`}>
            <p>
              In a year of normal use the system will draw{' '}
              <span className="suggestion is-on author-1">
                <del>about</del>
                <ins>an estimated</ins>
                <sup className="by">DK</sup>
              </span>{' '}
              62 gigawatt-hours.{' '}
              <span className="anchor">
                If the contract falls short in any hour, the difference is reported
              </span>
              , not averaged away. It takes up to{' '}
              <span className="suggestion author-2">
                <del>7</del>
                <ins>6.5</ins>
                <sup className="by">NO</sup>
              </span>{' '}
              megawatts.
            </p>
          </div>
        </ModeFrame>
        <div className={classes.margin}>
          <Notes label="Suggestions">
            <Note
              plate={{ code: 'NO', name: 'Norway', author: 2 }}
              who="Author"
              when="today, 09:02"
              dateTime="2027-01-14T08:02Z"
              onActivate={() => undefined}
              activateLabel="Show Norway's suggestion in the text"
            >
              replaced <q>7</q> with <q>6.5</q> megawatts in C4.2
            </Note>
            <Note
              isActive
              plate={{ code: 'DK', name: 'Denmark', author: 1 }}
              who="Reviewer"
              when="Wed 13 Jan, 16:20"
              dateTime="2027-01-13T15:20Z"
              actions={
                <>
                  <Button size="dense" icon="check">
                    Accept
                  </Button>
                  <Button size="dense" icon="cross">
                    Reject
                  </Button>
                  <Button size="dense" kind="quiet">
                    Reply
                  </Button>
                </>
              }
            >
              replaced <q>about</q> with <q>an estimated</q> in C4.1
            </Note>
            <Note
              plate={{ code: 'PL', name: 'Poland', author: 3 }}
              who="Reviewer"
              when="today, 09:33"
              dateTime="2027-01-14T08:33Z"
              quote="carbon intensity of each hour"
              replies={
                <Reply
                  plate={{ code: 'FI', name: 'Finland', kind: 'lead' }}
                  who="Coordinator"
                  when="today, 09:40"
                  dateTime="2027-01-14T08:40Z"
                >
                  The contract.
                </Reply>
              }
            >
              Is this the national mix or the contract?
            </Note>
          </Notes>
        </div>
      </Part>
      <Part title="Lists">
        <RuledList>
          <WaitingRow
            mark="blocked"
            markWord="Blocked"
            title="E1 cannot be finished yet"
            layout="line"
            nextLabel="Next"
            next={
              <>
                <Plate code="PL" name="Poland" /> National coordinator
              </>
            }
            action={<Button size="dense">Remind</Button>}
          >
            Poland’s budget lines are missing; due Tue 12 Jan, two days ago.
          </WaitingRow>
          <WaitingRow
            mark="late"
            markWord="Late"
            title="Start the risk register (F3) or hand it over"
            action={<Button size="dense">Ask Poland</Button>}
          >
            KAAMOS. Nobody has written a word; it was due Tue 5 Jan, 17:00 Brussels. Lead: Author, Poland.
          </WaitingRow>
        </RuledList>
        <DefinitionList
          items={[
            { id: 'a', term: 'Will be stamped', value: 'Thu 14 Jan 2027, 09:42 Brussels · 08:42 UTC' },
            { id: 'b', term: 'Bound to', value: <span className="code">9f2c 41d8 a07b</span> },
            {
              id: 'c',
              term: 'Limit',
              value: (
                <NotConfirmed
                  sourceLabel="Where this comes from"
                  source="Set by the coordinator on 4 Jan; the call text says nothing about words."
                >
                  Not confirmed in the call text
                </NotConfirmed>
              ),
            },
          ]}
        />
        <KeyValue
          items={[
            { id: 'a', term: 'Proposals', value: '7' },
            { id: 'b', term: 'Participating states', value: '16' },
          ]}
        />
        <CopyField
          label="Calendar feed"
          value="https://concordat.example/calendar/9f2c41d8.ics"
          copyLabel="Copy"
          copiedLabel="Copied to the clipboard"
          failedLabel="The browser did not allow it; select the address and copy it."
        />
      </Part>
      <Part title="Timeline">
        <Timeline
          label="Deadlines"
          heads={{ step: 'Step', moment: 'Brussels time', state: 'State and owner' }}
          axis={[
            { at: 0.156, text: '29 Dec' },
            { at: 0.311, text: '5 Jan' },
            { at: 0.504, text: 'Today', tone: 'today' },
            { at: 0.622, text: '19 Jan' },
            { at: 0.778, text: '26 Jan', tone: 'end' },
            { at: 0.933, text: '2 Feb' },
          ]}
          weeks={[0, 0.156, 0.311, 0.467, 0.622]}
          today={0.504}
          end={0.778}
          endIfMoved={0.933}
          steps={[
            {
              id: 'a',
              title: 'Full draft',
              moment: 'Tue 5 Jan, 17:00',
              momentNote: '21 days before',
              bars: [
                { kind: 'past', from: 0, to: 0.311 },
                { kind: 'late', from: 0.311, to: 0.504 },
              ],
              state: <Mark kind="late">13 of 14 there</Mark>,
              owner: <Plate code="FI" name="Finland" kind="lead" />,
            },
            {
              id: 'b',
              title: 'States sign',
              moment: 'Tue 19 Jan, 17:00',
              momentNote: '7 days before',
              bars: [
                { kind: 'now', from: 0.467, to: 0.504 },
                { kind: 'next', from: 0.504, to: 0.622 },
              ],
              state: <Mark kind="running">3 of 6 signed</Mark>,
              owner: <span className="meta">all six</span>,
            },
            {
              id: 'c',
              title: 'Freeze',
              moment: 'Fri 22 Jan, 17:00',
              momentNote: '4 days before',
              bars: [{ kind: 'next', from: 0.622, to: 0.69 }],
              state: <Mark kind="planned">not yet</Mark>,
              owner: <Plate code="FI" name="Finland" kind="lead" />,
            },
            {
              id: 'd',
              title: 'Cut-off',
              moment: 'Tue 26 Jan, 17:00',
              momentNote: 'Tue 2 Feb if it moves',
              bars: [],
              state: <Mark kind="none">fixed by the call</Mark>,
            },
          ]}
        />
      </Part>
      <Part title="Empty, error, loading">
        <EmptyState title="No proposal yet." action={<Button kind="main">Choose a call</Button>}>
          When a coordinator opens one or invites your state, it stands here with its countdown. You can also
          start from a call.
        </EmptyState>
        <ErrorState
          figure="404"
          title="This page is not here, or not for you."
          actions={<Button>Portfolio</Button>}
          reference="Request 7f3a-21"
        >
          The address may be old, or the proposal is one your state does not take part in. Nothing was
          changed.
        </ErrorState>
        <Loading label="Loading sections" rows={3} />
      </Part>
    </>
  );
}
