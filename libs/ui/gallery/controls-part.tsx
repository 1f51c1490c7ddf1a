import { useState } from 'react';
import {
  Button,
  ButtonLink,
  Checkbox,
  CheckboxGroup,
  ComboBox,
  ConfirmDialog,
  DataTable,
  DateTimeField,
  Dialog,
  IconButton,
  Menu,
  NumberField,
  RadioGroup,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  TextArea,
  TextField,
  TextLink,
  Tooltip,
  sayStatus,
  type ButtonKind,
} from '../src/index.js';
import classes from './gallery.module.css';
import { Line, Part } from './part.js';

const kinds: { name: string; kind: ButtonKind }[] = [
  { name: 'Secondary', kind: 'secondary' },
  { name: 'Main', kind: 'main' },
  { name: 'Quiet', kind: 'quiet' },
  { name: 'Danger', kind: 'danger' },
];
const states = [
  { id: 'FI', label: 'Finland' },
  { id: 'CZ', label: 'Czechia' },
  { id: 'DK', label: 'Denmark' },
  { id: 'EE', label: 'Estonia', description: 'has left' },
];

export function ControlsPart() {
  const [zone, setZone] = useState<string | null>('Brussels');
  const [state, setState] = useState<string | null>(null);
  const [words, setWords] = useState<number | null>(1500);
  const [at, setAt] = useState<string | null>('2027-01-26T17:00');
  const [on, setOn] = useState(true);
  const [verdict, setVerdict] = useState('approve');
  const [shown, setShown] = useState<'all' | 'open' | 'mine'>('all');
  const [tab, setTab] = useState<'guidance' | 'comments' | 'history'>('comments');
  const [dialog, setDialog] = useState<'none' | 'ask' | 'confirm'>('none');
  return (
    <>
      <Part title="Buttons">
        <DataTable
          caption="Buttons"
          rhythm="middle"
          rows={kinds}
          rowKey={(row) => row.kind}
          columns={[
            { id: 'kind', head: 'Kind', cell: (row) => row.name },
            { id: 'rest', head: 'Rest', cell: (row) => <Button kind={row.kind}>Remind</Button> },
            {
              id: 'dense',
              head: 'Dense',
              cell: (row) => (
                <Button kind={row.kind} size="dense" icon="mail">
                  Remind
                </Button>
              ),
            },
            {
              id: 'off',
              head: 'Disabled',
              cell: (row) => (
                <Button kind={row.kind} isDisabled>
                  Remind
                </Button>
              ),
            },
            {
              id: 'busy',
              head: 'Working',
              cell: (row) => (
                <Button kind={row.kind} isPending pendingLabel="Reminding">
                  Remind
                </Button>
              ),
            },
          ]}
        />
        <Line>
          <Button kind="main" size="large" icon="sign">
            Large, sign
          </Button>
          <ButtonLink href="#there" icon="page">
            Open the receipt
          </ButtonLink>
          <IconButton label="Comment" icon="comment" kind="secondary" />
          <IconButton label="Notifications, 4 new" icon="bell" badge={4} />
          <Tooltip text="Nothing has been sent yet">
            <Button kind="quiet">With a tooltip</Button>
          </Tooltip>
          <TextLink href="#there">Add to your calendar</TextLink>
        </Line>
        <Line>
          <Button kind="main" disabledReason="Two states have not signed; remind them first.">
            Submit
          </Button>
        </Line>
      </Part>
      <Part title="Fields">
        <div className={classes.fields}>
          <TextField label="Acronym" defaultValue="KAAMOS" />
          <TextField
            label="Acronym, disabled"
            defaultValue="KAAMOS"
            isDisabled
            description="Fixed when submitted."
          />
          <TextField
            label="PIC"
            defaultValue="99900001"
            errorMessage="A PIC has nine digits; this one has eight."
          />
          <Select
            label="Zone"
            value={zone}
            onChange={setZone}
            description="Times are shown in both."
            options={[
              { id: 'Brussels', label: 'Brussels' },
              { id: 'Helsinki', label: 'Helsinki' },
            ]}
          />
          <ComboBox
            label="State"
            value={state}
            onChange={setState}
            options={states}
            emptyText="No state has this name."
            openLabel="Show the states"
            placeholder="Type a name"
          />
          <NumberField label="Limit" value={words} onChange={setWords} unit="words" />
          <DateTimeField
            label="Cut-off"
            value={at}
            onChange={setAt}
            zoneLabel="Brussels"
            alsoReads="18:00 your time"
          />
          <TextArea
            label="Reason"
            hint="needed for changes and abstention, seen by all six states"
            defaultValue="The heat figure has no source."
            rows={2}
          />
          <CheckboxGroup
            label="Roles"
            defaultValue={['author']}
            choices={[
              { value: 'author', label: 'Author' },
              { value: 'reviewer', label: 'Reviewer' },
              { value: 'signatory', label: 'Signatory', isDisabled: true },
            ]}
          />
          <div>
            <Checkbox value={on} onChange={setOn}>
              Tell everyone once
            </Checkbox>
            <Switch value={on} onChange={setOn}>
              Daily mail at 08:00
            </Switch>
            <br />
            <Switch value={!on} onChange={(next) => setOn(!next)}>
              Pause reminders
            </Switch>
          </div>
          <RadioGroup
            label="Policy"
            defaultValue="all"
            choices={[
              { value: 'all', label: 'All states', description: 'Every state asked has to approve.' },
              { value: 'any', label: 'Any state' },
            ]}
          />
          <Select
            label="Lead"
            value={null}
            onChange={setZone}
            placeholder="Choose a person"
            options={states}
            errorMessage="Choose who leads this section."
          />
        </div>
        <Line>
          <div>
            <RadioGroup
              label="Norway's verdict"
              isLabelHidden
              layout="cards"
              value={verdict}
              onChange={setVerdict}
              choices={[
                {
                  value: 'approve',
                  label: 'Approve',
                  description: 'Norway agrees with version 12 as it stands.',
                },
                {
                  value: 'request_changes',
                  label: 'Request changes',
                  description: 'Say what must change. The section goes back to its lead.',
                },
                {
                  value: 'abstain',
                  label: 'Abstain',
                  description: 'Norway takes no position. It does not block the section.',
                },
              ]}
            />
          </div>
        </Line>
      </Part>
      <Part title="Tabs and views">
        <Tabs
          label="Panel"
          value={tab}
          onChange={setTab}
          items={[
            { id: 'guidance', label: 'Guidance', content: 'What the call asks here.' },
            { id: 'comments', label: 'Comments', count: 3, content: 'Three comments are open.' },
            { id: 'history', label: 'History', content: 'Twelve versions.' },
          ]}
        />
        <Line>
          <SegmentedControl
            label="Show sections"
            value={shown}
            onChange={setShown}
            segments={[
              { id: 'all', label: 'All 14' },
              { id: 'open', label: 'Not ready 5' },
              { id: 'mine', label: 'Mine 5' },
            ]}
          />
        </Line>
      </Part>
      <Part title="Overlays">
        <Line>
          <Menu
            label="Section"
            trigger={<Button icon="more">Section</Button>}
            groups={[
              [
                { id: 'comment', label: 'Comment', icon: 'comment', shortcut: 'Ctrl Alt M' },
                { id: 'name', label: 'Name this version', icon: 'history' },
              ],
              [{ id: 'lock', label: 'Lock the section', icon: 'lock', tone: 'danger' }],
            ]}
          />
          <Button onPress={() => setDialog('ask')}>Ask</Button>
          <Button kind="danger" onPress={() => setDialog('confirm')}>
            Withdraw
          </Button>
          <Button
            onPress={() =>
              sayStatus({
                text: 'Three suggestions from Denmark accepted',
                undo: { label: 'Undo', onUndo: () => undefined },
              })
            }
          >
            Accept
          </Button>
        </Line>
        <Dialog
          isOpen={dialog === 'ask'}
          onClose={() => setDialog('none')}
          title="Edit an approved section?"
          actions={(close) => (
            <>
              <Button onPress={close}>Leave it</Button>
              <Button kind="main" onPress={close}>
                Edit, and ask again
              </Button>
            </>
          )}
        >
          <p className="soft">
            All six states have approved D1. If you change it, their approvals become stale and they are asked
            to confirm.
          </p>
          <br />
          <TextField label="Why" autoFocus />
        </Dialog>
        <ConfirmDialog
          isOpen={dialog === 'confirm'}
          onClose={() => setDialog('none')}
          onConfirm={() => setDialog('none')}
          kind="danger"
          title="Withdraw Norway's signature?"
          confirmLabel="Withdraw"
          cancelLabel="Keep it"
        >
          The statement and its moment stay in the record. The proposal cannot be submitted until Norway signs
          again.
        </ConfirmDialog>
      </Part>
    </>
  );
}
