import { ActionIcon, Button, Skeleton, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil } from '@tabler/icons-react';
import { useRef, type KeyboardEvent } from 'react';
import type { RuleDraft, RulesView } from '../../../contract/rules.ts';
import { useRuleCheck } from '../../api/rules.ts';
import { TwoStepButton } from '../../components/two-step-button.tsx';
import { RuleForm } from './rule-form.tsx';
import styles from './rules.module.css';
import { plain } from './use-rules-draft.ts';

interface Props {
  readonly view: RulesView;
  readonly rule: RuleDraft;
  readonly place: number;
  readonly last: boolean;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onChange: (rule: RuleDraft) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One rule as a sentence, with its switch and its place in the order. */
export function RuleItem({ view, rule, place, last, open, onOpen, onChange, onMove, onRemove }: Props) {
  const item = useRef<HTMLLIElement>(null);
  const saved = view.current.rules.find(({ id }) => id === rule.id);
  const asSaved = saved !== undefined && JSON.stringify(plain(saved)) === JSON.stringify(rule) ? saved : null;
  const check = useRuleCheck(view.businessId, rule, asSaved === null);
  const known = asSaved ?? check.data;
  const move = (by: -1 | 1): void => {
    if ((by === -1 && place === 1) || (by === 1 && last)) return;
    onMove(by);
    // The list is drawn anew; the rule keeps the focus, so that it can be moved on.
    requestAnimationFrame(() => item.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li
      ref={item}
      className={styles.item}
      data-row
      data-off={rule.on ? undefined : true}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the rule itself is what Alt and an arrow key move
      tabIndex={0}
      aria-label={`${place}. ${rule.name}`}
      onKeyDown={onKeyDown}
    >
      <div className={styles.line}>
        <Switch
          className={styles.switch ?? ''}
          size="md"
          checked={rule.on}
          onChange={(event) => onChange({ ...rule, on: event.currentTarget.checked })}
          aria-label={`${rule.name} is on`}
        />
        <div className={styles.words}>
          <h3>
            {place}. {rule.name} {rule.on ? null : <span className="soft">(off)</span>}
          </h3>
          {known ? <p>{known.sentence}</p> : <Skeleton height={20} />}
          {!open && known && known.faults.length > 0 ? (
            <p className={styles.fault}>
              {rule.on
                ? 'It does nothing until this is right: '
                : 'To be put right before it is switched on: '}
              {known.faults.map(({ message }) => message).join('; ')}.
            </p>
          ) : null}
        </div>
        <div className={styles.tools}>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={`${rule.name} earlier`}
            disabled={place === 1}
            onClick={() => move(-1)}
          >
            <IconArrowUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={`${rule.name} later`}
            disabled={last}
            onClick={() => move(1)}
          >
            <IconArrowDown size={18} aria-hidden />
          </ActionIcon>
          <Button
            variant="default"
            mih={44}
            leftSection={<IconPencil size={18} aria-hidden />}
            aria-expanded={open}
            aria-label={`${open ? 'Close' : 'Edit'} ${rule.name}`}
            onClick={onOpen}
          >
            {open ? 'Close' : 'Edit'}
          </Button>
        </div>
      </div>
      {open ? (
        <div className={styles.open}>
          <RuleForm
            view={view}
            rule={rule}
            faults={known?.faults ?? []}
            when={known?.when ?? rule.when}
            onChange={onChange}
          />
          <TwoStepButton variant="default" mih={44} confirm="Take it away" onConfirm={onRemove}>
            Take this rule away
          </TwoStepButton>
        </div>
      ) : null}
    </li>
  );
}
