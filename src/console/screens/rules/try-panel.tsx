import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RuleDraft, RuleHit, RulesTried, RulesView } from '../../../contract/rules.ts';
import { useTryRules } from '../../api/rules.ts';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import { Refusal } from '../../components/refusal.tsx';
import styles from './rules.module.css';

interface Props {
  readonly view: RulesView;
  readonly rules: readonly RuleDraft[];
  readonly onTried: () => void;
}

const periods = [
  { value: '1', label: 'the last 24 hours' },
  { value: '2', label: 'the last two days' },
  { value: '7', label: 'the last week' },
  { value: '31', label: 'the last month' },
] as const;

/** What the rules as they stand here would have done to what happened, before they are switched on. */
export function TryPanel({ view, rules, onTried }: Props) {
  const [days, setDays] = useState('2');
  const trial = useTryRules(view.businessId);
  const [asked, setAsked] = useState('');
  const outdated = trial.isSuccess && asked !== JSON.stringify(rules);
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="try-rules">
      <h2 id="try-rules">Try it on what happened</h2>
      <p className="soft">
        Looks at past calls and cases with the rules as they stand here. Nothing is changed, nobody is told.
      </p>
      <div className={styles.tryLine}>
        <NativeSelect
          aria-label="On which time"
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={periods.map(({ value, label }) => ({ value, label }))}
        />
        <Button
          variant="default"
          mih={44}
          loading={trial.isPending}
          onClick={() => {
            setAsked(JSON.stringify(rules));
            trial.mutate({ rules, days: Number(days) }, { onSuccess: onTried });
          }}
        >
          Try the rules
        </Button>
      </div>
      <Refusal error={trial.error} />
      {outdated ? <p role="status">The rules were changed since; try them again.</p> : null}
      {trial.data && !outdated ? <Outcome tried={trial.data} zone={view.timezone} /> : null}
    </section>
  );
}

const differences: Readonly<Record<RuleHit['difference'], string>> = {
  new: 'new',
  same: 'as now',
  gone: 'no longer',
};

function Outcome({ tried, zone }: { readonly tried: RulesTried; readonly zone: string }) {
  const [only, setOnly] = useState('');
  const shown = tried.hits.filter(({ ruleId }) => only === '' || ruleId === only);
  return (
    <div className={matters.stack}>
      <p className="strong" role="status">
        {tried.summary}
      </p>
      {tried.cutOff ? <p className={styles.fault}>{tried.cutOff}</p> : null}
      {tried.rules.length > 0 ? (
        <ul className={styles.counts} aria-label="How often each rule would have acted">
          {tried.rules.map((rule) => (
            <li key={rule.ruleId}>
              <span className="figure strong">{rule.hits}</span> {rule.rule}
              {rule.new > 0 && rule.new < rule.hits ? <span className="soft"> ({rule.new} new)</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {tried.hits.length > 0 ? (
        <>
          <NativeSelect
            label="Show"
            className={styles.short ?? ''}
            value={only}
            onChange={(event) => setOnly(event.currentTarget.value)}
            data={[
              { value: '', label: 'every rule' },
              ...[...new Map(tried.hits.map(({ ruleId, rule }) => [ruleId, rule]))].map(([value, label]) => ({
                value,
                label,
              })),
            ]}
          />
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls must be scrollable by keyboard */}
          <ol className={styles.hits} aria-label="What would have been done" tabIndex={0}>
            {shown.map((hit) => (
              <li
                key={`${hit.at}/${hit.ruleId}/${hit.subject}/${hit.difference}`}
                data-difference={hit.difference}
              >
                <span className={styles.hitAt}>
                  <When at={hit.at} zone={zone} />
                </span>
                <span>
                  <span className={styles.difference}>{differences[hit.difference]}</span>{' '}
                  <span className="strong">{hit.rule}</span>:{' '}
                  {hit.caseId === null ? hit.subject : <Link to={`/cases/${hit.caseId}`}>{hit.subject}</Link>}
                  <span className="soft"> {hit.actions.join(' ')}</span>
                </span>
              </li>
            ))}
          </ol>
          {tried.more > 0 ? <p className="soft">And {tried.more} more.</p> : null}
        </>
      ) : null}
      <ul className={styles.limits}>
        {tried.caveats.map((caveat) => (
          <li key={caveat} className="soft">
            {caveat}
          </li>
        ))}
      </ul>
    </div>
  );
}
