import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseDetail, CaseOutcome } from '../../../contract/cases.ts';
import { useCaseAction } from '../../api/cases.ts';
import { pathOf } from '../../api/matters.ts';
import { useDraft } from '../../components/draft.ts';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import { ReasonField } from '../../components/matters/reason-field.tsx';
import { outcomeOfCaseWords } from '../../components/matters/words.ts';

const outcomes = [
  'solved',
  'partly-solved',
  'not-solved',
  'withdrawn',
] as const satisfies readonly CaseOutcome[];

/** The end of a case: what was done, why the customer was not content, and the root cause, in one go. */
export function ResolveForm({
  matter,
  onClose,
}: {
  readonly matter: CaseDetail;
  readonly onClose: () => void;
}) {
  const [outcome, setOutcome] = useState<CaseOutcome>('solved');
  const [reason, setReason] = useState<string | null>(matter.reason);
  const [words, setWords, clearWords] = useDraft(`resolve.${matter.id}`);
  const [cause, setCause, clearCause] = useDraft(`cause.${matter.id}`);
  const action = useCaseAction();
  const resolve = async (): Promise<void> => {
    if (reason !== matter.reason)
      await action.mutateAsync({ path: pathOf(matter.id, 'reason'), body: { reason } });
    await action.mutateAsync({
      path: pathOf(matter.id, 'resolve'),
      body: { outcome, words: words.trim(), cause: cause.trim() || null },
    });
    clearWords();
    clearCause();
    onClose();
  };
  return (
    <InlineForm
      label="Resolve the case"
      verb="Resolve it"
      busy={action.isPending}
      ready={words.trim() !== ''}
      error={action.error}
      // What the server said is in `action.error`, which the form shows.
      onSend={() => void resolve().catch(() => undefined)}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label="Outcome"
        transitionDuration={0}
        value={outcome}
        onChange={(next) => setOutcome(next)}
        data={outcomes.map((value) => ({
          value,
          label: outcomeOfCaseWords[value].replace(' by the customer', ''),
        }))}
      />
      <Textarea
        label="What was done"
        autosize
        minRows={2}
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div className={matters.pair}>
        <ReasonField
          label="Why the customer was not content"
          businessId={matter.businessId}
          value={reason}
          onChange={setReason}
          kept={
            matter.reason === null ? null : { key: matter.reason, name: matter.reasonName ?? matter.reason }
          }
          none="Not known"
        />
        <TextInput
          label="Root cause"
          placeholder="What has to change so that it does not come again"
          maxLength={500}
          value={cause}
          onChange={(event) => setCause(event.currentTarget.value)}
        />
      </div>
    </InlineForm>
  );
}
