import type { MatrixTried, PreviewStep } from '../../../contract/matrices.ts';
import { When } from '../../components/matters/due.tsx';
import styles from './matrix.module.css';

interface Props {
  readonly steps: readonly (PreviewStep | MatrixTried['did'][number])[];
  readonly zone: string;
}

/** What happens to a case on which level, one after the other. */
export function Steps({ steps, zone }: Props) {
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={`${step.at}-${index}`} data-what={'what' in step ? step.what : undefined}>
          <span className={styles.stepAt}>
            <When at={step.at} zone={zone} />
          </span>
          <span>
            <span className="strong">L{step.level}</span> {step.text}
          </span>
        </li>
      ))}
    </ol>
  );
}
