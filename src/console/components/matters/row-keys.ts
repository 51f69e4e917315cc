import { useEffect } from 'react';
import { isTyping } from '../shortcuts/shortcut-table.ts';
import { useShortcuts } from '../shortcuts/shortcuts.tsx';

/** J and K walk the rows (`data-row`) of the screen's list from wherever the focus is; Enter is the row's own. */
export function useRowKeys(): void {
  const { singleKeys } = useShortcuts();
  useEffect(() => {
    if (!singleKeys) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || isTyping(event.target)) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
      const at = rows.findIndex(
        (row) => row === document.activeElement || row.contains(document.activeElement),
      );
      const next =
        rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))];
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [singleKeys]);
}
