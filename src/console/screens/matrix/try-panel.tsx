import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Matrix, MatrixView } from '../../../contract/matrices.ts';
import { useCases } from '../../api/cases.ts';
import { useTryMatrix } from '../../api/matrices.ts';
import matters from '../../components/matters/matters.module.css';
import { partyWords } from '../../components/matters/words.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Steps } from './steps.tsx';

/** What the draft would have done to a case of the past, beside what did happen. */
export function TryPanel({ view, matrix }: { readonly view: MatrixView; readonly matrix: Matrix }) {
  const [caseId, setCaseId] = useState('');
  const past = useCases({ business: view.businessId, status: 'resolved' });
  const trial = useTryMatrix(view.businessId);
  const zone = view.timezone;
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="try">
      <h2 id="try">Try it on a case of the past</h2>
      {past.isSuccess && past.rows.length === 0 ? (
        <p className="soft">No case has been resolved yet, so there is none to try it on.</p>
      ) : (
        <div className={matters.buttons}>
          <NativeSelect
            aria-label="Case of the past"
            value={caseId}
            onChange={(event) => setCaseId(event.currentTarget.value)}
            data={[
              { value: '', label: 'Choose a case' },
              ...past.rows.map((row) => ({
                value: row.id,
                label: `${row.number} ${partyWords(row.customer)}, ${row.topicName ?? row.topic ?? 'no topic'}`,
              })),
            ]}
          />
          <Button
            variant="default"
            disabled={caseId === ''}
            loading={trial.isPending}
            onClick={() => trial.mutate({ matrix, caseId })}
          >
            Try it
          </Button>
        </div>
      )}
      <Refusal error={trial.error ?? past.error} />
      {trial.data ? (
        <div role="status">
          <p className="strong">{trial.data.summary}</p>
          <div className={matters.pair}>
            <div>
              <h3>What did happen</h3>
              <Steps steps={trial.data.did} zone={zone} />
            </div>
            <div>
              <h3>What this matrix would have done</h3>
              <Steps steps={trial.data.would} zone={zone} />
            </div>
          </div>
        </div>
      ) : null}
    </section>
  );
}
