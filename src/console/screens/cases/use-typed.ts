import { useEffect, useRef, useState } from 'react';

/** A search box that answers a moment after the last letter, not at each one. */
export function useTyped(
  value: string,
  onRest: (typed: string) => void,
): readonly [string, (next: string) => void] {
  const [typed, setTyped] = useState(value);
  const rest = useRef(onRest);
  const told = useRef(value);
  useEffect(() => {
    rest.current = onRest;
  });
  // The address changed by other means, such as Back or "Show everything".
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = wanted;
      rest.current(wanted);
    }, 300);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}
