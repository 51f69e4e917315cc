import { useCallback, useState } from 'react';

/** A choice that this browser remembers. When storage is forbidden it lasts as long as the page. */
export function useStored<Value extends string>(
  name: string,
  allowed: readonly Value[],
  otherwise: Value,
): readonly [Value, (next: Value) => void] {
  const key = `deskbell.${name}`;
  const [value, setValue] = useState<Value>(() => allowed.find((each) => each === read(key)) ?? otherwise);
  const choose = useCallback(
    (next: Value) => {
      setValue(next);
      write(key, next);
    },
    [key],
  );
  return [value, choose];
}

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Private windows may forbid storage; then nothing is remembered.
    return null;
  }
}

export function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // As above: the page works on without memory.
  }
}
