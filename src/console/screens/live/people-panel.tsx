import { useMemo } from 'react';
import type { CallRow, PersonRow, QueueRow } from '../../../contract/live.ts';
import { useRows } from '../../api/live/live-context.tsx';
import { PresenceMark } from '../../components/presence-mark.tsx';
import { Elapsed, Remaining } from '../../components/times.tsx';
import { presenceWords } from '../../components/words.ts';
import { lossWords } from '../../softphone/reachability.ts';
import { byPresence } from './board-figures.ts';
import styles from './side-panels.module.css';
import { useCalmOrder } from './use-calm-order.ts';

interface Props {
  readonly people: readonly PersonRow[];
  readonly calls: ReadonlyMap<string, CallRow>;
  readonly still: boolean;
}

export function PeoplePanel({ people, calls, still }: Props) {
  const sorted = useMemo(() => [...people].sort(byPresence), [people]);
  const placed = useCalmOrder(sorted, still);
  const counts = (['free', 'ringing', 'on-a-call', 'wrap-up', 'away', 'unreachable'] as const)
    .map((presence) => ({ presence, count: people.filter((person) => person.presence === presence).length }))
    .filter(({ count, presence }) => count > 0 || presence === 'free');
  return (
    <section className={styles.panel} aria-labelledby="people-title">
      <header className={styles.head}>
        <h2 id="people-title">People</h2>
      </header>
      <ul className={styles.counts}>
        {counts.map(({ presence, count }) => (
          <li key={presence}>
            <PresenceMark of={presence} word={`${count} ${presenceWords(presence)}`} />
          </li>
        ))}
      </ul>
      {people.length === 0 ? (
        <p className={styles.empty}>Nobody works here yet. Add people to the business's file.</p>
      ) : (
        <ul className={styles.rows}>
          {placed
            .filter(({ gone }) => !gone)
            .map(({ row }) => (
              <Person
                key={row.id}
                person={row}
                call={row.callId === null ? undefined : calls.get(row.callId)}
              />
            ))}
        </ul>
      )}
    </section>
  );
}

function Person({ person, call }: { readonly person: PersonRow; readonly call: CallRow | undefined }) {
  const state = person.presence;
  const queues = useRows('queue');
  const detail = state === 'on-a-call' && call ? aboutOf(call, queues) : (person.reason ?? lossOf(person));
  return (
    <li className={styles.row}>
      <PresenceMark of={state} bare />
      <span className={styles.main}>
        <span className={state === 'offline' ? styles.soft : 'strong'}>{person.name}</span>
        <span className={styles.soft}>{[presenceWords(state), detail].filter(Boolean).join(' · ')}</span>
      </span>
      {state === 'on-a-call' && call?.place === 'held' ? (
        <span className={styles.aside}>
          <PresenceMark of="held" /> <Elapsed since={call.since} />
        </span>
      ) : null}
      {state === 'offline' ? null : (
        <span className={styles.clock}>
          {state === 'wrap-up' && person.until ? (
            <Remaining until={person.until} clamp />
          ) : (
            <Elapsed since={person.since} />
          )}
        </span>
      )}
    </li>
  );
}

/** Why somebody who takes calls in a browser cannot be rung. */
function lossOf(person: PersonRow): string | null {
  if (person.presence !== 'unreachable' || person.softphone.reason === null) return null;
  return lossWords(person.softphone.reason);
}

/** What the call is about: the queue's name, or the topic of a call that came another way. */
function aboutOf(call: CallRow, queues: ReadonlyMap<string, QueueRow>): string | null {
  if (call.queue === null) return call.topic;
  return queues.get(`${call.businessId}/${call.queue}`)?.name ?? call.queue;
}
