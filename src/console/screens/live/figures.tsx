import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PersonRow, QueueRow, WaitingRow } from '../../../contract/live.ts';
import { useServerSecond } from '../../api/live/server-time.ts';
import { TimeOfDay } from '../../components/times.tsx';
import { counted, span } from '../../components/words.ts';
import { figuresOf } from './board-figures.ts';
import styles from './figures.module.css';

interface Props {
  readonly queues: readonly QueueRow[];
  readonly waiting: readonly WaitingRow[];
  readonly people: readonly PersonRow[];
}

/** The top line of the board: only figures on which somebody can act, each with what it is out of. */
export function Figures({ queues, waiting, people }: Props) {
  const now = useServerSecond();
  const figures = figuresOf(queues, waiting, people, now);
  return (
    <dl className={styles.figures}>
      <Figure
        name="Waiting"
        value={figures.waiting}
        note={figures.breached > 0 ? `${figures.breached} past target` : 'all within target'}
        bad={figures.breached > 0}
      />
      <Figure
        name="Longest"
        value={figures.longestSince === null ? '–' : span(now - figures.longestSince)}
        note="wait now"
      />
      <Figure
        name="Answered in target"
        value={figures.inTarget === null ? '–' : `${figures.inTarget} %`}
        note={
          figures.answered === 0 ? 'none answered today' : `of ${counted(figures.answered, 'call')} today`
        }
      />
      <Figure
        name="Lost"
        value={figures.lostShare === null ? '–' : `${figures.lostShare} %`}
        note={`${counted(figures.lost, 'caller')} today`}
      />
      <Figure
        name="Free"
        value={figures.free}
        note={`of ${counted(people.length, 'person', 'people')}`}
        bad={figures.free === 0 && figures.waiting > 0}
      />
      <Figure name="Time" value={<TimeOfDay />} note="server's clock" />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly note: string;
  readonly bad?: boolean;
}

function Figure({ name, value, note, bad }: FigureProps) {
  return (
    <div className={styles.figure} data-bad={bad === true}>
      <dt>{name}</dt>
      <dd>
        <span className={`figure ${styles.value}`}>
          {bad ? <IconX size="0.8em" stroke={3} aria-hidden /> : null}
          {value}
        </span>
        <span className={styles.note}>{note}</span>
      </dd>
    </div>
  );
}
