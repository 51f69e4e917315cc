import { Checkbox, NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RuleAction, RulesView, RuleWho } from '../../../contract/rules.ts';
import chips from '../../components/chips.module.css';
import { wayWords } from '../../components/matters/my-notices.tsx';
import styles from './rules.module.css';

type NotifyAction = Extract<RuleAction, { do: 'notify' }>;
const ways = ['desk', 'phone', 'sms', 'email'] as const;
const keyOf = (who: RuleWho): string => (who.kind === 'team' ? `team/${who.key}` : `${who.kind}/${who.id}`);

/** Who is told, by which ways, what, and until when. */
export function NotifyFields({
  view,
  action,
  onChange,
}: {
  readonly view: RulesView;
  readonly action: NotifyAction;
  readonly onChange: (action: NotifyAction) => void;
}) {
  const all: readonly { readonly who: RuleWho; readonly name: string }[] = [
    ...view.teams.map(({ value, name }) => ({ who: { kind: 'team' as const, key: value }, name })),
    ...view.rotas.map(({ value, name }) => ({
      who: { kind: 'rota' as const, id: value },
      name: `whoever is on call (${name})`,
    })),
    ...view.people.map(({ value, name }) => ({ who: { kind: 'person' as const, id: value }, name })),
  ];
  const nameOf = (who: RuleWho): string =>
    all.find((each) => keyOf(each.who) === keyOf(who))?.name ?? keyOf(who);
  const free = all.filter(({ who }) => !action.who.some((chosen) => keyOf(chosen) === keyOf(who)));
  return (
    <>
      <div>
        <p className={chips.label}>Whom</p>
        <div className={chips.chips}>
          {action.who.map((who) => (
            <button
              key={keyOf(who)}
              type="button"
              className={chips.chip}
              disabled={action.who.length === 1}
              aria-label={`Do not tell ${nameOf(who)}`}
              onClick={() =>
                onChange({ ...action, who: action.who.filter((each) => keyOf(each) !== keyOf(who)) })
              }
            >
              {nameOf(who)} {action.who.length === 1 ? null : <IconX size={14} aria-hidden />}
            </button>
          ))}
          <NativeSelect
            aria-label="Tell somebody else too"
            value=""
            disabled={action.who.length >= 10}
            onChange={(event) => {
              const added = free.find(({ who }) => keyOf(who) === event.currentTarget.value);
              if (added) onChange({ ...action, who: [...action.who, added.who] });
            }}
            data={[
              { value: '', label: 'Somebody else too…' },
              ...free.map(({ who, name }) => ({ value: keyOf(who), label: name })),
            ]}
          />
        </div>
      </div>
      <Checkbox.Group
        label="By"
        value={action.ways}
        onChange={(next) => {
          const chosen = ways.filter((way) => next.includes(way));
          if (chosen.length > 0) onChange({ ...action, ways: chosen });
        }}
      >
        <div className={chips.ways}>
          {ways.map((way) => (
            <Checkbox key={way} value={way} label={wayWords[way]} size="md" />
          ))}
        </div>
      </Checkbox.Group>
      <Textarea
        label="What they are told"
        autosize
        minRows={2}
        maxLength={500}
        value={action.text}
        onChange={(event) => onChange({ ...action, text: event.currentTarget.value })}
        error={action.text.trim() === '' ? 'Say what they are to do.' : null}
      />
      <Checkbox
        size="md"
        label="Until somebody says “I have it”; whoever does has the case"
        checked={action.acknowledge}
        onChange={(event) => onChange({ ...action, acknowledge: event.currentTarget.checked })}
      />
      {action.acknowledge ? (
        <NumberInput
          label="Told once more after so many minutes"
          className={styles.short ?? ''}
          min={1}
          max={1_440}
          allowDecimal={false}
          value={Math.round(action.patienceSeconds / 60)}
          onChange={(minutes) => onChange({ ...action, patienceSeconds: (Number(minutes) || 1) * 60 })}
        />
      ) : null}
    </>
  );
}
