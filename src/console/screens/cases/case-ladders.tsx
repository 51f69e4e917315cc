import { Button } from '@mantine/core';
import type { LadderView } from '../../../contract/ladders.ts';
import { AcknowledgeAnswer } from '../../../contract/notices.ts';
import { pathOf, useSend } from '../../api/matters.ts';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import { Refusal } from '../../components/refusal.tsx';
import { Remaining } from '../../components/times.tsx';
import { wayWords } from '../../components/matters/my-notices.tsx';
import styles from './case.module.css';

/** Who was told in turn, by which way, with what result; and "I have it". */
export function CaseLadders({ of, zone }: { readonly of: readonly LadderView[]; readonly zone: string }) {
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="told">
      <h2 id="told">Who is told</h2>
      {of.map((ladder) => (
        <Ladder key={ladder.id} ladder={ladder} zone={zone} />
      ))}
    </section>
  );
}

function Ladder({ ladder, zone }: { readonly ladder: LadderView; readonly zone: string }) {
  const answer = useSend('ladders', AcknowledgeAnswer);
  const past = ladder.rungs.filter(({ told, state }) => told.length > 0 || state === 'now');
  return (
    <div className={matters.stack}>
      <p>
        <span className="strong">{ladder.subject}</span> <When at={ladder.beganAt} zone={zone} />
      </p>
      <p>
        {ladder.words}
        {ladder.status === 'climbing' && ladder.nextAt !== null ? (
          <span className="soft">
            {' '}
            (in <Remaining until={ladder.nextAt} clamp />)
          </span>
        ) : null}
      </p>
      <ol className={styles.rungs}>
        {past.map((rung) => (
          <li key={rung.name} data-state={rung.state}>
            <p className="strong">
              {rung.name}
              {rung.state === 'now' ? ' (now)' : ''}
            </p>
            {rung.told.map((told) => (
              <p key={`${told.personId}-${told.way}-${told.at}`}>
                {told.name} by {wayWords[told.way]} <When at={told.at} zone={zone} />: {told.outcome}
                {told.reason ? <span className="soft"> ({told.reason})</span> : null}
              </p>
            ))}
          </li>
        ))}
      </ol>
      {ladder.status === 'climbing' ? (
        <div className={matters.buttons}>
          <Button
            loading={answer.isPending}
            onClick={() =>
              answer.mutate({ path: pathOf(ladder.id, 'acknowledge'), body: { asOf: ladder.asOf } })
            }
          >
            I have it
          </Button>
        </div>
      ) : null}
      {answer.data ? <p role="status">{answer.data.words}</p> : null}
      <Refusal error={answer.error} />
    </div>
  );
}
