import { NativeSelect, NumberInput } from '@mantine/core';
import type { Matrix } from '../../../contract/matrices.ts';
import { severityWords } from '../../components/matters/words.ts';
import styles from './matrix.module.css';

interface Props {
  readonly matrix: Matrix;
  readonly onChange: (matrix: Matrix) => void;
  readonly locked: boolean;
}

/** How much of each deadline a severity has, and where it begins; and how often those at the top are told again. */
export function SeverityGrid({ matrix, onChange, locked }: Props) {
  return (
    <fieldset className={styles.plain} disabled={locked}>
      <legend className="spoken-only">Severities</legend>
      <ul className={styles.severities}>
        {([1, 2, 3, 4] as const).map((severity) => {
          const own = matrix.severities.find((each) => each.severity === severity) ?? {
            severity,
            percent: 100,
            startLevel: 1,
          };
          const put = (next: typeof own): void =>
            onChange({
              ...matrix,
              severities: [...matrix.severities.filter((each) => each.severity !== severity), next].sort(
                (a, b) => a.severity - b.severity,
              ),
            });
          return (
            <li key={severity}>
              <p className="strong">
                {severity} {severityWords[severity]}
              </p>
              <NumberInput
                label="Of each deadline"
                aria-label={`Severity ${severity}, share of each deadline in per cent`}
                suffix=" %"
                min={1}
                max={1000}
                allowDecimal={false}
                value={own.percent}
                onChange={(percent) =>
                  put({ ...own, percent: Math.min(1000, Math.max(1, Number(percent) || 1)) })
                }
              />
              <NativeSelect
                label="Begins on"
                aria-label={`Severity ${severity}, level on which it begins`}
                value={String(own.startLevel)}
                onChange={(event) => put({ ...own, startLevel: Number(event.currentTarget.value) })}
                data={[1, 2, 3].map((level) => ({ value: String(level), label: `Level ${level}` }))}
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
