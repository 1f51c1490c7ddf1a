import type { ReactNode } from 'react';
import { classNames } from '../class-names.js';
import classes from './timeline.module.css';

/**
 * A piece of a bar, from and to as shares (0 to 1) of the shown time. `past`: planned and over; `now`: running;
 * `next`: to come; `late`: time since it was due; `done`: finished.
 */
export interface TimelineBar {
  kind: 'past' | 'now' | 'next' | 'late' | 'done';
  from: number;
  to: number;
}

/** One step: all its facts are words, the bars only repeat them. */
export interface TimelineStep {
  id: string;
  title: ReactNode;
  /** When it is due, in Brussels time, and what belongs to that. */
  moment: ReactNode;
  momentNote?: ReactNode;
  bars: readonly TimelineBar[];
  /** Its mark. */
  state: ReactNode;
  /** Who has it: a plate, or words. */
  owner?: ReactNode;
}

/** A label on the axis at a share of the shown time. */
export interface TimelineLabel {
  at: number;
  text: string;
  tone?: 'plain' | 'today' | 'end';
}

/** What a {@link Timeline} takes; all places are shares (0 to 1) of the shown time. */
export interface TimelineProps {
  label: string;
  /** Heads of the four columns; the third is of the bars. */
  heads: { step: string; moment: string; state: string };
  axis: readonly TimelineLabel[];
  /** Thin lines: weeks. */
  weeks: readonly number[];
  today?: number;
  /** The cut-off: the heaviest line on the screen. */
  end: number;
  /** The cut-off if it moves, dashed. */
  endIfMoved?: number;
  steps: readonly TimelineStep[];
}

const share = (at: number) => `${(Math.min(Math.max(at, 0), 1) * 100).toFixed(2)}%`;

/** Deadlines in order with their bars, planned back from the cut-off. */
export function Timeline({ label, heads, axis, weeks, today, end, endIfMoved, steps }: TimelineProps) {
  return (
    <ol className={classes.timeline} aria-label={label}>
      <li className={classes.axis} aria-hidden="true">
        <span>{heads.step}</span>
        <span>{heads.moment}</span>
        <svg className={classes.labels}>
          {axis.map((tick) => (
            <text
              key={`${tick.at}${tick.text}`}
              x={share(tick.at)}
              y="12"
              textAnchor={tick.at > 0.96 ? 'end' : tick.at < 0.04 ? 'start' : 'middle'}
              className={classes[tick.tone ?? 'plain']}
            >
              {tick.text}
            </text>
          ))}
        </svg>
        <span>{heads.state}</span>
      </li>
      {steps.map((step) => (
        <li key={step.id} className={classes.step}>
          <span className={classes.title}>{step.title}</span>
          <span className={classes.moment}>
            <span>{step.moment}</span>
            {step.momentNote !== undefined && <span className={classes.note}>{step.momentNote}</span>}
          </span>
          <svg className={classes.track} aria-hidden="true">
            {weeks.map((week) => (
              <rect key={week} className={classes.week} x={share(week)} y="0" width="1" height="100%" />
            ))}
            {step.bars.map((bar) => (
              <Bar key={`${bar.kind}${bar.from}`} bar={bar} />
            ))}
            {today !== undefined && (
              <rect className={classes.now} x={share(today)} y="0" width="2" height="100%" />
            )}
            {endIfMoved !== undefined && (
              <line
                className={classes.moved}
                x1={share(endIfMoved)}
                x2={share(endIfMoved)}
                y1="0"
                y2="100%"
              />
            )}
            <rect className={classes.cutOff} x={share(end)} y="0" width="3" height="100%" />
          </svg>
          <span className={classes.state}>
            {step.state}
            {step.owner}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Bar({ bar }: { bar: TimelineBar }) {
  const height = bar.kind === 'late' ? 4 : 10;
  return (
    <svg y="50%" overflow="visible">
      <rect
        className={classNames(classes.bar, classes[`bar_${bar.kind}`])}
        x={share(bar.from)}
        y={-height / 2}
        width={share(bar.to - bar.from)}
        height={height}
      />
    </svg>
  );
}
