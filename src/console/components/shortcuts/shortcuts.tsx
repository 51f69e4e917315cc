import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useStored } from '../stored.ts';
import { isTyping, shortcutOf, type ShortcutName } from './shortcut-table.ts';

interface Shortcuts {
  readonly register: (name: ShortcutName, act: () => void) => () => void;
  /** Single letters (?, J, K, L) may be switched off by those whose software types letters (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  readonly chooseSingleKeys: (on: boolean) => void;
}

const ShortcutContext = createContext<Shortcuts | null>(null);

export function ShortcutProvider({
  children,
  onList,
}: {
  readonly children: ReactNode;
  readonly onList: () => void;
}) {
  const acts = useRef(new Map<ShortcutName, (() => void)[]>());
  const [singleKeys, setSingleKeys] = useStored('single-keys', ['on', 'off'] as const, 'on');

  useEffect(() => {
    let last = { name: '', at: 0 };
    const press = (event: KeyboardEvent): void => {
      if (event.key === '?' && singleKeys === 'on' && !isTyping(event.target)) {
        event.preventDefault();
        onList();
        return;
      }
      const name = shortcutOf(event);
      const act = name === null ? undefined : acts.current.get(name)?.at(-1);
      if (name === null || !act) return;
      event.preventDefault();
      // A key that is held down, or hit twice in haste, means it once.
      if (event.repeat || (last.name === name && event.timeStamp - last.at < 400)) return;
      last = { name, at: event.timeStamp };
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onList, singleKeys]);

  const value = useMemo<Shortcuts>(
    () => ({
      register: (name, act) => {
        const stack = acts.current.get(name) ?? [];
        acts.current.set(name, [...stack, act]);
        return () =>
          acts.current.set(
            name,
            (acts.current.get(name) ?? []).filter((each) => each !== act),
          );
      },
      singleKeys: singleKeys === 'on',
      chooseSingleKeys: (on) => setSingleKeys(on ? 'on' : 'off'),
    }),
    [singleKeys, setSingleKeys],
  );
  return <ShortcutContext value={value}>{children}</ShortcutContext>;
}

export function useShortcuts(): Shortcuts {
  const shortcuts = useContext(ShortcutContext);
  if (!shortcuts) throw new Error('Shortcuts were used outside of ShortcutProvider.');
  return shortcuts;
}

/** While mounted and `act` is not null, the shortcut does this. */
export function useShortcut(name: ShortcutName, act: (() => void) | null): void {
  const { register } = useShortcuts();
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const active = act !== null;
  useEffect(() => (active ? register(name, () => latest.current?.()) : undefined), [name, active, register]);
}
