import {
  ActionIcon,
  Button,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type {
  RuleDraft,
  RuleField,
  RuleForm,
  RuleOperator,
  RuleTriggerView,
} from '../../../contract/rules.ts';
import styles from './rules.module.css';

interface Props {
  readonly trigger: RuleTriggerView;
  readonly rule: RuleDraft;
  readonly when: string;
  readonly wrongAt: (place: string) => string;
  readonly onChange: (change: Pick<RuleDraft, 'form' | 'when'>) => void;
}

type Part = RuleForm['parts'][number];

/** What must be so: put together from parts, or written out. */
export function ConditionEditor({ trigger, rule, when, wrongAt, onChange }: Props) {
  return (
    <fieldset className={styles.plain}>
      <legend>And this is so</legend>
      <SegmentedControl
        aria-label="How the condition is written"
        transitionDuration={0}
        classNames={{ label: styles.wraps ?? '' }}
        value={rule.form === null ? 'text' : 'form'}
        onChange={(how) =>
          onChange(how === 'text' ? { form: null, when } : { form: { join: 'all', parts: [] }, when: '' })
        }
        data={[
          { value: 'form', label: 'As a sentence' },
          { value: 'text', label: 'Write the condition yourself' },
        ]}
      />
      {rule.form === null ? (
        <WrittenOut trigger={trigger} when={rule.when} wrong={wrongAt('when')} onChange={onChange} />
      ) : (
        <Parts trigger={trigger} form={rule.form} wrongAt={wrongAt} onChange={onChange} />
      )}
    </fieldset>
  );
}

function WrittenOut({
  trigger,
  when,
  wrong,
  onChange,
}: {
  readonly trigger: RuleTriggerView;
  readonly when: string;
  readonly wrong: string;
  readonly onChange: Props['onChange'];
}) {
  return (
    <>
      <Textarea
        label="Condition, in CEL; empty: every time"
        autosize
        minRows={2}
        maxLength={1_000}
        spellCheck={false}
        classNames={{ input: styles.code ?? '' }}
        value={when}
        error={wrong === '' ? null : wrong}
        onChange={(event) => onChange({ form: null, when: event.currentTarget.value })}
      />
      <details>
        <summary>What it may look at</summary>
        <dl className={styles.fields}>
          {trigger.fields.map((field) => (
            <div key={field.field}>
              <dt>
                <code>{field.field}</code>
              </dt>
              <dd className="soft">
                {field.says} ({field.type})
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

function Parts({
  trigger,
  form,
  wrongAt,
  onChange,
}: {
  readonly trigger: RuleTriggerView;
  readonly form: RuleForm;
  readonly wrongAt: Props['wrongAt'];
  readonly onChange: Props['onChange'];
}) {
  const put = (next: Partial<RuleForm>): void => onChange({ form: { ...form, ...next }, when: '' });
  const [first] = trigger.fields;
  return (
    <>
      {form.parts.length > 1 ? (
        <NativeSelect
          aria-label="How the parts are joined"
          value={form.join}
          onChange={(event) => put({ join: event.currentTarget.value === 'any' ? 'any' : 'all' })}
          data={[
            { value: 'all', label: 'all of these' },
            { value: 'any', label: 'any of these' },
          ]}
        />
      ) : null}
      {form.parts.length === 0 ? <p className="soft">Nothing more is asked: it acts every time.</p> : null}
      <ul className={styles.parts}>
        {form.parts.map((part, index) => (
          <li key={index}>
            <PartFields
              trigger={trigger}
              part={part}
              number={index + 1}
              wrong={wrongAt(`form.${index}`)}
              onChange={(next) => put({ parts: form.parts.map((each, at) => (at === index ? next : each)) })}
              onRemove={() => put({ parts: form.parts.filter((_, at) => at !== index) })}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant="default"
          mih={44}
          leftSection={<IconPlus size={18} aria-hidden />}
          disabled={form.parts.length >= 12 || first === undefined}
          onClick={() => first && put({ parts: [...form.parts, partOf(first)] })}
        >
          Add a condition
        </Button>
      </div>
    </>
  );
}

const operatorWords: Readonly<Record<RuleOperator, string>> = {
  is: 'is',
  'is-not': 'is not',
  'at-least': 'is at least',
  'at-most': 'is at most',
  contains: 'contains',
};

function partOf(field: RuleField): Part {
  const [operator = 'is'] = field.operators;
  const value = { number: 1, text: field.choices?.[0]?.value ?? '', 'yes-no': true, list: '' }[field.type];
  return { field: field.field, operator, value };
}

function PartFields({
  trigger,
  part,
  number,
  wrong,
  onChange,
  onRemove,
}: {
  readonly trigger: RuleTriggerView;
  readonly part: Part;
  readonly number: number;
  readonly wrong: string;
  readonly onChange: (part: Part) => void;
  readonly onRemove: () => void;
}) {
  const field = trigger.fields.find((each) => each.field === part.field);
  const known = trigger.fields.map((each) => ({ value: each.field, label: each.name }));
  return (
    <div className={styles.part} role="group" aria-label={`Condition ${number}`}>
      <NativeSelect
        aria-label={`Condition ${number}, what`}
        value={part.field}
        onChange={(event) => {
          const next = trigger.fields.find((each) => each.field === event.currentTarget.value);
          if (next) onChange(partOf(next));
        }}
        data={field ? known : [{ value: part.field, label: `${part.field} (not known here)` }, ...known]}
      />
      <NativeSelect
        aria-label={`Condition ${number}, how it is compared`}
        value={part.operator}
        onChange={(event) => onChange({ ...part, operator: event.currentTarget.value as RuleOperator })}
        data={(field?.operators ?? [part.operator]).map((each) => ({
          value: each,
          label: operatorWords[each],
        }))}
      />
      <PartValue field={field} part={part} number={number} onChange={onChange} />
      <ActionIcon variant="default" size={44} aria-label={`Take condition ${number} away`} onClick={onRemove}>
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
      {wrong === '' ? null : <p className={styles.fault}>{wrong}</p>}
    </div>
  );
}

function PartValue({
  field,
  part,
  number,
  onChange,
}: {
  readonly field: RuleField | undefined;
  readonly part: Part;
  readonly number: number;
  readonly onChange: (part: Part) => void;
}) {
  const label = `Condition ${number}, with what`;
  if (field?.type === 'yes-no')
    return (
      <NativeSelect
        aria-label={label}
        value={part.value === true ? 'yes' : 'no'}
        onChange={(event) => onChange({ ...part, value: event.currentTarget.value === 'yes' })}
        data={[
          { value: 'yes', label: 'yes' },
          { value: 'no', label: 'no' },
        ]}
      />
    );
  if (field?.type === 'number')
    return (
      <NumberInput
        aria-label={label}
        allowDecimal={false}
        value={typeof part.value === 'number' ? part.value : ''}
        onChange={(value) => onChange({ ...part, value: Number(value) || 0 })}
      />
    );
  if (field?.choices)
    return (
      <NativeSelect
        aria-label={label}
        value={String(part.value)}
        onChange={(event) => onChange({ ...part, value: event.currentTarget.value })}
        data={field.choices.map(({ value, name }) => ({ value, label: name }))}
      />
    );
  return (
    <TextInput
      aria-label={label}
      placeholder={field?.says ?? ''}
      value={String(part.value)}
      onChange={(event) => onChange({ ...part, value: event.currentTarget.value })}
    />
  );
}
