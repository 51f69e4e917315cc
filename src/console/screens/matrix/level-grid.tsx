import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { MatrixLevel, MatrixView } from '../../../contract/matrices.ts';
import { counted } from '../../components/words.ts';
import { DurationField } from './duration-field.tsx';
import { LadderEditor } from './ladder-editor.tsx';
import styles from './matrix.module.css';

interface Props {
  readonly view: MatrixView;
  readonly levels: readonly MatrixLevel[];
  readonly onChange: (levels: MatrixLevel[]) => void;
  readonly locked: boolean;
}

/** A line for each level: by when, in which hours, who has it, and who is told in turn. */
export function LevelGrid({ view, levels, onChange, locked }: Props) {
  const [open, setOpen] = useState<number | null>(null);
  const put = (level: MatrixLevel): void =>
    onChange(levels.map((each) => (each.number === level.number ? level : each)));
  const next = ([1, 2, 3, 4] as const).find((number) => !levels.some((level) => level.number === number));
  return (
    <fieldset className={styles.plain} disabled={locked}>
      <legend className="spoken-only">Levels</legend>
      <div className={styles.heads} aria-hidden>
        <span>Level</span>
        <span>First contact within</span>
        <span>News at least every</span>
        <span>Resolved within</span>
        <span>Hours that count</span>
        <span>Who has it</span>
        <span>Who is told</span>
      </div>
      <ul>
        {levels.map((level) => (
          <li key={level.number} className={styles.level}>
            <Line view={view} level={level} onChange={put} open={open === level.number} onOpen={setOpen} />
            {open === level.number ? (
              <div className={styles.ladder}>
                <LadderEditor view={view} level={level} onChange={put} />
                {levels.length > 1 && level.number === levels.at(-1)?.number ? (
                  <Button
                    variant="subtle"
                    color="gray"
                    c="var(--ink)"
                    leftSection={<IconTrash size={18} aria-hidden />}
                    onClick={() => onChange(levels.slice(0, -1))}
                  >
                    Take level {level.number} away
                  </Button>
                ) : null}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {next === undefined ? null : (
        <Button
          variant="default"
          mih={44}
          m={12}
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => onChange([...levels, newLevel(next, levels.at(-1))])}
        >
          Add level {next}
        </Button>
      )}
    </fieldset>
  );
}

const newLevel = (number: 1 | 2 | 3 | 4, below: MatrixLevel | undefined): MatrixLevel => ({
  number,
  name: { 1: 'Front line', 2: 'Expert or supervisor', 3: 'Senior manager', 4: 'Formal complaint' }[number],
  firstContactMinutes: below?.firstContactMinutes ?? 60,
  nextUpdateEveryMinutes: below?.nextUpdateEveryMinutes ?? null,
  resolveMinutes: (below?.resolveMinutes ?? 120) * 2,
  clock: below?.clock ?? { kind: 'round-the-clock' },
  ladder: [],
  repeats: 1,
  owner: null,
});

interface LineProps {
  readonly view: MatrixView;
  readonly level: MatrixLevel;
  readonly onChange: (level: MatrixLevel) => void;
  readonly open: boolean;
  readonly onOpen: (level: number | null) => void;
}

function Line({ view, level, onChange, open, onOpen }: LineProps) {
  const name = `Level ${level.number}`;
  const people = level.ladder.flatMap((rung) => rung.name);
  return (
    <div className={styles.line}>
      <div data-head="Level">
        <TextInput
          aria-label={`${name}, its name`}
          leftSection={<span className="strong">L{level.number}</span>}
          value={level.name}
          onChange={(event) => onChange({ ...level, name: event.currentTarget.value })}
          error={level.name.trim() === '' ? 'Give it a name.' : null}
        />
      </div>
      <div data-head="First contact within">
        <DurationField
          label={`${name}, first contact within`}
          value={level.firstContactMinutes}
          optional
          onChange={(firstContactMinutes) => onChange({ ...level, firstContactMinutes })}
        />
      </div>
      <div data-head="News at least every">
        <DurationField
          label={`${name}, news at least every`}
          value={level.nextUpdateEveryMinutes}
          optional
          onChange={(nextUpdateEveryMinutes) => onChange({ ...level, nextUpdateEveryMinutes })}
        />
      </div>
      <div data-head="Resolved within">
        <DurationField
          label={`${name}, resolved within`}
          value={level.resolveMinutes}
          optional
          onChange={(resolveMinutes) => onChange({ ...level, resolveMinutes })}
        />
      </div>
      <div data-head="Hours that count">
        <NativeSelect
          aria-label={`${name}, hours that count`}
          value={level.clock.kind === 'business-hours' ? level.clock.hours : ''}
          onChange={(event) => {
            const hours = event.currentTarget.value;
            onChange({
              ...level,
              clock: hours === '' ? { kind: 'round-the-clock' } : { kind: 'business-hours', hours },
            });
          }}
          data={[
            { value: '', label: 'Round the clock' },
            ...view.hours.map((hours) => ({ value: hours, label: `Hours: ${hours}` })),
          ]}
        />
      </div>
      <div data-head="Who has it">
        <NativeSelect
          aria-label={`${name}, who has it`}
          value={level.owner ?? ''}
          onChange={(event) => onChange({ ...level, owner: event.currentTarget.value || null })}
          data={[
            { value: '', label: 'Who says “I have it”' },
            ...view.people.map(({ personId, name: label }) => ({ value: personId, label })),
          ]}
        />
      </div>
      <div data-head="Who is told">
        <Button
          variant="default"
          justify="space-between"
          className={styles.told ?? ''}
          rightSection={
            open ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />
          }
          aria-expanded={open}
          aria-label={`${name}, who is told: ${counted(level.ladder.length, 'step')}`}
          onClick={() => onOpen(open ? null : level.number)}
        >
          {people.length === 0 ? 'Nobody yet' : people.join(' → ')}
        </Button>
      </div>
    </div>
  );
}
