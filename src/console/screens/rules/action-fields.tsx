import { ActionIcon, NativeSelect, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { RuleAction, RuleDo, RulesView } from '../../../contract/rules.ts';
import { tierWords } from '../../components/matters/words.ts';
import { actionNames, newAction } from './action-words.ts';
import { NotifyFields } from './notify-fields.tsx';
import styles from './rules.module.css';

interface Props {
  readonly view: RulesView;
  readonly allowed: readonly RuleDo[];
  readonly action: RuleAction;
  readonly number: number;
  readonly wrong: string;
  readonly onChange: (action: RuleAction) => void;
  readonly onRemove: (() => void) | null;
}

/** One thing that is done, with what it needs to know. */
export function ActionFields({ view, allowed, action, number, wrong, onChange, onRemove }: Props) {
  const choices = allowed.includes(action.do) ? allowed : [action.do, ...allowed];
  return (
    <div className={styles.action} role="group" aria-label={`Action ${number}`}>
      <div className={styles.actionHead}>
        <NativeSelect
          aria-label={`Action ${number}, what is done`}
          value={action.do}
          onChange={(event) => onChange(newAction(event.currentTarget.value as RuleDo, view))}
          data={choices.map((each) => ({ value: each, label: actionNames[each] }))}
        />
        <ActionIcon
          variant="default"
          size={44}
          aria-label={`Take action ${number} away`}
          disabled={onRemove === null}
          onClick={() => onRemove?.()}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </div>
      <Details view={view} action={action} onChange={onChange} />
      {wrong === '' ? null : <p className={styles.fault}>{wrong}</p>}
    </div>
  );
}

const asIs = { value: '', label: 'as it is' };
const severities = [1, 2, 3, 4] as const;
const tiers = ['common', 'individual', 'high-priority'] as const;

/** One that the business has no more stays in sight, until another is chosen. */
function reasonsFor({ reasons }: RulesView, chosen: string | null): RulesView['reasons'] {
  return chosen === null || reasons.some(({ value }) => value === chosen)
    ? reasons
    : [...reasons, { value: chosen, name: chosen }];
}

function Details({ view, action, onChange }: Pick<Props, 'view' | 'action' | 'onChange'>) {
  switch (action.do) {
    case 'open-case':
      return (
        <div className={styles.pair}>
          <NativeSelect
            label="Topic"
            value={action.topic ?? ''}
            onChange={(event) => onChange({ ...action, topic: event.currentTarget.value || null })}
            data={[
              { value: '', label: 'that of the call' },
              ...view.topics.map(({ value, name }) => ({ value, label: name })),
            ]}
          />
          <NativeSelect
            label="Reason"
            value={action.reason ?? ''}
            onChange={(event) => onChange({ ...action, reason: event.currentTarget.value || null })}
            data={[
              { value: '', label: 'none yet' },
              ...reasonsFor(view, action.reason).map(({ value, name }) => ({ value, label: name })),
            ]}
          />
          <Judged action={action} none="the usual one" onChange={onChange} />
          <Tags tags={action.tags} onChange={(tags) => onChange({ ...action, tags })} />
        </div>
      );
    case 'set-severity':
      return (
        <div className={styles.pair}>
          <Judged action={action} none={asIs.label} onChange={onChange} />
        </div>
      );
    case 'raise-priority':
      return (
        <NumberInput
          label="As if they had waited so many seconds longer"
          className={styles.short ?? ''}
          min={1}
          max={3_600}
          allowDecimal={false}
          value={action.seconds}
          onChange={(seconds) => onChange({ ...action, seconds: Number(seconds) || 1 })}
        />
      );
    case 'also-ring':
      return (
        <NativeSelect
          label="Queue whose people help"
          value={action.queue}
          onChange={(event) => onChange({ ...action, queue: event.currentTarget.value })}
          data={view.queues.map(({ value, name }) => ({ value, label: name }))}
        />
      );
    case 'escalate-call':
      return <p className="soft">The caller keeps their place while the managers are rung in turn.</p>;
    case 'escalate-case':
      return (
        <NativeSelect
          label="To whom"
          value={action.pathway}
          onChange={(event) =>
            onChange({
              ...action,
              pathway: event.currentTarget.value === 'functional' ? 'functional' : 'hierarchical',
            })
          }
          data={[
            { value: 'hierarchical', label: 'somebody who may decide' },
            { value: 'functional', label: 'somebody who knows' },
          ]}
        />
      );
    case 'notify':
      return <NotifyFields view={view} action={action} onChange={onChange} />;
    case 'promise':
      return (
        <div className={styles.pair}>
          <NativeSelect
            label="What"
            value={action.what}
            onChange={(event) =>
              onChange({
                ...action,
                what: promised.find(({ value }) => value === event.currentTarget.value)?.value ?? action.what,
              })
            }
            data={promised.map(({ value, label }) => ({ value, label }))}
          />
          <NumberInput
            label="Within so many minutes"
            min={1}
            max={43_200}
            allowDecimal={false}
            value={action.dueMinutes}
            onChange={(minutes) => onChange({ ...action, dueMinutes: Number(minutes) || 1 })}
          />
          <TextInput
            label="As the customer is told it"
            maxLength={500}
            value={action.words}
            onChange={(event) => onChange({ ...action, words: event.currentTarget.value })}
            error={action.words.trim() === '' ? 'Say what is promised.' : null}
          />
        </div>
      );
    case 'tag':
      return <Tags tags={action.tags} onChange={(tags) => onChange({ ...action, tags })} />;
  }
}

const promised = [
  { value: 'call-back', label: 'a call-back' },
  { value: 'update', label: 'an update' },
  { value: 'answer', label: 'an answer' },
  { value: 'action', label: 'an action' },
] as const;

type JudgingAction = Extract<RuleAction, { do: 'open-case' | 'set-severity' }>;

function Judged({
  action,
  none,
  onChange,
}: {
  readonly action: JudgingAction;
  readonly none: string;
  readonly onChange: (action: JudgingAction) => void;
}) {
  return (
    <>
      <NativeSelect
        label="Severity"
        value={action.severity === null ? '' : String(action.severity)}
        onChange={(event) =>
          onChange({
            ...action,
            severity: severities.find((each) => String(each) === event.currentTarget.value) ?? null,
          })
        }
        data={[
          { value: '', label: none },
          ...severities.map((each) => ({
            value: String(each),
            label: each === 1 ? '1 (most severe)' : each === 4 ? '4 (least)' : String(each),
          })),
        ]}
      />
      <NativeSelect
        label="Tier"
        value={action.tier ?? ''}
        onChange={(event) =>
          onChange({ ...action, tier: tiers.find((each) => each === event.currentTarget.value) ?? null })
        }
        data={[{ value: '', label: none }, ...tiers.map((value) => ({ value, label: tierWords[value] }))]}
      />
    </>
  );
}

function Tags({
  tags,
  onChange,
}: {
  readonly tags: readonly string[];
  readonly onChange: (tags: string[]) => void;
}) {
  return (
    <TagsInput
      label="Tags"
      placeholder="Type, then Enter"
      maxTags={10}
      value={[...tags]}
      onChange={onChange}
      comboboxProps={{ withinPortal: false }}
    />
  );
}
