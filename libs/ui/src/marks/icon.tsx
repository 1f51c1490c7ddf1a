import type { ReactNode } from 'react';
import classes from './icon.module.css';

/** The drawings, on a grid of 16 with a stroke of 1.5; a filled part carries `data-fill`. */
const drawings = {
  wordmark: (
    <>
      <ellipse cx="6" cy="8" rx="5" ry="3.5" />
      <ellipse cx="10" cy="8" rx="5" ry="3.5" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.25" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="M10.25 10.25 13.5 13.5" />
    </>
  ),
  bell: <path d="M4 11V7a4 4 0 0 1 8 0v4l1.25 1.25H2.75zM6.5 14h3" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="5.25" />
      <path data-fill="" d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" />
    </>
  ),
  down: <path d="M4.5 6.5 8 10l3.5-3.5" />,
  up: <path d="M4.5 9.5 8 6l3.5 3.5" />,
  left: <path d="M9.5 4.5 6 8l3.5 3.5" />,
  right: <path d="M6.5 4.5 10 8l-3.5 3.5" />,
  arrow: <path d="M3 8h10M9.5 4.5 13 8l-3.5 3.5" />,
  portfolio: <path d="M2.5 4h11M2.5 8h11M2.5 12h7" />,
  overview: <path d="M2.5 2.5h11v11h-11zM2.5 6h11M6 6v7.5M9.75 6v7.5" />,
  sections: <path d="M3 3.5h10M3 6.5h10M3 9.5h10M3 12.5h6" />,
  sign: (
    <path d="M2.5 13.5h11M3 10.5c2-6 4.5-8.5 5.5-7.5s-2.5 6-3.5 6.5 1-2.5 2.5-2.5 1 2.5 2 2.5 1.5-.75 3.5-1.5" />
  ),
  consortium: (
    <>
      <ellipse cx="5.5" cy="6" rx="4" ry="2.75" />
      <ellipse cx="10.5" cy="10" rx="4" ry="2.75" />
    </>
  ),
  budget: <path d="M12 4.2A4.8 4.8 0 1 0 12 11.8M2.5 7h6M2.5 9.25h5.5" />,
  calendar: <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3" />,
  submit: <path d="M8 10.5V2.5M5 5.5l3-3 3 3M2.5 10.5v3h11v-3" />,
  download: <path d="M8 2.5v8M5 7.5l3 3 3-3M2.5 10.5v3h11v-3" />,
  help: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M6.25 6.25a1.75 1.75 0 1 1 2.5 1.6c-.5.25-.75.6-.75 1.15M8 11.2v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 7.25v4M8 4.8v.1" />
    </>
  ),
  blocked: (
    <>
      <circle cx="8" cy="8" r="5.25" />
      <path d="M4.5 8h7" strokeWidth="2.25" />
    </>
  ),
  pencil: <path d="m3 13 .75-3L10.5 3.25a1.4 1.4 0 0 1 2.25 2.25L6 12.25zM9.25 4.5l2.25 2.25" />,
  stale: <path d="M8 2.25 13.75 8 8 13.75 2.25 8zM8 5.5v3M8 10.5v.1" />,
  quarter: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path data-fill="" d="M8 8V3a5 5 0 0 1 5 5z" />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path data-fill="" d="M8 3a5 5 0 0 1 0 10z" />
    </>
  ),
  ring: <circle cx="8" cy="8" r="5" />,
  dashedRing: <circle cx="8" cy="8" r="5" strokeDasharray="2.2 2" />,
  comment: <path d="M2.5 3h11v8H7l-3 2.5V11H2.5z" />,
  picture: <path d="M2.5 3h11v10h-11zM2.5 11l3.5-3.5 2.5 2.5 2-2 3 3M10.5 6h.1" />,
  check: <path d="m3 8.5 3.25 3.25L13 5" />,
  dash: <path d="M5 8h6" />,
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2" />,
  plus: <path d="M8 3v10M3 8h10" />,
  mail: <path d="M2.5 3.5h11v9h-11zM2.5 4.5 8 9l5.5-4.5" />,
  link: (
    <path d="M6.5 9.5 9.5 6.5M7 5l1.75-1.75a2.65 2.65 0 0 1 4 4L11 9M9 11l-1.75 1.75a2.65 2.65 0 0 1-4-4L5 7" />
  ),
  lines: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  undo: <path d="M5.5 3.5 3 6l2.5 2.5M3 6h6.5a3.25 3.25 0 0 1 0 6.5H7" />,
  redo: <path d="M10.5 3.5 13 6l-2.5 2.5M13 6H6.5a3.25 3.25 0 0 0 0 6.5H9" />,
  list: <path d="M6 4h7.5M6 8h7.5M6 12h7.5M3 4h.1M3 8h.1M3 12h.1" />,
  numberedList: <path d="M7 4h6.5M7 8h6.5M7 12h6.5M2.5 3.25 3.5 2.5v3M2.5 9h2l-2 3.5h2" />,
  table: <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M8 6.5v6" />,
  figure: <path d="M2.5 3.5h11v9h-11zM3 11.5l3-3 2 2 2.5-3 3 3.5" />,
  footnote: <path d="M3 4h6M6 4v8M11.5 3v4M10.5 4l1-1" />,
  book: (
    <path d="M8 4v9.5M8 4C6.5 3 4.5 2.75 2.5 3v9.25c2-.25 4 0 5.5 1.25 1.5-1.25 3.5-1.5 5.5-1.25V3c-2-.25-4 0-5.5 1z" />
  ),
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  offline: (
    <path d="M3 3l10 10M2.5 7a8 8 0 0 1 2-1.4M13.5 7a8 8 0 0 0-6-2.25M5 9.75A4.25 4.25 0 0 1 7.5 8.5M8 12.5h.1" />
  ),
  alert: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.25v.1" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  lock: <path d="M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2" />,
  turn: <path d="M13 8a5 5 0 1 1-1.5-3.55L13 6M13 3v3h-3" />,
  page: <path d="M3.5 2.5h6l3 3v8h-9zM9.5 2.5v3h3" />,
  history: <path d="M3 8a5 5 0 1 0 1.5-3.6L3 6M3 3v3h3M8 5.5V8l1.75 1.25" />,
  settings: (
    <>
      <path d="M2.5 4.5h5M11.5 4.5h2M2.5 11.5h2M8.5 11.5h5" />
      <circle cx="9.5" cy="4.5" r="1.75" />
      <circle cx="6.5" cy="11.5" r="1.75" />
    </>
  ),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  play: <path d="M5 3.25v9.5L12.5 8z" />,
  key: (
    <>
      <circle cx="5" cy="11" r="2.5" />
      <path d="m6.8 9.2 6-6M10.5 5.5l2 2" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.25" r="2.5" />
      <path d="M3 13.25c.5-2.75 2.4-4 5-4s4.500 1.250 5 4" />
    </>
  ),
  filter: <path d="M2.5 4h11M4.500 8h7M6.500 12h3" />,
  bin: <path d="M3 4.500h10M6.250 4.500v-2h3.500v2M4.250 4.500l.500 9h6.500l.500-9" />,
  leave: <path d="M6.500 2.500h-3v11h3M6.500 8h7M10.500 5l3 3-3 3" />,
} satisfies Record<string, ReactNode>;

/** The name of a drawing. */
export type IconName = keyof typeof drawings;

/** Every drawing there is, in the order of the file: for galleries and tests. */
export const iconNames = Object.keys(drawings) as readonly IconName[];

/** A drawing of one em of 16 px in the colour of the text; always decorative, the word beside it says the same. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      className={className ? `${classes.icon} ${className}` : classes.icon}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}
