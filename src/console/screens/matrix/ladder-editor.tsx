import {
  ActionIcon,
  Button,
  Checkbox,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  TextInput,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import type { ClimbRung, MatrixLevel, MatrixView } from '../../../contract/matrices.ts';
import chips from '../../components/chips.module.css';
import { wayWords } from '../../components/matters/my-notices.tsx';
import { DurationField } from './duration-field.tsx';
import styles from './matrix.module.css';
import { moved } from '../../components/moved.ts';

interface Props {
  readonly view: MatrixView;
  readonly level: MatrixLevel;
  readonly onChange: (level: MatrixLevel) => void;
}

/** Who is told in turn on one level: each step with its people, its ways and its patience. */
export function LadderEditor({ view, level, onChange }: Props) {
  const put = (ladder: ClimbRung[]): void => onChange({ ...level, ladder });
  return (
    <>
      <ol className={styles.rungs}>
        {level.ladder.map((rung, index) => (
          <li key={index} className={styles.rung}>
            <Rung
              view={view}
              rung={rung}
              step={index + 1}
              onChange={(next) => put(level.ladder.map((each, at) => (at === index ? next : each)))}
            />
            <div className={styles.rungActions}>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={`Step ${index + 1} earlier`}
                disabled={index === 0}
                onClick={() => put(moved(level.ladder, index, -1))}
              >
                <IconArrowUp size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={`Step ${index + 1} later`}
                disabled={index === level.ladder.length - 1}
                onClick={() => put(moved(level.ladder, index, 1))}
              >
                <IconArrowDown size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={`Take step ${index + 1} away`}
                onClick={() => put(level.ladder.filter((_, at) => at !== index))}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </div>
          </li>
        ))}
      </ol>
      {level.ladder.length === 0 ? <p>Nobody is told on this level. Add a step.</p> : null}
      <div className={styles.ladderEnd}>
        <Button
          variant="default"
          mih={44}
          leftSection={<IconPlus size={18} aria-hidden />}
          disabled={level.ladder.length >= 10}
          onClick={() => put([...level.ladder, newRung(level.ladder.length + 1)])}
        >
          Add a step
        </Button>
        <NumberInput
          label="Begin again, so many times"
          className={styles.number ?? ''}
          min={0}
          max={10}
          allowDecimal={false}
          value={level.repeats}
          onChange={(repeats) => onChange({ ...level, repeats: Number(repeats) || 0 })}
        />
      </div>
    </>
  );
}

const newRung = (step: number): ClimbRung => ({
  name: `Step ${step}`,
  who: [],
  order: 'together',
  ways: ['desk', 'phone'],
  patienceSeconds: 300,
});

type Who = ClimbRung['who'][number];
const keyOf = (who: Who): string => (who.kind === 'team' ? `team/${who.key}` : `${who.kind}/${who.id}`);

interface RungProps {
  readonly view: MatrixView;
  readonly rung: ClimbRung;
  readonly step: number;
  readonly onChange: (rung: ClimbRung) => void;
}

const ways = ['desk', 'phone', 'sms', 'email'] as const;

function Rung({ view, rung, step, onChange }: RungProps) {
  const all = choicesOf(view);
  const chosen = new Set(rung.who.map(keyOf));
  return (
    <div className={styles.rungBody} role="group" aria-label={`Step ${step}`}>
      <TextInput
        label={`Step ${step}`}
        value={rung.name}
        onChange={(event) => onChange({ ...rung, name: event.currentTarget.value })}
        error={rung.name.trim() === '' ? 'Give it a name.' : null}
      />
      <div>
        <p className={chips.label}>Who</p>
        <div className={chips.chips}>
          {rung.who.map((who) => {
            const words = all.find(({ value }) => value === keyOf(who))?.label ?? `${keyOf(who)} (not known)`;
            return (
              <button
                key={keyOf(who)}
                type="button"
                className={chips.chip}
                aria-label={`Take ${words} off step ${step}`}
                onClick={() =>
                  onChange({ ...rung, who: rung.who.filter((each) => keyOf(each) !== keyOf(who)) })
                }
              >
                {words} <IconX size={14} aria-hidden />
              </button>
            );
          })}
          <NativeSelect
            aria-label={`Add somebody to step ${step}`}
            value=""
            onChange={(event) => {
              const added = all.find(({ value }) => value === event.currentTarget.value)?.who;
              if (added) onChange({ ...rung, who: [...rung.who, added] });
            }}
            data={[
              { value: '', label: 'Add a person, team or rota' },
              ...all.filter(({ value }) => !chosen.has(value)).map(({ value, label }) => ({ value, label })),
            ]}
          />
        </div>
      </div>
      <SegmentedControl
        aria-label={`Step ${step}, how`}
        transitionDuration={0}
        value={rung.order}
        onChange={(order) => onChange({ ...rung, order })}
        data={[
          { value: 'together', label: 'All at once' },
          { value: 'in-turn', label: 'One after the other' },
        ]}
      />
      <Checkbox.Group
        label="By"
        value={rung.ways}
        onChange={(next) => onChange({ ...rung, ways: ways.filter((way) => next.includes(way)) })}
        error={rung.ways.length === 0 ? 'Choose at least one way.' : null}
      >
        <div className={chips.ways}>
          {ways.map((way) => (
            <Checkbox key={way} value={way} label={wayWords[way]} size="md" />
          ))}
        </div>
      </Checkbox.Group>
      <div className={styles.patience}>
        <p className={chips.label}>Wait before the next step</p>
        <DurationField
          label={`Step ${step}, wait before the next`}
          value={Math.max(1, Math.round(rung.patienceSeconds / 60))}
          optional={false}
          onChange={(minutes) =>
            onChange({ ...rung, patienceSeconds: Math.min(86_400, (minutes ?? 5) * 60) })
          }
        />
      </div>
    </div>
  );
}

function choicesOf(
  view: MatrixView,
): readonly { readonly value: string; readonly label: string; readonly who: Who }[] {
  const choice = (who: Who, label: string) => ({ value: keyOf(who), label, who });
  return [
    ...view.rotas.map(({ id, name }) => choice({ kind: 'rota', id }, `${name} (rota)`)),
    ...view.teams.map(({ key, name }) => choice({ kind: 'team', key }, `${name} (team)`)),
    ...view.people.map(({ personId, name, role }) =>
      choice({ kind: 'person', id: personId }, `${name} (${role})`),
    ),
  ];
}
