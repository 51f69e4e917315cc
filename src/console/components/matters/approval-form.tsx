import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalKind, ApprovalRow } from '../../../contract/approvals.ts';
import { useAskApproval, useMyLimits } from '../../api/approvals.ts';
import { useDraft } from '../draft.ts';
import { moneyFrom, moneyWords } from '../money.ts';
import { approvalWords } from './approval-item.tsx';
import { InlineForm } from './inline-form.tsx';
import { MoneyField } from './money-field.tsx';

interface Props {
  readonly businessId: string;
  readonly about: { readonly callId?: string; readonly caseId?: string };
  readonly onAsked: (approval: ApprovalRow) => void;
  readonly onClose: () => void;
}

const kinds = ['refund', 'credit', 'replacement', 'exception'] as const satisfies readonly ApprovalKind[];

/** Asks somebody with authority for the exact amount; says before whether anybody need be asked. */
export function ApprovalForm({ businessId, about, onAsked, onClose }: Props) {
  const limits = useMyLimits(businessId);
  const [kind, setKind] = useState<ApprovalKind>('refund');
  const key = about.callId ?? about.caseId ?? businessId;
  const [typed, setTyped, clearAmount] = useDraft(`amount.${key}`);
  const [reason, setReason, clearReason] = useDraft(`approval.${key}`);
  const send = useAskApproval();
  const limit = limits.data?.limits.find((each) => each.kind === kind);
  const currency = limit?.currency ?? limits.data?.currency ?? 'GBP';
  const amountMinor = moneyFrom(typed, currency);
  const within =
    limit && amountMinor !== null && (limit.upToMinor === null || amountMinor <= limit.upToMinor);
  const ask = (): void => {
    if (amountMinor === null) return;
    void send.ask({ ...about, kind, amountMinor, currency, reason: reason.trim() }).then(
      (approval) => {
        clearAmount();
        clearReason();
        onAsked(approval);
      },
      // What the server said is in `send.error`, which the form shows.
      () => undefined,
    );
  };
  return (
    <InlineForm
      label="Ask for approval"
      verb={amountMinor === null ? 'Ask' : `Ask for ${moneyWords(amountMinor, currency)}`}
      busy={send.isPending}
      ready={amountMinor !== null && reason.trim() !== ''}
      error={send.error ?? limits.error}
      onSend={ask}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label="What for"
        transitionDuration={0}
        value={kind}
        onChange={(next) => setKind(next)}
        data={kinds.map((value) => ({ value, label: approvalWords[value] }))}
      />
      <MoneyField label="Amount" currency={currency} value={typed} onChange={setTyped} />
      {limit ? (
        <p role="status" className="soft">
          {limit.words}
          {within ? ' This amount is within it: it is noted and approved at once.' : null}
        </p>
      ) : null}
      <Textarea
        label="Why"
        placeholder="What happened, and what the customer asks for"
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </InlineForm>
  );
}
