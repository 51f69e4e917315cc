import { useCallback, useState } from 'react';
import { read, write } from './stored.ts';

/** What is being typed, kept on this computer until it is sent: neither a refusal nor a crash loses it. */
export function useDraft(name: string): readonly [string, (next: string) => void, () => void] {
  const key = `deskbell.draft.${name}`;
  const [text, setText] = useState(() => read(key) ?? '');
  const type = useCallback(
    (next: string): void => {
      setText(next);
      write(key, next === '' ? null : next);
    },
    [key],
  );
  const clear = useCallback(() => type(''), [type]);
  return [text, type, clear];
}
