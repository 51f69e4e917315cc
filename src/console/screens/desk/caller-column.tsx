import { Skeleton } from '@mantine/core';
import type { useCall } from '../../api/calls.ts';
import { Escalations, Notes, Story } from '../../components/call/story.tsx';
import { Timeline } from '../../components/call/timeline.tsx';
import { Empty } from '../../components/empty.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { Moment } from '../../components/times.tsx';
import { callerWords, phoneNumber, repeatWords } from '../../components/words.ts';
import styles from './caller-column.module.css';
import { CallerMatters } from './caller-matters.tsx';

/** Right: who calls, what they said on the way, and what happened before. */
export function CallerColumn({ call }: { readonly call: ReturnType<typeof useCall> | null }) {
  return (
    <aside className={`panel ${styles.column}`} aria-label="The caller">
      <h2 className={styles.head}>The caller</h2>
      {call === null ? (
        <Empty title="Nobody is on the line.">
          Who calls, and what they called about before, shows here.
        </Empty>
      ) : (
        <Body call={call} />
      )}
    </aside>
  );
}

function Body({ call }: { readonly call: ReturnType<typeof useCall> }) {
  const detail = call.data;
  if (!detail)
    return (
      <div className={styles.body}>
        {call.error ? <Refusal error={call.error} /> : <Skeleton height={160} />}
      </div>
    );
  const zone = detail.business.timezone;
  const repeat = repeatWords(detail.caller);
  return (
    <div className={styles.body}>
      <div>
        <p className={styles.name}>{callerWords(detail.caller)}</p>
        <p className="soft">
          {detail.caller.number === null
            ? 'The number is withheld, so nobody can be recognised.'
            : detail.caller.name === null
              ? 'No name is known for this number.'
              : phoneNumber(detail.caller.number)}
        </p>
        {repeat ? <p className="strong">{repeat}</p> : null}
      </div>
      <CallerMatters call={detail} />
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
        <h3>Earlier calls</h3>
        {detail.history.length === 0 ? (
          <p className="soft">None from this number.</p>
        ) : (
          <ul className={styles.history}>
            {detail.history.map((earlier) => (
              <li key={earlier.callId}>
                <span className="soft">
                  <Moment at={earlier.at} zone={zone} />
                </span>
                <span>{earlier.summary}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>What happened, and why</h3>
        <Timeline entries={detail.timeline} zone={zone} />
      </section>
    </div>
  );
}
