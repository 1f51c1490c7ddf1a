import { useEffect, useState } from 'react';
import classes from './second-factor.module.css';

interface Drawn {
  readonly size: number;
  readonly path: string;
}

/** A square code for a camera: always dark on white, whatever the theme, because cameras expect it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    let isWanted = true;
    void draw(text).then((found) => isWanted && setDrawn(found));
    return () => {
      isWanted = false;
    };
  }, [text]);
  return (
    <div className={classes.square}>
      {drawn && (
        <svg viewBox={`0 0 ${drawn.size} ${drawn.size}`} role="img" aria-label={label}>
          <path d={drawn.path} />
        </svg>
      )}
    </div>
  );
}

async function draw(text: string): Promise<Drawn> {
  const { encode } = await import('uqr');
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join('') };
}
