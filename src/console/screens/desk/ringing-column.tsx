import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMyOffers } from '../../api/offers.ts';
import { useRows } from '../../api/live/live-context.tsx';
import { useHasPassed } from '../../api/live/server-time.ts';
import { businessName, useMe } from '../../api/session.ts';
import type { OfferRow, WaitingRow } from '../../../contract/live.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { Empty } from '../../components/empty.tsx';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { PresenceMark } from '../../components/presence-mark.tsx';
import { Elapsed, Remaining } from '../../components/times.tsx';
import { callerWords, phoneNumber, purposeWords, repeatWords } from '../../components/words.ts';
import styles from './ringing-column.module.css';

interface Props {
  readonly chosenId: string | null;
  readonly onChoose: (offerId: string) => void;
}

/** Left: what rings for me, and beneath it who waits in my queues. */
export function RingingColumn({ chosenId, onChoose }: Props) {
  const offers = useMyOffers();
  const me = useMe();
  const { to } = useBusinessFilter();
  return (
    <div className={styles.column}>
      <section className="panel" aria-labelledby="ringing-title">
        <h2 id="ringing-title" className={styles.head}>
          Rings for me
        </h2>
        {offers.length === 0 ? (
          <Empty title="Nothing rings for you.">
            {me.handsetsUrl ? <Link to={to('/setup')}>Let a practice caller ring you</Link> : null}
          </Empty>
        ) : (
          <ul onKeyDown={moveBetweenRows}>
            {offers.map((offer) => (
              <li key={offer.id}>
                <Offer offer={offer} chosen={offer.id === chosenId} onChoose={() => onChoose(offer.id)} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <MyQueues />
    </div>
  );
}

interface OfferProps {
  readonly offer: OfferRow;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Offer({ offer, chosen, onChoose }: OfferProps) {
  const repeat = repeatWords(offer.caller);
  return (
    <button type="button" data-row className={styles.offer} aria-pressed={chosen} onClick={onChoose}>
      <span className={styles.line}>
        <span className="strong">{offer.businessName}</span>
        <PresenceMark
          of={offer.status === 'accepted' ? 'on-a-call' : 'ringing'}
          word={offerWords[offer.status]}
        />
      </span>
      <span>
        {callerWords(offer.caller)}
        {offer.caller.name && offer.caller.number ? (
          <span className="soft"> {phoneNumber(offer.caller.number)}</span>
        ) : null}
      </span>
      <span className="soft">{[purposeWords(offer.purpose), offer.topic].filter(Boolean).join(' · ')}</span>
      <span>
        waits <Elapsed since={offer.waitingSince} />
        {repeat ? ` · ${repeat}` : ''}
      </span>
      {offer.status === 'ringing' ? (
        <span className="soft">
          rings on to the next person in <Remaining until={offer.expiresAt} clamp />
        </span>
      ) : null}
    </button>
  );
}

const offerWords = { ringing: 'ringing', 'picked-up': 'picked up', accepted: 'joining' } as const;

function MyQueues() {
  const me = useMe();
  const waiting = useRows('waiting');
  const mine = useMemo(() => {
    const queues = new Set(
      me.memberships.flatMap((membership) =>
        membership.queues.map((queue) => `${membership.businessId}/${queue.key}`),
      ),
    );
    return [...waiting.values()]
      .filter((row) => queues.has(`${row.businessId}/${row.queue}`))
      .sort((a, b) => a.rank - b.rank);
  }, [me, waiting]);
  if (me.memberships.every((membership) => membership.queues.length === 0)) return null;
  return (
    <section className="panel" aria-labelledby="queues-title">
      <h2 id="queues-title" className={styles.head}>
        Waiting in my queues
      </h2>
      {mine.length === 0 ? (
        <Empty title="Nobody is waiting." />
      ) : (
        <ol>
          {mine.map((row) => (
            <Waiting key={row.id} row={row} business={businessName(me, row.businessId)} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Waiting({ row, business }: { readonly row: WaitingRow; readonly business: string }) {
  const late = useHasPassed(row.targetAt) || row.breachedAt !== null;
  return (
    <li className={styles.waiting} data-late={late}>
      <span className={styles.line}>
        <span className={styles.wait}>
          {late ? <IconX size={14} stroke={3} role="img" aria-label="Waits too long" /> : null}
          <Elapsed since={row.joinedAt} />
        </span>
        <span className="soft">{business}</span>
      </span>
      <span>
        {callerWords(row.caller)} <span className="soft">{row.topic}</span>
      </span>
    </li>
  );
}
