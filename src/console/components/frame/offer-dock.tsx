import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useMyOffers } from '../../api/offers.ts';
import { useAnswer } from '../../softphone/use-answer.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { PresenceMark } from '../presence-mark.tsx';
import { Refusal } from '../refusal.tsx';
import { useShortcut } from '../shortcuts/shortcuts.tsx';
import { Elapsed } from '../times.tsx';
import { callerWords, purposeWords } from '../words.ts';
import styles from './offer-dock.module.css';

/** What rings for me while I look at another screen. It takes neither the focus nor anybody's place on the page. */
export function OfferDock() {
  const navigate = useNavigate();
  const { to } = useBusinessFilter();
  const { reset, ...accept } = useAnswer();
  const onDesk = useLocation().pathname === '/desk';
  const offers = useMyOffers();
  const first = offers.find((offer) => offer.status !== 'accepted');
  const answer = (): void => {
    if (!first) return;
    accept.mutate(first);
    void navigate(to('/desk'));
  };
  useShortcut('answer', first && !accept.isPending ? answer : null);

  const refused = accept.error !== null;
  useEffect(() => {
    if (!refused) return undefined;
    const timer = setTimeout(reset, 12_000);
    return () => clearTimeout(timer);
  }, [refused, reset]);

  return (
    <section aria-label="Ringing for me" className={styles.place}>
      <p className={styles.spoken} role="status">
        {first
          ? `Ringing for you: ${first.businessName}, ${callerWords(first.caller)}. ${purposeWords(first.purpose)}.`
          : ''}
      </p>
      {first && !onDesk ? (
        <div className={styles.dock}>
          <PresenceMark of="ringing" />
          <div className={styles.words}>
            <p className="strong">{first.businessName}</p>
            <p>
              {callerWords(first.caller)} · {purposeWords(first.purpose)} · waits{' '}
              <Elapsed since={first.waitingSince} />
            </p>
          </div>
          <Button
            color="var(--free-fill)"
            leftSection={<IconPhone size={18} aria-hidden />}
            loading={accept.isPending}
            onClick={answer}
          >
            Answer
          </Button>
          <Button variant="default" onClick={() => void navigate(to('/desk'))}>
            To the desk
          </Button>
        </div>
      ) : null}
      <Refusal error={accept.error} />
    </section>
  );
}
