import { render, screen } from '@testing-library/react';
import { limitNearness, LimitMeter } from './limit-meter.js';
import { Mark } from './mark.js';
import { Plate } from './plate.js';

const widthOf = (used: number, limit: number) => {
  const { container, unmount } = render(
    <LimitMeter used={used} limit={limit} sentence="words" usedText={`${used}`} limitText={`${limit}`} />,
  );
  const width = container.querySelector('[data-filled]')?.getAttribute('width');
  unmount();
  return width;
};

describe('LimitMeter', () => {
  it('always has its figures and is one sentence to a screen reader', () => {
    render(
      <LimitMeter
        used={1386}
        limit={1500}
        sentence="1 386 of 1 500 words, near the limit"
        usedText="1 386"
        limitText="1 500"
      />,
    );
    expect(screen.getByRole('img', { name: '1 386 of 1 500 words, near the limit' }).textContent).toBe(
      '1 386 / 1 500',
    );
  });

  it('stands at five sixths when full, and shows going over up to the end of the ruler', () => {
    expect(widthOf(0, 1500)).toBe('0.00%');
    expect(widthOf(1500, 1500)).toBe('83.33%');
    expect(widthOf(1650, 1500)).toBe('91.67%');
    expect(widthOf(9000, 1500)).toBe('100.00%');
  });

  it('is near from 90 % and over only past the limit', () => {
    expect([1349, 1350, 1500, 1501].map((used) => limitNearness(used, 1500))).toEqual([
      'fine',
      'near',
      'near',
      'over',
    ]);
  });
});

describe('Mark and Plate', () => {
  it('speaks its word even when the word is hidden', () => {
    const { container } = render(
      <Mark kind="late" isWordHidden>
        Late
      </Mark>,
    );
    expect(container.textContent).toBe('Late');
  });

  it('tells the name of the state', () => {
    render(<Plate code="GR" name="Greece" />);
    expect(screen.getByText('EL').getAttribute('title')).toBe('Greece');
  });
});
