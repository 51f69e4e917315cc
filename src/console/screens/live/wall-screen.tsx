import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { NotLiveBanner } from '../../components/frame/connection-light.tsx';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { SoundProvider } from '../../components/sound/sound-context.tsx';
import { useMe } from '../../api/session.ts';
import { Board } from './board.tsx';
import { BoardModeContext } from './board-mode.ts';
import styles from './wall-screen.module.css';

/** The board for a screen on the wall: no controls, larger, numbers masked. Dark unless the address says `theme=light`. */
export function WallScreen() {
  const me = useMe();
  const { businessId } = useBusinessFilter();
  const [params] = useSearchParams();
  const theme = params.get('theme') === 'light' ? 'light' : 'dark';
  const mode = useMemo(() => ({ wall: true, openCall: null }), []);
  usePageTitle('Wall board');
  useWallTheme(theme);
  const shown = me.memberships.filter(
    (membership) => businessId === null || membership.businessId === businessId,
  );
  return (
    <SoundProvider>
      <BoardModeContext value={mode}>
        <main className={styles.wall}>
          <div className={styles.banner}>
            <NotLiveBanner />
          </div>
          <h1 className={styles.businesses}>
            {shown.map((membership) => membership.businessName).join(' · ')}
          </h1>
          <Board businessId={businessId} />
        </main>
      </BoardModeContext>
    </SoundProvider>
  );
}

/** Sets the theme for as long as the wall shows, without touching what this person chose for their own screen. */
function useWallTheme(theme: 'light' | 'dark'): void {
  const { colorScheme } = useMantineColorScheme();
  useEffect(() => {
    const page = document.documentElement;
    const before = page.dataset['mantineColorScheme'];
    page.dataset['mantineColorScheme'] = theme;
    return () => {
      page.dataset['mantineColorScheme'] = before;
    };
  }, [theme, colorScheme]);
}
