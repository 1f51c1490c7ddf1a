import { classNames } from '../class-names.js';
import classes from './limit-meter.module.css';

/** What a {@link LimitMeter} takes. */
export interface LimitMeterProps {
  /** How much there is, in the unit of the limit. */
  used: number;
  /** The limit; at least 1. */
  limit: number;
  /** The whole fact as it is spoken: "1 386 of 1 500 words, near the limit". */
  sentence: string;
  /** `used` and `limit` as they are shown, formatted for the reader. */
  usedText: string;
  limitText: string;
  /** `column` gives the figures a fixed width, so that rulers below each other are equally long. */
  layout?: 'free' | 'column';
}

/** Where the limit stands on the ruler: at five sixths, so that going over is seen. */
const LIMIT_AT = 100 * (5 / 6);

/** How near a text is to its limit: `near` from 90 %, `over` past it. Never blocks anything. */
export function limitNearness(used: number, limit: number): 'fine' | 'near' | 'over' {
  if (used > limit) return 'over';
  return used >= limit * 0.9 ? 'near' : 'fine';
}

/** A ruler with the limit as its tall line, and always the figures. */
export function LimitMeter({ used, limit, sentence, usedText, limitText, layout }: LimitMeterProps) {
  const filled = Math.min(Math.max(used, 0) / limit, 1.2) * LIMIT_AT;
  return (
    <span
      className={classNames(
        classes.meter,
        classes[limitNearness(used, limit)],
        layout === 'column' && classes.column,
      )}
      role="img"
      aria-label={sentence}
    >
      <svg className={classes.ruler} aria-hidden="true">
        <rect className={classes.base} x="0" y="11" width="100%" height="1" />
        <rect className={classes.base} x="0" y="8" width="1" height="4" />
        <rect className={classes.base} x={`${LIMIT_AT / 2}%`} y="8" width="1" height="4" />
        <rect className={classes.bar} data-filled="" x="0" y="6" width={`${filled.toFixed(2)}%`} height="4" />
        <rect className={classes.limit} x={`${LIMIT_AT.toFixed(2)}%`} y="0" width="1.5" height="12" />
      </svg>
      <span className={classes.figures}>
        {usedText} <small>/ {limitText}</small>
      </span>
    </span>
  );
}
