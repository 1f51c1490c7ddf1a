const RealDate = Date;

/** The machine's clock in milliseconds, whatever {@link skewClock} has done. */
export const trueNow = (): number => RealDate.now();

/**
 * Lets this process believe that it is so many milliseconds later (or, negative, earlier), as one on a machine without
 * time service does. The database keeps its own clock. Gives the way back.
 */
export function skewClock(milliseconds: number): () => void {
  class SkewedDate extends RealDate {
    constructor(...args: [] | [number | string | Date]) {
      if (args.length === 0) super(SkewedDate.now());
      else super(...(args as [number]));
    }

    static override now(): number {
      return RealDate.now() + milliseconds;
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof RealDate;
    }
  }
  globalThis.Date = SkewedDate as DateConstructor;
  return () => {
    globalThis.Date = RealDate;
  };
}
