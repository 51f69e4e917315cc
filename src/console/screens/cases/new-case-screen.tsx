import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Severity } from '../../../contract/cases.ts';
import { useChoices } from '../../api/business.ts';
import { useOpenCase } from '../../api/cases.ts';
import { useMe } from '../../api/session.ts';
import { BusinessField } from '../../components/business-field.tsx';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { useDraft } from '../../components/draft.ts';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import { ReasonField } from '../../components/matters/reason-field.tsx';
import { severityWords } from '../../components/matters/words.ts';
import { usePageTitle } from '../../components/page-title.ts';
import styles from './new-case.module.css';

const severities = [1, 2, 3, 4] as const satisfies readonly Severity[];

/** A case without a call, such as one that came by letter. */
export function NewCaseScreen() {
  usePageTitle('Open a case');
  const me = useMe();
  const navigate = useNavigate();
  const { businessId: looking, to } = useBusinessFilter();
  const [businessId, setBusinessId] = useState(looking ?? me.memberships[0]?.businessId ?? '');
  const [name, setName, clearName] = useDraft('new-case.name');
  const [number, setNumber, clearNumber] = useDraft('new-case.number');
  const [summary, setSummary, clearSummary] = useDraft('new-case.summary');
  const [reason, setReason] = useState<string | null>(null);
  const [topic, setTopic] = useState('');
  const [severity, setSeverity] = useState<Severity | null>(null);
  const [why, setWhy] = useState('');
  const { topics } = useChoices(businessId);
  const open = useOpenCase();
  const send = (): void => {
    void open
      .open({
        businessId,
        customer: { name: name.trim() || null, number: number.replaceAll(/[\s()-]/g, '') || null },
        summary: summary.trim(),
        reason,
        ...(topic === '' ? {} : { topic }),
        ...(severity === null ? {} : { severity, why: why.trim() }),
      })
      .then(
        ({ id }) => {
          for (const clear of [clearName, clearNumber, clearSummary]) clear();
          void navigate(to(`/cases/${encodeURIComponent(id)}`));
        },
        // What the server said is in `open.error`, which the form shows.
        () => undefined,
      );
  };
  return (
    <div className={matters.screen}>
      <Link to={to('/cases')}>All cases</Link>
      <div className={`${matters.stack} ${styles.narrow}`}>
        <h1>Open a case</h1>
        <InlineForm
          label="Open a case"
          verb="Open the case"
          busy={open.isPending}
          ready={summary.trim() !== '' && businessId !== '' && (severity === null || why.trim() !== '')}
          error={open.error}
          onSend={send}
          onClose={() => void navigate(to('/cases'))}
        >
          <BusinessField
            value={businessId}
            onChange={(next) => {
              setBusinessId(next);
              // Another business may not have them.
              setReason(null);
              setTopic('');
            }}
          />
          <div className={matters.pair}>
            <TextInput
              label="Customer"
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label="Telephone number"
              type="tel"
              placeholder="+44 20 7946 0112"
              autoComplete="off"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
          </div>
          <Textarea
            label="What it is about"
            autosize
            minRows={3}
            maxLength={2000}
            value={summary}
            onChange={(event) => setSummary(event.currentTarget.value)}
          />
          <div className={matters.pair}>
            <NativeSelect
              label="Topic"
              value={topic}
              onChange={(event) => setTopic(event.currentTarget.value)}
              data={[
                { value: '', label: 'None yet' },
                ...topics.map(({ key, name: label }) => ({ value: key, label })),
              ]}
            />
            <ReasonField businessId={businessId} value={reason} onChange={setReason} none="Not known yet" />
            <NativeSelect
              label="Severity"
              value={severity === null ? '' : String(severity)}
              onChange={(event) =>
                setSeverity(severities.find((each) => String(each) === event.currentTarget.value) ?? null)
              }
              data={[
                { value: '', label: 'As the rules say' },
                ...severities.map((each) => ({
                  value: String(each),
                  label: `${each} ${severityWords[each]}`,
                })),
              ]}
            />
            {severity === null ? null : (
              <TextInput
                label="Why this severity"
                maxLength={500}
                value={why}
                onChange={(event) => setWhy(event.currentTarget.value)}
              />
            )}
          </div>
        </InlineForm>
      </div>
    </div>
  );
}
