import type { ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from '../class-names.js';
import classes from './screen-head.module.css';

/** What a {@link ScreenHead} takes. */
export interface ScreenHeadProps {
  /** The name of the screen, its only first-level heading. */
  title: ReactNode;
  /** One true sentence that says where things stand; two lines at most. */
  lede: ReactNode;
  /** At most one main act. */
  actions?: ReactNode;
  /** The double rule below; one per screen. */
  hasRule?: boolean;
}

/** How every screen opens: its name, the lede and the Scotch rule. */
export function ScreenHead({ title, lede, actions, hasRule = true }: ScreenHeadProps) {
  return (
    <>
      <div className={classes.head}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lede}>{lede}</p>
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {hasRule && <ScotchRule />}
    </>
  );
}

/** The double rule, one per screen. */
export function ScotchRule() {
  return <hr className={classes.scotch} />;
}

/** The lede alone, for screens without a usual head (sign-in, receipt). */
export function Lede({ children }: { children: ReactNode }) {
  return <p className={classes.lede}>{children}</p>;
}

/** What a {@link SectionHead} takes. */
export interface SectionHeadProps {
  title: ReactNode;
  /** Said beside the title: a count, an order. */
  meta?: ReactNode;
  actions?: ReactNode;
  /** `ink` opens a section; `bare` is for the first one below the Scotch rule. */
  rule?: 'ink' | 'bare';
  level?: 2 | 3;
  id?: string;
}

/** The head of a section: an ink rule, a title, what belongs to it. */
export function SectionHead({ title, meta, actions, rule = 'ink', level = 2, id }: SectionHeadProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className={classNames(classes.sectionHead, classes[rule])}>
      <Heading className={classes.sectionTitle} id={id}>
        {title}
      </Heading>
      {meta !== undefined && <span className={classes.meta}>{meta}</span>}
      {actions !== undefined && <div className={classes.end}>{actions}</div>}
    </div>
  );
}

/** A section named by its head. */
export function Section({ children, ...head }: Omit<SectionHeadProps, 'id'> & { children: ReactNode }) {
  const id = useId();
  return (
    <section className={head.rule === 'bare' ? undefined : classes.section} aria-labelledby={id}>
      <SectionHead {...head} id={id} />
      {children}
    </section>
  );
}

/** A wide column and a narrow one beside it; below each other on a phone. */
export function Columns({
  children,
  aside,
  label,
}: {
  children: ReactNode;
  aside: ReactNode;
  label: string;
}) {
  return (
    <div className={classes.columns}>
      <div>{children}</div>
      <aside aria-label={label}>{aside}</aside>
    </div>
  );
}

/** Verbs in a line, the main one first; they wrap and grow to full width on a phone. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={classes.line}>{children}</div>;
}

/** Fields below each other, as wide as a form should be (29 rem). */
export function FormColumn({ children }: { children: ReactNode }) {
  return <div className={classes.form}>{children}</div>;
}
