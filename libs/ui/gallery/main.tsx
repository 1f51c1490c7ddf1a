import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../src/styles.css';
import {
  AppFrame,
  Button,
  DeadlineChip,
  FindButton,
  IconButton,
  PersonButton,
  ReaderLocale,
  ScreenHead,
  StatusLine,
  type NavItem,
} from '../src/index.js';
import { ControlsPart } from './controls-part.js';
import { MarksPart } from './marks-part.js';
import { ReadingPart } from './reading-part.js';
import { MatrixPart } from './matrix-part.js';

const parameters = new URLSearchParams(location.search);
const theme = parameters.get('theme');
if (theme) document.documentElement.dataset['theme'] = theme;

const items: NavItem[] = [
  { id: 'overview', label: 'Overview', icon: 'overview', href: '#overview', isCurrent: true },
  { id: 'sections', label: 'Sections', icon: 'sections', href: '#sections', count: 14 },
  { id: 'review', label: 'Review & sign-off', shortLabel: 'Review', icon: 'sign', href: '#review', count: 2 },
  { id: 'consortium', label: 'Consortium', icon: 'consortium', href: '#consortium', count: 6 },
  { id: 'deadlines', label: 'Deadlines', icon: 'calendar', href: '#deadlines' },
];

function Gallery() {
  return (
    <AppFrame
      brand={{ name: 'Concordat', href: '#', label: 'Concordat, portfolio' }}
      where={{ acronym: 'KAAMOS', text: 'Practice call PRAC-2027-AIF-01, first cut-off', href: '#overview' }}
      chip={
        <DeadlineChip
          relative="in 12 d 7 h"
          moment="Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)"
          tone="ink"
          href="#deadlines"
        />
      }
      tools={
        <>
          <FindButton words="Find or do" keys="Ctrl K" onPress={() => undefined} />
          <IconButton label="Notifications, 4 new" icon="bell" badge={4} />
          <IconButton label="Light or dark" icon="theme" />
          <PersonButton
            label="your account"
            name="Coordinator"
            plate={{ code: 'FI', name: 'Finland', kind: 'lead' }}
          />
        </>
      }
      groups={[
        {
          id: 'all',
          items: [{ id: 'portfolio', label: 'Portfolio', icon: 'portfolio', href: '#portfolio' }],
        },
        { id: 'one', title: 'KAAMOS', items },
      ]}
      foot={[{ id: 'help', label: 'Help', icon: 'help', href: '#help' }]}
      dock={items}
      isSlim={parameters.has('slim')}
      labels={{ skip: 'Skip to content', nav: 'Main', dock: 'Main, short' }}
    >
      <ScreenHead
        title="Gallery"
        lede="Every component in every state. Three states have not signed, and Norway has to confirm two changed words."
        actions={<Button icon="plus">Add a deadline</Button>}
      />
      <MatrixPart />
      <ControlsPart />
      <MarksPart />
      <ReadingPart />
    </AppFrame>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ReaderLocale locale="en-GB">
        <Gallery />
        <StatusLine label="Status" closeLabel="Close" />
      </ReaderLocale>
    </StrictMode>,
  );
}
