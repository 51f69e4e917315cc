import { useEffect, useRef } from 'react';
import { useShortcuts } from '../../components/shortcuts/shortcuts.tsx';
import type { Player } from './use-player.ts';

/** J, K, L, space and the arrows, anywhere on the recording's page but where somebody writes. */
export function usePlayerKeys(player: Player, durationMs: number): void {
  const { singleKeys } = useShortcuts();
  const latest = useRef({ player, durationMs, singleKeys });
  useEffect(() => {
    latest.current = { player, durationMs, singleKeys };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isElsewhere(event)) return;
      const act = actionOf(event.key, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** Whether the key belongs to something else: a text, a dialogue, a button that it presses, a choice that it moves. */
function isElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"]') !== null) return true;
  const isChoice = target instanceof HTMLInputElement && /^(radio|checkbox)$/.test(target.type);
  if (isChoice) return key === ' ' || key.startsWith('Arrow');
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return key === ' ' && target.closest('button, a, summary') !== null;
}

interface Now {
  readonly player: Player;
  readonly durationMs: number;
  readonly singleKeys: boolean;
}

function actionOf(key: string, { player, durationMs, singleKeys }: Now): (() => void) | null {
  const { atMs, seek, toggle } = player;
  switch (key) {
    case ' ':
      return toggle;
    case 'ArrowLeft':
      return () => seek(atMs - 5_000);
    case 'ArrowRight':
      return () => seek(atMs + 5_000);
    case 'Home':
      return () => seek(0);
    case 'End':
      return () => seek(durationMs);
    default:
      return singleKeys ? letterActionOf(key.toLowerCase(), player) : null;
  }
}

function letterActionOf(letter: string, { atMs, seek, toggle }: Player): (() => void) | null {
  switch (letter) {
    case 'j':
      return () => seek(atMs - 10_000);
    case 'k':
      return toggle;
    case 'l':
      return () => seek(atMs + 10_000);
    default:
      return null;
  }
}
