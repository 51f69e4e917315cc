import { useEffect, useRef } from 'react';
import styles from './softphone.module.css';

interface Props {
  readonly label: string;
  /** How loud it is now, 0 to 1. */
  readonly read: () => number;
}

/** How loud a voice is, drawn without a React update for each frame. */
export function LevelMeter({ label, read }: Props) {
  const meter = useRef<HTMLMeterElement>(null);
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(() => {
    let frame = 0;
    let shown = 0;
    const draw = (): void => {
      // Rises at once and falls slowly, as needles do; a bare level flickers.
      shown = Math.max(latest.current(), shown * 0.9);
      if (meter.current) meter.current.value = Math.round(shown * 100);
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, []);
  return <meter ref={meter} className={styles.meter} aria-label={label} min={0} max={100} />;
}
