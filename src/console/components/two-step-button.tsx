import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';

interface Props extends ButtonProps {
  readonly children: ReactNode;
  /** What the second press does: `End it for everyone`. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  /** Red where something ends; green where the second press is a yes. */
  readonly confirmColor?: string;
}

/** For what cannot be undone: the first press asks, the second within four seconds does it. A double click does not. */
export function TwoStepButton({ children, confirm, onConfirm, confirmColor, ...button }: Props) {
  const [armed, setArmed] = useState(false);
  const armedAt = useRef(0);
  useEffect(() => {
    if (!armed) return undefined;
    const timer = setTimeout(() => setArmed(false), 4_000);
    return () => clearTimeout(timer);
  }, [armed]);
  const press = (): void => {
    if (!armed) {
      armedAt.current = performance.now();
      setArmed(true);
    } else if (performance.now() - armedAt.current > 400) {
      setArmed(false);
      onConfirm();
    }
  };
  return (
    <Button
      {...button}
      {...(armed ? { variant: 'filled', color: confirmColor ?? 'var(--wrong-fill)' } : {})}
      onClick={press}
      aria-live="polite"
    >
      {armed ? confirm : children}
    </Button>
  );
}
