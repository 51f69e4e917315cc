import { Button } from '@mantine/core';
import { IconBan, IconCircleCheck, IconHourglass, IconPhonePlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApprovalKind, ApprovalRow } from '../../../contract/approvals.ts';
import { useApprovalAction } from '../../api/approvals.ts';
import { useZone } from '../../api/business.ts';
import { pathOf } from '../../api/matters.ts';
import { useMe } from '../../api/session.ts';
import { moneyFrom } from '../money.ts';
import { Refusal } from '../refusal.tsx';
import { Elapsed, Remaining } from '../times.tsx';
import { TwoStepButton } from '../two-step-button.tsx';
import { When } from './due.tsx';
import { InlineForm, WordsForm } from './inline-form.tsx';
import styles from './items.module.css';
import matters from './matters.module.css';
import { MoneyField } from './money-field.tsx';
import { SaidWhen } from './said-when.tsx';

export const approvalWords: Readonly<Record<ApprovalKind, string>> = {
  refund: 'Refund',
  credit: 'Credit',
  replacement: 'Replacement',
  exception: 'Exception',
};

interface Props {
  readonly approval: ApprovalRow;
  readonly within?: boolean;
}

/** `Refund of £80.00`; an exception that costs nothing is just that. */
export function whatIsAsked({ kind, amount }: Pick<ApprovalRow, 'kind' | 'amount'>): string {
  return amount === null ? approvalWords[kind] : `${approvalWords[kind]} of ${amount}`;
}

/** A permission that is asked for: the exact amount, how long is left, who was asked, and the two answers. */
export function ApprovalItem({ approval, within }: Props) {
  const me = useMe();
  const zone = useZone(approval.businessId);
  const [open, setOpen] = useState<'refuse' | 'amount' | null>(null);
  const action = useApprovalAction();
  const { amountMinor, currency } = approval;
  const asked = approval.status === 'asked';
  const mine = approval.asker.personId === me.personId;
  const decide = (approve: boolean, note: string, done: () => void): void =>
    action.mutate(
      {
        path: pathOf(approval.id, 'decide'),
        body: { approve, ...(note ? { note } : {}), asOf: { amountMinor, currency } },
      },
      { onSuccess: done },
    );
  const close = (): void => {
    setOpen(null);
    action.reset();
  };
  return (
    <article
      className={styles.item}
      data-tone={asked && approval.mayDecide ? 'yours' : undefined}
      aria-label={`${whatIsAsked(approval)}, asked by ${approval.asker.name}`}
    >
      <div className={styles.top}>
        <p className={styles.title}>{whatIsAsked(approval)}</p>
        <ApprovalState approval={approval} zone={zone} />
      </div>
      <p className={styles.said}>{approval.reason}</p>
      <p className="soft">
        {[`${approval.asker.name} asks`, within ? null : approval.businessName].filter(Boolean).join(' · ')}
        <SaidWhen at={approval.askedAt} zone={zone} caseId={within ? null : approval.caseId} />
      </p>
      <p>{approval.why}</p>
      {approval.told.length > 0 ? (
        <ol className={styles.steps} aria-label="Who was asked">
          {approval.told.map((told) => (
            <li key={`${told.at}-${told.rung}`}>
              {told.rung}: {told.names.join(', ')}{' '}
              <span className="soft">
                told <Elapsed since={told.at} /> ago
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      {approval.seenBy && asked ? <p>{approval.seenBy.name} has seen it and will decide.</p> : null}
      {approval.note ? <p>“{approval.note}”</p> : null}
      {asked && open === null ? (
        <div className={matters.buttons}>
          {approval.mayDecide ? (
            <>
              <TwoStepButton
                color="var(--free-fill)"
                loading={action.isPending}
                confirm={`Yes, approve ${approval.amount ?? 'it'}`}
                confirmColor="var(--free-fill)"
                onConfirm={() => decide(true, '', () => action.reset())}
              >
                {['Approve', approval.amount].filter(Boolean).join(' ')}
              </TwoStepButton>
              <Button variant="default" disabled={action.isPending} onClick={() => setOpen('refuse')}>
                Refuse
              </Button>
            </>
          ) : null}
          {approval.mayJoin ? (
            <Button
              variant="default"
              disabled={action.isPending}
              leftSection={<IconPhonePlus size={18} aria-hidden />}
              onClick={() => action.mutate({ path: pathOf(approval.id, 'join') })}
            >
              Join the call
            </Button>
          ) : null}
          {mine ? (
            <>
              <Button variant="default" disabled={action.isPending} onClick={() => setOpen('amount')}>
                Change the amount
              </Button>
              <TwoStepButton
                variant="default"
                disabled={action.isPending}
                confirm="Yes, take it back"
                onConfirm={() => action.mutate({ path: pathOf(approval.id, 'withdraw'), body: {} })}
              >
                Take it back
              </TwoStepButton>
            </>
          ) : null}
        </div>
      ) : null}
      {asked && !approval.mayDecide && approval.mayNot && !mine ? (
        <p className="soft">{approval.mayNot}</p>
      ) : null}
      {open === null ? <Refusal error={action.error} /> : null}
      {open === 'refuse' ? (
        <WordsForm
          draft={`refuse.${approval.id}`}
          label="Refuse the request"
          ask="What should the asker tell the customer? (may stay empty)"
          optional
          verb={['Refuse', approval.amount].filter(Boolean).join(' ')}
          busy={action.isPending}
          error={action.error}
          onSend={(note, done) =>
            decide(false, note, () => {
              done();
              close();
            })
          }
          onClose={close}
        />
      ) : null}
      {open === 'amount' ? <AmountForm approval={approval} action={action} onClose={close} /> : null}
    </article>
  );
}

interface AmountProps {
  readonly approval: ApprovalRow;
  readonly action: ReturnType<typeof useApprovalAction>;
  readonly onClose: () => void;
}

function AmountForm({ approval, action, onClose }: AmountProps) {
  const [typed, setTyped] = useState('');
  const amountMinor = moneyFrom(typed, approval.currency);
  return (
    <InlineForm
      label="Change the amount"
      verb="Ask anew"
      busy={action.isPending}
      ready={amountMinor !== null}
      error={action.error}
      onSend={() =>
        action.mutate(
          { path: pathOf(approval.id, 'amount'), body: { amountMinor, currency: approval.currency } },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <p>This request ends, and a new one begins with the new amount.</p>
      <MoneyField label="New amount" currency={approval.currency} value={typed} onChange={setTyped} />
    </InlineForm>
  );
}

function ApprovalState({ approval, zone }: { readonly approval: ApprovalRow; readonly zone: string }) {
  const decided = approval.decidedAt === null ? null : <When at={approval.decidedAt} zone={zone} />;
  const by = approval.decidedBy ? ` by ${approval.decidedBy}` : '';
  switch (approval.status) {
    case 'asked':
      return (
        <span className={styles.state}>
          <IconHourglass size={16} aria-hidden />
          <span>
            {approval.expiresAt === null ? (
              'no time limit'
            ) : (
              <>
                <Remaining until={approval.expiresAt} clamp /> left to decide
              </>
            )}
          </span>
        </span>
      );
    case 'granted':
      return (
        <span className={styles.state} data-tone="good">
          <IconCircleCheck size={16} aria-hidden />
          <span>
            approved{by} {decided}
          </span>
        </span>
      );
    case 'denied':
      return (
        <span className={styles.state} data-tone="wrong">
          <IconX size={16} aria-hidden />
          <span>
            refused{by} {decided}
          </span>
        </span>
      );
    case 'lapsed':
      return (
        <span className={styles.state} data-tone="wrong">
          <IconX size={16} aria-hidden />
          <span>nobody decided in time</span>
        </span>
      );
    case 'voided':
      return (
        <span className={styles.state} data-tone="soft">
          <IconBan size={16} aria-hidden />
          <span>void: the amount was changed</span>
        </span>
      );
    case 'withdrawn':
      return (
        <span className={styles.state} data-tone="soft">
          <IconBan size={16} aria-hidden />
          <span>taken back</span>
        </span>
      );
    default:
      return approval.status satisfies never;
  }
}
