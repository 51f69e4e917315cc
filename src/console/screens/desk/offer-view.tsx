import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import type { CallDetail } from '../../../contract/api.ts';
import type { OfferRow } from '../../../contract/live.ts';
import { useRefuseOffer } from '../../api/offers.ts';
import { useMe } from '../../api/session.ts';
import { Story } from '../../components/call/story.tsx';
import { PresenceMark } from '../../components/presence-mark.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { Elapsed } from '../../components/times.tsx';
import { callerWords, phoneNumber, purposeWords } from '../../components/words.ts';
import { useSoftphone } from '../../softphone/softphone-context.tsx';
import { useAnswer } from '../../softphone/use-answer.ts';
import { CallerMattersLine } from './caller-matters.tsx';
import styles from './middle.module.css';
import { Script } from './script.tsx';

interface Props {
  readonly offer: OfferRow;
  readonly call: CallDetail | undefined;
}

/** A call that rings: whose business it is, who calls and why it came here, before anybody says hello. */
export function OfferView({ offer, call }: Props) {
  const accept = useAnswer();
  const { settle } = useSoftphone();
  const refuse = useRefuseOffer();
  const busy = accept.isPending || refuse.isPending || offer.status === 'accepted';
  return (
    <>
      <section className={`panel ${styles.box}`} aria-label="The call that rings">
        <div className={styles.title}>
          <div>
            <h2>{offer.businessName}</h2>
            <p>
              {callerWords(offer.caller)}
              {offer.topic ? ` · ${offer.topic}` : ''} · waits <Elapsed since={offer.waitingSince} />
            </p>
          </div>
          <PresenceMark of="ringing" word={purposeWords(offer.purpose)} />
        </div>
        <div className={styles.answers}>
          <Button
            size="lg"
            color="var(--free-fill)"
            leftSection={<IconPhone size={22} aria-hidden />}
            loading={accept.isPending}
            disabled={busy}
            onClick={() => accept.mutate(offer)}
          >
            {offer.status === 'accepted' ? 'Joining' : 'Answer'}
          </Button>
          <Button
            size="lg"
            variant="default"
            loading={refuse.isPending}
            disabled={busy}
            onClick={() => refuse.mutate({ offerId: offer.id }, { onSuccess: () => settle(offer.id) })}
          >
            Pass on
          </Button>
        </div>
        {offer.devices.includes('browser') ? (
          <BrowserHint offer={offer} />
        ) : (
          <HandsetHint status={offer.status} />
        )}
        <Refusal error={accept.error ?? refuse.error} />
        {call ? <CallerMattersLine call={call} /> : null}
        {offer.callback ? (
          <p className={styles.hint}>
            {offer.callback.words}. Nobody is on the line yet: when you say yes, the customer is rung.
          </p>
        ) : null}
        <div className={styles.part}>
          <h3>Why it came to you</h3>
          <p>{offer.why}</p>
        </div>
        <div className={styles.part}>
          <h3>Story so far</h3>
          <Story lines={offer.story} />
        </div>
      </section>
      {call ? <Script business={call.business} /> : null}
    </>
  );
}

/** The call rings in a browser: where, and what picking up means. */
function BrowserHint({ offer }: { readonly offer: OfferRow }) {
  const me = useMe();
  const { state } = useSoftphone();
  // The board tells of an offer a moment before its call arrives here; Answer waits for it.
  const here = state.status === 'on' && state.verdict.state === 'ready';
  const also = offer.devices.includes('telephone')
    ? ` It rings on your handset (${phoneNumber(me.phone)}) too.`
    : '';
  switch (offer.status) {
    case 'ringing':
      return (
        <p className={styles.hint}>
          {here
            ? 'Rings in this browser. Answer picks it up, and you have the caller.'
            : 'Rings in another tab or computer of yours. Answer picks it up there.'}
          {also}
        </p>
      );
    case 'picked-up':
    case 'accepted':
      return <p className={styles.hint}>You said yes. The caller joins in a moment.</p>;
    default:
      return offer.status satisfies never;
  }
}

function HandsetHint({ status }: { readonly status: OfferRow['status'] }) {
  const me = useMe();
  const number = <span className="strong">{phoneNumber(me.phone)}</span>;
  const page = me.handsetsUrl ? (
    <>
      {' '}
      It is on the{' '}
      <a href={me.handsetsUrl} target="_blank" rel="noreferrer">
        handsets page
      </a>
      .
    </>
  ) : null;
  switch (status) {
    case 'ringing':
      return (
        <p className={styles.hint}>
          Lift your desk handset ({number}) and press Answer, in either order.{page}
        </p>
      );
    case 'picked-up':
      return (
        <p className={styles.hint}>
          Your handset is lifted. Press Answer, or a key on the handset, to have the caller.
        </p>
      );
    case 'accepted':
      return (
        <p className={styles.hint}>
          You said yes. The caller joins as soon as your handset ({number}) is lifted.{page}
        </p>
      );
    default:
      return status satisfies never;
  }
}
