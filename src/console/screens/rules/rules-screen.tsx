import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { RuleDraft, RulesView } from '../../../contract/rules.ts';
import { useRules } from '../../api/rules.ts';
import { Empty } from '../../components/empty.tsx';
import matters from '../../components/matters/matters.module.css';
import { moved } from '../../components/moved.ts';
import { LedScreen } from '../../components/versions/led-screen.tsx';
import { AppliedPanel } from './applied-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { RuleItem } from './rule-item.tsx';
import styles from './rules.module.css';
import { SaveBar } from './save-bar.tsx';
import { TryPanel } from './try-panel.tsx';
import { freshId, plain, useRulesDraft } from './use-rules-draft.ts';

/** If this happens, and that is so, then do those: the rules of a business, in order. */
export function RulesScreen() {
  return (
    <LedScreen
      title="Rules"
      useView={useRules}
      otherwise="Ask a manager what the rules of your business do; what a rule did is told in each call and case."
    >
      {(view) => <Editor key={view.businessId} view={view} />}
    </LedScreen>
  );
}

function Editor({ view }: { readonly view: RulesView }) {
  const edit = useRulesDraft(view);
  const [open, setOpen] = useState<string | null>(null);
  const [tried, setTried] = useState<string | null>(null);
  const { rules } = edit.draft;
  const put = (next: RuleDraft): void =>
    edit.change(rules.map((rule) => (rule.id === next.id ? plain(next) : rule)));
  const add = (): void => {
    const id = freshId(rules);
    edit.change([...rules, newRule(id, rules.length + 1)]);
    setOpen(id);
  };
  return (
    <div className={matters.stack}>
      <section className="panel" aria-labelledby="in-order">
        <div className={styles.head}>
          <h2 id="in-order">In this order</h2>
          <p className="soft">Alt with an arrow key moves the rule that has the focus.</p>
        </div>
        {rules.length === 0 ? (
          <Empty title="There are no rules yet.">
            Add one, such as: when a caller joins a queue for the third time today, open a case.
          </Empty>
        ) : null}
        <ol className={styles.list} aria-label="Rules in order">
          {rules.map((rule, index) => (
            <RuleItem
              key={rule.id}
              view={view}
              rule={rule}
              place={index + 1}
              last={index === rules.length - 1}
              open={open === rule.id}
              onOpen={() => setOpen(open === rule.id ? null : rule.id)}
              onChange={put}
              onMove={(by) => edit.change(moved(rules, index, by))}
              onRemove={() => edit.change(rules.filter(({ id }) => id !== rule.id))}
            />
          ))}
        </ol>
        <div className={styles.end}>
          <Button
            variant="default"
            mih={44}
            leftSection={<IconPlus size={18} aria-hidden />}
            disabled={rules.length >= 60}
            onClick={add}
          >
            Add a rule
          </Button>
        </div>
      </section>
      <TryPanel view={view} rules={rules} onTried={() => setTried(JSON.stringify(rules))} />
      <SaveBar view={view} edit={edit} tried={tried === JSON.stringify(rules)} />
      <div className={styles.columns}>
        <AppliedPanel view={view} />
        <div className={matters.stack}>
          <section className={`panel ${matters.box}`} aria-labelledby="limits">
            <h2 id="limits">What rules do not do</h2>
            <ul className={styles.limits}>
              {view.limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </section>
          <HistoryPanel
            view={view}
            onTake={(version) => edit.put({ asOf: view.current.version, rules: version.rules.map(plain) })}
          />
        </div>
      </div>
    </div>
  );
}

const newRule = (id: string, count: number): RuleDraft => ({
  id,
  name: `Rule ${count}`,
  on: false,
  trigger: 'joined-queue',
  when: '',
  form: { join: 'all', parts: [] },
  actions: [{ do: 'open-case', topic: null, reason: null, severity: null, tier: null, tags: [] }],
});
