import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import styles from './softphone.module.css';

const keys = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', ''],
  ['#', ''],
] as const;
const names: Readonly<Record<string, string>> = { '*': 'star', '#': 'hash' };
const shownMs = 120;

interface Props {
  readonly onKey: (key: string) => void;
  readonly onClose: () => void;
}

/** Keys that are sent into the call; typed digits do the same while the pad has the focus. */
export function Keypad({ onKey, onClose }: Props) {
  const pad = useRef<HTMLDivElement>(null);
  const [sent, setSent] = useState('');
  const [pressed, setPressed] = useState<string | null>(null);
  useEffect(() => pad.current?.focus(), []);
  useEffect(() => {
    if (pressed === null) return undefined;
    const timer = setTimeout(() => setPressed(null), shownMs);
    return () => clearTimeout(timer);
  }, [pressed]);

  const send = (key: string): void => {
    onKey(key);
    setPressed(key);
    setSent((before) => `${before}${key}`.slice(-24));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (!/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    send(event.key);
  };
  return (
    <div
      ref={pad}
      className={styles.keypad}
      role="group"
      aria-label="Keypad: type digits, star and hash, Escape closes"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <p className={`figure ${styles.sent ?? ''}`} aria-live="polite">
        {sent === '' ? <span className="soft">Type, or press the keys</span> : sent}
      </p>
      {keys.map(([key, letters]) => (
        <button
          key={key}
          type="button"
          className={styles.key}
          data-pressed={pressed === key}
          aria-label={names[key] ?? key}
          onClick={() => send(key)}
        >
          <span>{key}</span>
          <span className="small soft" aria-hidden>
            {letters}
          </span>
        </button>
      ))}
    </div>
  );
}
