import { IconCheck, IconCircle, IconPhone } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { PracticeCall } from '../../../contract/setup.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import styles from './setup.module.css';

const stages = [
  { stage: 'ringing', word: 'Rings the business' },
  { stage: 'menu', word: 'In the menu' },
  { stage: 'waiting', word: 'Waits for you' },
  { stage: 'talking', word: 'Talks' },
  { stage: 'over', word: 'Over' },
] as const;

/** Where the caller is: the way as a line of stations, and the present one in words. */
export function PracticeProgress({ call }: { readonly call: PracticeCall }) {
  const { to } = useBusinessFilter();
  const now = stages.findIndex(({ stage }) => stage === call.stage);
  return (
    <div className={styles.progress}>
      <ol className={styles.stations} aria-label="The caller's way">
        {stages.map(({ stage, word }, index) => {
          const passed = index < now || call.stage === 'over';
          const here = index === now && call.stage !== 'over';
          const Icon = here ? IconPhone : passed ? IconCheck : IconCircle;
          return (
            <li
              key={stage}
              data-at={here ? 'here' : passed ? 'passed' : 'ahead'}
              aria-current={here ? 'step' : undefined}
            >
              <Icon size={16} aria-hidden /> {word}
            </li>
          );
        })}
      </ol>
      <p role="status" className="strong">
        {call.words}
      </p>
      {call.stage === 'waiting' || call.stage === 'talking' ? (
        <p>
          <Link to={to('/desk')}>Go to the desk</Link>, where calls are handled.
        </p>
      ) : null}
      {call.said.length > 0 ? (
        <ul className={styles.said} aria-label="What the caller has said">
          {call.said.map((text, index) => (
            <li key={index}>“{text}”</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
