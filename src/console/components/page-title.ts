import { useEffect } from 'react';

let current = 'Deskbell';

/** The tab's name while this screen shows. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    current = `${title} · Deskbell`;
    document.title = current;
  }, [title]);
}

/** The name that the tab has when nothing flashes in it. */
export const pageTitle = (): string => current;
