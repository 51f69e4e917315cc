import { useEffect, useRef, useState } from 'react';
import type { OfferRow } from '../../../contract/live.ts';
import { useMyOffers } from '../../api/offers.ts';
import { useSoftphone } from '../../softphone/softphone-context.tsx';
import { pageTitle } from '../page-title.ts';
import { callerWords, purposeWords } from '../words.ts';

/** Makes a ring noticed behind other windows: the tab's title flashes and, if granted, the system shows a notice. */
export function useRingNotice(): void {
  const { settled } = useSoftphone();
  const ringing = useMyOffers().filter((offer) => offer.status === 'ringing' && !settled.has(offer.id));
  const first = ringing[0];
  const words = first ? `☎ ${callerWords(first.caller)}: ${first.businessName}` : null;

  useEffect(() => {
    if (words === null) return undefined;
    let shown = false;
    const flash = (): void => {
      shown = !shown;
      document.title = shown ? words : pageTitle();
    };
    flash();
    const timer = setInterval(flash, 1_000);
    return () => {
      clearInterval(timer);
      document.title = pageTitle();
    };
  }, [words]);

  const noticed = useRef(new Map<string, Notification | null>());
  useEffect(() => {
    for (const offer of ringing) {
      if (noticed.current.has(offer.id)) continue;
      noticed.current.set(offer.id, document.hidden ? showNotice(offer) : null);
    }
    // A notice of a call that is over would call people to nothing.
    for (const [offerId, notice] of noticed.current) {
      if (notice === null || ringing.some((offer) => offer.id === offerId)) continue;
      notice.close();
      noticed.current.set(offerId, null);
    }
  });
}

function showNotice(offer: OfferRow): Notification | null {
  if (!('Notification' in window) || Notification.permission !== 'granted') return null;
  try {
    const notice = new Notification(`${offer.businessName}: ${callerWords(offer.caller)}`, {
      body: [purposeWords(offer.purpose), offer.topic].filter(Boolean).join(' · '),
      // Several tabs of one person show one notice; it stays until the call does not.
      tag: offer.id,
      requireInteraction: true,
      icon: '/favicon.svg',
    });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
    });
    return notice;
  } catch (error) {
    // Some mobile browsers only let service workers show notices; title and tone remain.
    console.warn('The system did not show a notice of the ringing call.', error);
    return null;
  }
}

/** Whether the system may show notices, and a way to ask. */
export function useNoticePermission() {
  const [permission, setPermission] = useState<NotificationPermission | 'unsupported'>(() =>
    'Notification' in window ? Notification.permission : 'unsupported',
  );
  return { permission, request: () => void Notification.requestPermission().then(setPermission) };
}
