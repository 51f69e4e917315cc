import { Button, SegmentedControl, Skeleton, Tabs, Textarea, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CallDetail } from '../../../contract/api.ts';
import { useCallAction, useTargets } from '../../api/calls.ts';
import { useChoiceList } from '../../components/choice-list.ts';
import { PresenceMark } from '../../components/presence-mark.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { Elapsed } from '../../components/times.tsx';
import type { MovePanelName } from './call-action-row.tsx';
import { foundWords, moveChoices, type How, type MoveChoice, type Scope } from './move-choices.ts';
import styles from './move-panel.module.css';
import { noteDraft } from './note-panel.tsx';

interface Props {
  readonly call: CallDetail;
  readonly begin: MovePanelName;
  readonly onClose: () => void;
}

/** One search in place for every way that a call can go; Enter does what the button says. */
export function MovePanel({ call, begin, onClose }: Props) {
  const [scope, setScope] = useState<Scope>(begin === 'escalate' ? 'expert' : 'anyone');
  const [how, setHow] = useState<How>(begin === 'transfer' ? 'hand-over' : 'ask-first');
  const [query, setQuery] = useState('');
  const [summary, setSummary] = useState(() => noteDraft(call.id) || (call.notes.at(-1)?.text ?? ''));
  const targets = useTargets(call.id, true);
  const actions = useCallAction(call.id);
  const box = useRef<HTMLInputElement>(null);

  const choices = targets.data ? moveChoices(targets.data, scope, how, query) : [];
  const act = (choice: MoveChoice): void => {
    if (!actions.isPending) actions.mutate(choice.action(summary), { onSuccess: onClose });
  };
  const list = useChoiceList(choices, act, 'marks');
  const { active } = list;

  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && active) act(active);
  };
  return (
    <section className={styles.panel} aria-label="Where the call goes" onKeyDown={onKeyDown}>
      <Tabs value={scope} onChange={(next) => setScope(next as Scope)} keepMounted={false}>
        <Tabs.List aria-label="To whom">
          <Tabs.Tab value="anyone">Anyone</Tabs.Tab>
          <Tabs.Tab value="expert">Expert</Tabs.Tab>
          <Tabs.Tab value="manager">Manager</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={scope} pt={12}>
          <div className={styles.top}>
            <TextInput
              ref={box}
              aria-label="Search people, queues, topics and who may decide"
              placeholder={placeholders[scope]}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
              {...list.boxProps}
            />
            <SegmentedControl
              aria-label="How"
              transitionDuration={0}
              value={how}
              onChange={(next) => setHow(next)}
              data={[
                { value: 'ask-first', label: 'Ask first' },
                { value: 'hand-over', label: 'Hand over at once' },
              ]}
            />
          </div>
          <p className="spoken-only" role="status">
            {targets.data ? foundWords(choices) : ''}
          </p>
          {targets.isPending ? <Skeleton height={160} /> : null}
          <Refusal error={targets.error} />
          <Choices choices={choices} list={list} />
          {targets.data && choices.length === 0 ? (
            <p className="soft">
              Nobody and nothing has this name. Try a topic, such as billing, or another name.
            </p>
          ) : null}
          {active ? (
            <div className={styles.doing}>
              {active.withSummary ? (
                <Textarea
                  label="Said to whoever takes over, before the caller joins"
                  placeholder="What is the matter, what was tried, what was promised"
                  autosize
                  minRows={2}
                  maxLength={500}
                  value={summary}
                  onChange={(event) => setSummary(event.currentTarget.value)}
                />
              ) : null}
              <p>
                <span className="soft">What the caller hears: </span>
                {active.hears}
              </p>
              <Refusal error={actions.error} />
              <div className={styles.buttons}>
                <Button loading={actions.isPending} onClick={() => act(active)}>
                  {active.verb}
                </Button>
                <Button variant="default" onClick={onClose}>
                  Not now
                </Button>
              </div>
            </div>
          ) : null}
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

const placeholders: Record<Scope, string> = {
  anyone: 'Name, queue or topic',
  expert: 'What is it about?',
  manager: 'What must be decided?',
};

interface ChoicesProps {
  readonly choices: readonly MoveChoice[];
  readonly list: ReturnType<typeof useChoiceList<MoveChoice>>;
}

function Choices({ choices, list }: ChoicesProps) {
  const groups = [...new Set(choices.map((choice) => choice.group))];
  if (choices.length === 0) return null;
  return (
    <div {...list.listProps} className={styles.list} aria-label="Where the call can go">
      {groups.map((group) => (
        <div key={group} role="group" aria-label={group}>
          <div className={styles.group} aria-hidden>
            {group}
          </div>
          {choices
            .filter((choice) => choice.group === group)
            .map((choice) => (
              <div key={choice.id} {...list.choiceProps(choice)} className={styles.choice}>
                <span className={styles.title}>
                  <span className="strong">{choice.title}</span>
                  <span className="soft">{choice.unsuitable ?? choice.detail}</span>
                </span>
                {choice.presence ? (
                  <span className={styles.presence}>
                    <PresenceMark of={choice.presence.of} /> <Elapsed since={choice.presence.since} />
                  </span>
                ) : null}
              </div>
            ))}
        </div>
      ))}
    </div>
  );
}
