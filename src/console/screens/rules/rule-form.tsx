import { NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type {
  RuleAction,
  RuleDo,
  RuleDraft,
  RuleFault,
  RulesView,
  RuleTrigger,
} from '../../../contract/rules.ts';
import { ActionFields } from './action-fields.tsx';
import { actionNames, newAction } from './action-words.ts';
import { ConditionEditor } from './condition-editor.tsx';
import styles from './rules.module.css';

interface Props {
  readonly view: RulesView;
  readonly rule: RuleDraft;
  readonly faults: readonly RuleFault[];
  /** The condition as the server reads it. */
  readonly when: string;
  readonly onChange: (rule: RuleDraft) => void;
}

/** A rule taken apart: when it begins, what must be so, what is done. */
export function RuleForm({ view, rule, faults, when, onChange }: Props) {
  const trigger = view.triggers.find((each) => each.trigger === rule.trigger);
  if (!trigger) return null;
  const putActions = (actions: RuleAction[]): void => onChange({ ...rule, actions });
  const wrongAt = (place: string) =>
    faults
      .filter((fault) => fault.place === place)
      .map(({ message, remedy }) => `${message}: ${remedy}`)
      .join(' ');
  return (
    <div className={styles.form}>
      <div className={styles.pair}>
        <TextInput
          label="Name"
          value={rule.name}
          maxLength={80}
          onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
          error={rule.name.trim() === '' ? 'Give it a name.' : null}
        />
        <NativeSelect
          label="When"
          value={rule.trigger}
          onChange={(event) => onChange({ ...rule, trigger: event.currentTarget.value as RuleTrigger })}
          data={view.triggers.map((each) => ({ value: each.trigger, label: each.words }))}
        />
      </div>
      <ConditionEditor
        trigger={trigger}
        rule={rule}
        when={when}
        wrongAt={wrongAt}
        onChange={(change) => onChange({ ...rule, ...change })}
      />
      <fieldset className={styles.plain}>
        <legend>Then, in this order</legend>
        <ol className={styles.parts}>
          {rule.actions.map((action, index) => (
            <li key={index}>
              <ActionFields
                view={view}
                allowed={trigger.actions}
                action={action}
                number={index + 1}
                wrong={wrongAt(`actions.${index}`)}
                onChange={(next) => putActions(rule.actions.map((each, at) => (at === index ? next : each)))}
                onRemove={
                  rule.actions.length === 1
                    ? null
                    : () => putActions(rule.actions.filter((_, at) => at !== index))
                }
              />
            </li>
          ))}
        </ol>
        <NativeSelect
          aria-label="Add something to do"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={rule.actions.length >= 8}
          value=""
          onChange={(event) => {
            const chosen = event.currentTarget.value as RuleDo | '';
            if (chosen !== '') putActions([...rule.actions, newAction(chosen, view)]);
          }}
          data={[
            { value: '', label: 'And also…' },
            ...trigger.actions.map((each) => ({ value: each, label: actionNames[each] })),
          ]}
        />
      </fieldset>
    </div>
  );
}
