import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconPlayerSkipForward } from '@tabler/icons-react';
import { useCallback, type ReactNode } from 'react';
import styles from './setup.module.css';
import { StepDoneContext, useStep, type StepId, type StepState } from './use-steps.ts';

interface Props {
  readonly id: StepId;
  readonly title: string;
  /** What it takes, such as `3 minutes`. */
  readonly takes: string;
  readonly children: ReactNode;
}

const icons = { open: IconCircleDashed, done: IconCircleCheck, skipped: IconPlayerSkipForward } as const;
const words: Readonly<Record<StepState, string>> = { open: 'to do', done: 'done', skipped: 'skipped' };

/** One step of the checklist: what it says, and whether it was done. A step that was skipped can be opened again. */
export function Step({ id, title, takes, children }: Props) {
  const [state, become] = useStep(id);
  const done = useCallback(() => become('done'), [become]);
  const Icon = icons[state];
  return (
    <li className={`panel ${styles.step}`} data-state={state}>
      <section aria-labelledby={`step-${id}`}>
        <div className={styles.stepHead}>
          <h2 id={`step-${id}`}>
            <Icon size={20} aria-hidden /> {title}
          </h2>
          <span className="soft">
            {words[state]} · {takes}
          </span>
          {state === 'skipped' ? (
            <Button variant="default" size="compact-sm" onClick={() => become('open')}>
              Open again
            </Button>
          ) : (
            <Button variant="subtle" size="compact-sm" onClick={() => become('skipped')}>
              Skip <span className="spoken-only">{title}</span>
            </Button>
          )}
        </div>
        {state === 'skipped' ? null : (
          <StepDoneContext value={done}>
            <div className={styles.stepBody}>{children}</div>
          </StepDoneContext>
        )}
      </section>
    </li>
  );
}
