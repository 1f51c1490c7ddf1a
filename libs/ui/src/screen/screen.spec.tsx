import { act, render, screen } from '@testing-library/react';
import { AppFrame } from '../frame/app-frame.js';
import { Banner } from './banner.js';
import { Section } from './screen-head.js';
import { Loading } from './states.js';

describe('screen', () => {
  it('says that it is loading only after 400 ms', () => {
    jest.useFakeTimers();
    render(<Loading label="Loading sections" />);
    expect(screen.queryByText('Loading sections')).toBe(null);
    act(() => jest.advanceTimersByTime(400));
    expect(screen.getByRole('status').textContent).toBe('Loading sections');
    jest.useRealTimers();
  });

  it('announces an error at once, other banners politely, and old ones not at all', () => {
    render(
      <>
        <Banner tone="error" title="Not saved." />
        <Banner tone="warning" title="You are offline." />
        <Banner tone="info" title="Practice." announce="off" />
      </>,
    );
    expect(screen.getByRole('alert').textContent).toContain('Not saved.');
    expect(screen.getByRole('status').textContent).toContain('You are offline.');
    expect(screen.getByText('Practice.').closest('[role]')).toBe(null);
  });

  it('names a section by its head', () => {
    render(<Section title="Proposals">Four of four.</Section>);
    expect(screen.getByRole('region', { name: 'Proposals' }).textContent).toContain('Four of four.');
  });

  it('marks the current place, and leads past the frame to the content', () => {
    const here = {
      id: 'overview',
      label: 'Overview',
      icon: 'overview',
      href: '/overview',
      isCurrent: true,
      count: 3,
    } as const;
    render(
      <AppFrame
        brand={{ name: 'Concordat', href: '/', label: 'Concordat, portfolio' }}
        groups={[{ id: 'one', items: [here] }]}
        dock={[here]}
        labels={{ skip: 'Skip to content', nav: 'Main', dock: 'Main, short' }}
      >
        Text
      </AppFrame>,
    );
    expect(screen.getAllByRole('link', { current: 'page' }).length).toBe(2);
    expect(screen.getByRole('link', { name: 'Skip to content' }).getAttribute('href')).toBe(
      `#${screen.getByRole('main').id}`,
    );
  });
});
