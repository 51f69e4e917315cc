import { useCallback, useEffect, useState } from 'react';
import { Outlet } from 'react-router';
import { useRingNotice } from '../sound/ring-notice.ts';
import { SoundProvider } from '../sound/sound-context.tsx';
import { SoftphoneBanner } from '../../softphone/softphone-banner.tsx';
import { SoftphoneProvider } from '../../softphone/softphone-context.tsx';
import { useRinging } from '../../softphone/use-ringing.ts';
import { ShortcutList } from '../shortcuts/shortcut-list.tsx';
import { ShortcutProvider } from '../shortcuts/shortcuts.tsx';
import { OnItsWay, ScreenPlace } from '../../loading/screen-place.tsx';
import { CommandPalette } from './command-palette.tsx';
import { NotLiveBanner } from './connection-light.tsx';
import styles from './frame.module.css';
import { OfferDock } from './offer-dock.tsx';
import { Rail } from './rail.tsx';
import { TopLine } from './top-line.tsx';

type Open = 'palette' | 'shortcuts' | null;

/** The rail, the top line, and the screen between them. */
export function Frame() {
  const [open, setOpen] = useState<Open>(null);
  const openShortcuts = useCallback(() => setOpen('shortcuts'), []);
  const openPalette = useCallback(() => setOpen('palette'), []);
  const close = useCallback(() => setOpen(null), []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (
        (event.ctrlKey || event.metaKey) &&
        !event.shiftKey &&
        !event.altKey &&
        event.key.toLowerCase() === 'k'
      ) {
        event.preventDefault();
        setOpen((before) => (before === 'palette' ? null : 'palette'));
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  return (
    <SoundProvider>
      <SoftphoneProvider>
        <Bell />
        <ShortcutProvider onList={openShortcuts}>
          <div className={styles.frame}>
            <a className={styles.skip} href="#screen">
              Skip to the screen
            </a>
            <Rail />
            <TopLine onSearch={openPalette} onShortcuts={openShortcuts} />
            <main id="screen" tabIndex={-1} className={styles.screen}>
              <div className={styles.over}>
                <NotLiveBanner />
                <OnItsWay />
              </div>
              <div className={styles.content}>
                <ScreenPlace>
                  <Outlet />
                </ScreenPlace>
              </div>
              <div className={styles.under}>
                <SoftphoneBanner />
              </div>
            </main>
            <OfferDock />
          </div>
          <CommandPalette opened={open === 'palette'} onClose={close} />
          <ShortcutList opened={open === 'shortcuts'} onClose={close} />
        </ShortcutProvider>
      </SoftphoneProvider>
    </SoundProvider>
  );
}

/** Rings and flashes for what rings for me, on whichever screen I am; draws nothing. */
function Bell() {
  useRinging();
  useRingNotice();
  return null;
}
