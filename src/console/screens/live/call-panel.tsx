import { ActionIcon, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useCall } from '../../api/calls.ts';
import { Escalations, Notes, Story } from '../../components/call/story.tsx';
import { Timeline } from '../../components/call/timeline.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { Elapsed, Moment } from '../../components/times.tsx';
import { callerWords, phoneNumber, repeatWords } from '../../components/words.ts';
import styles from './call-panel.module.css';

interface Props {
  readonly callId: string;
  readonly onClose: () => void;
}

/** One call beside the board: where the caller is, what happened, and why. */
export function CallPanel({ callId, onClose }: Props) {
  const call = useCall(callId);
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  const detail = call.data;
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className={styles.panel}
      aria-label="Call"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className={styles.head}>
        <div>
          <h2>{detail ? callerWords(detail.caller) : 'Call'}</h2>
          {detail ? (
            <p className="soft">
              {[detail.business.name, phoneNumber(detail.caller.number), repeatWords(detail.caller)]
                .filter(Boolean)
                .join(' · ')}
            </p>
          ) : null}
        </div>
        <ActionIcon
          variant="subtle"
          color="var(--ink)"
          size={36}
          aria-label="Close the call"
          onClick={onClose}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      {call.isPending ? <Skeleton height={240} /> : null}
      <Refusal error={call.error} />
      {detail ? (
        <>
          <p>
            {detail.endedAt !== null ? (
              <>
                Ended <Moment at={detail.endedAt} zone={detail.business.timezone} />
              </>
            ) : (
              <>
                <span className="strong">{placeWords[detail.place]}</span> <Elapsed since={detail.since} />,
                in all <Elapsed since={detail.startedAt} />
              </>
            )}
          </p>
          {detail.parties.some((party) => party.status !== 'left') ? (
            <p className="soft">
              On the line:{' '}
              {detail.parties
                .filter((party) => party.status !== 'left')
                .map((party) => `${party.name} (${party.status === 'in-room' ? 'talking' : party.status})`)
                .join(', ')}
            </p>
          ) : null}
          <section>
            <h3>Story so far</h3>
            <Story lines={detail.story} />
          </section>
          {detail.escalations.length > 0 ? (
            <section>
              <h3>Escalated</h3>
              <Escalations of={detail.escalations} />
            </section>
          ) : null}
          {detail.notes.length > 0 ? (
            <section>
              <h3>Notes</h3>
              <Notes of={detail.notes} />
            </section>
          ) : null}
          <section>
            <h3>What happened, and why</h3>
            <Timeline entries={detail.timeline} zone={detail.business.timezone} />
          </section>
        </>
      ) : null}
    </aside>
  );
}

const placeWords = {
  flow: 'In the menu',
  ringing: 'Being rung back',
  waiting: 'Waiting',
  talking: 'Talking',
  held: 'On hold, hears music',
  message: 'Leaving a message',
  moving: 'Being put through',
  ended: 'Ended',
} as const;
