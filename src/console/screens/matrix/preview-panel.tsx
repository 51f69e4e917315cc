import { NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Matrix, MatrixPreview, MatrixView } from '../../../contract/matrices.ts';
import { useMatrixPreview } from '../../api/matrices.ts';
import { serverNow } from '../../api/live/server-time.ts';
import matters from '../../components/matters/matters.module.css';
import { severityWords } from '../../components/matters/words.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useSettled } from '../../components/use-settled.ts';
import { fromLocalInput, localInput } from '../../components/when.ts';
import styles from './matrix.module.css';
import { Steps } from './steps.tsx';

interface Props {
  readonly view: MatrixView;
  readonly matrix: Matrix;
  readonly topic: string | null;
}

/** What the draft means: in sentences, as a line of time, what is wrong with it, and who can be reached now. */
export function PreviewPanel({ view, matrix, topic }: Props) {
  const zone = view.timezone;
  const [start, setStart] = useState(() => localInput(nextFriday(serverNow(), zone), zone));
  const [severity, setSeverity] = useState('3');
  const settled = useSettled(matrix, 500);
  const startAt = fromLocalInput(start, zone) ?? view.current.at;
  const preview = useMatrixPreview(view.businessId, {
    matrix: settled,
    topic,
    severity: Number(severity),
    startAt,
  });
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="means" aria-busy={preview.isFetching}>
      <h2 id="means">What it means</h2>
      <Refusal error={preview.error} />
      {preview.isPending ? <Skeleton height={200} /> : null}
      {preview.data ? (
        <>
          <Warnings of={preview.data} />
          <ul className={styles.sentences}>
            {preview.data.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>If nobody resolves it</h3>
      <div className={matters.pair}>
        <TextInput
          type="datetime-local"
          label={`It starts (${zone})`}
          value={start}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        <NativeSelect
          label="With severity"
          value={severity}
          onChange={(event) => setSeverity(event.currentTarget.value)}
          data={([1, 2, 3, 4] as const).map((each) => ({
            value: String(each),
            label: `${each} ${severityWords[each]}`,
          }))}
        />
      </div>
      {preview.data ? (
        <>
          <Steps steps={preview.data.steps} zone={zone} />
          <ReachNow of={preview.data} topic={topic} />
        </>
      ) : null}
    </section>
  );
}

function Warnings({ of: { warnings } }: { readonly of: MatrixPreview }) {
  if (warnings.length === 0)
    return (
      <p className={styles.good}>
        <IconCheck size={16} aria-hidden /> No hole and no contradiction.
      </p>
    );
  return (
    <ul className={styles.warnings} aria-label="Warnings">
      {warnings.map((warning) => (
        <li key={`${warning.topic}-${warning.level}-${warning.text}`}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>{warning.text}</span>
        </li>
      ))}
    </ul>
  );
}

function ReachNow({ of: { reach }, topic }: { readonly of: MatrixPreview; readonly topic: string | null }) {
  const here = reach.filter((each) => each.topic === topic);
  const shown = here.length > 0 ? here : reach.filter((each) => each.topic === null);
  return (
    <>
      <h3>Who can be reached now</h3>
      {shown.length === 0 ? <p className="soft">Nobody stands on any level.</p> : null}
      <ul className={styles.reach}>
        {shown.map((each) => (
          <li key={`${each.level}-${each.rung}`}>
            <p>
              <span className="strong">L{each.level}</span> {each.rung}
            </p>
            {each.people.length === 0 ? <p className="soft">Nobody.</p> : null}
            {each.people.map((person) => (
              <p key={person.personId} className={person.reachable ? styles.good : styles.bad}>
                {person.reachable ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
                <span>
                  {person.name} <span className="soft">{person.why}</span>
                </span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The next Friday at ten to six in the business's zone: the hour at which holes show. */
function nextFriday(now: number, zone: string): number {
  for (let days = 0; days < 8; days += 1) {
    const day = localInput(now + days * 86_400_000, zone).slice(0, 10);
    const at = fromLocalInput(`${day}T17:50`, zone);
    const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short' });
    if (at !== null && at > now && weekday.format(at) === 'Fri') return at;
  }
  return now;
}
