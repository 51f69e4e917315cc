import { useCallback, useState } from 'react';
import { read, write } from '../stored.ts';

interface Words<Draft> {
  /** The name under which it is kept on this computer. */
  readonly key: string;
  /** What is in force, as a draft in which nothing was changed. */
  readonly fresh: Draft;
  /** Null: what was kept is no draft. */
  readonly parse: (kept: unknown) => Draft | null;
}

/**
 * A next version as it is being edited. It is kept on this computer until it is saved or thrown away.
 * `asOf` is the version that the edit began from.
 */
export function useKeptDraft<Draft extends { readonly asOf: number }>({ key, fresh, parse }: Words<Draft>) {
  const [draft, setDraft] = useState<Draft>(() => keptDraft(key, parse) ?? fresh);
  // Nobody edits, and somebody saved: what is shown follows.
  if (draft.asOf !== fresh.asOf && read(key) === null) setDraft(fresh);

  const put = useCallback(
    (next: Draft) => {
      setDraft(next);
      write(key, JSON.stringify(next));
    },
    [key],
  );
  const forget = useCallback(() => {
    write(key, null);
    // The news of the save may have come before its answer: what is shown is looked at once more.
    setDraft((shown) => ({ ...shown }));
  }, [key]);
  const discard = (): void => {
    write(key, null);
    setDraft(fresh);
  };
  return {
    draft,
    changed: JSON.stringify({ ...draft, asOf: 0 }) !== JSON.stringify({ ...fresh, asOf: 0 }),
    put,
    /** Keeps the edits, on top of the version in force. */
    rebase: () => put({ ...draft, asOf: fresh.asOf }),
    forget,
    discard,
  };
}

function keptDraft<Draft>(key: string, parse: Words<Draft>['parse']): Draft | null {
  const text = read(key);
  if (text === null) return null;
  try {
    return parse(JSON.parse(text));
  } catch {
    // A draft that cannot be read is no draft.
    return null;
  }
}
