import type { KeyboardEvent } from 'react';

/** Arrow keys, Home and End move between the rows (`data-row`) inside the element; Enter is the row's own. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  if (at < 0) return;
  const next =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? rows.length - 1
        : at + (event.key === 'ArrowDown' ? 1 : -1);
  const row = rows[Math.min(rows.length - 1, Math.max(0, next))];
  if (!row) return;
  event.preventDefault();
  row.focus();
}
