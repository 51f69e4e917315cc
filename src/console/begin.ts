import type { ScreenPath } from './components/frame/screens.ts';
import { screenOf } from './loading/screen.tsx';
import { below, pages } from './pages.ts';

/** What one signs in for: the frame around the screens, the live line, and the softphone. */
export const House = screenOf(async () => (await import('./house.tsx')).House);

const paths = Object.keys(below) as readonly ScreenPath[];

/** Begins to read what this address shows, before it is known who is signed in. */
export function beginWith(path: string): void {
  if (path.startsWith('/sign-in')) return;
  void House.preload();
  const first = paths.find((each) => path === each || path.startsWith(`${each}/`));
  for (const screen of first === undefined ? [pages.live, pages.desk] : below[first].slice(0, 2))
    void screen.preload();
}
