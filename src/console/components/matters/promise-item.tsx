import { Button } from '@mantine/core';
import { IconBan, IconCircleCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { PromiseKind, PromiseRow } from '../../../contract/promises.ts';
import { useZone } from '../../api/business.ts';
import { pathOf } from '../../api/matters.ts';
import { usePromiseAction } from '../../api/promises.ts';
import { Due, When } from './due.tsx';
import { WordsForm } from './inline-form.tsx';
import styles from './items.module.css';
import matters from './matters.module.css';
import { SaidWhen } from './said-when.tsx';
import { partyWords } from './words.ts';

export const promiseWords: Readonly<Record<PromiseKind, string>> = {
  'call-back': 'Call back',
  update: 'Give an update',
  answer: 'Give an answer',
  wait: 'Be answered by then',
  action: 'Do something',
};

interface Props {
  readonly promise: PromiseRow;
  /** On the case or the desk, where the case and the business are already on screen. */
  readonly within?: boolean;
}

/** What a caller was told, by when, and whether it holds. */
export function PromiseItem({ promise, within }: Props) {
  const [open, setOpen] = useState<'keep' | 'release' | null>(null);
  const action = usePromiseAction();
  const zone = useZone(promise.businessId);
  const owed = promise.status === 'open' || promise.status === 'broken';
  const close = (): void => {
    setOpen(null);
    action.reset();
  };
  return (
    <article
      className={styles.item}
      data-tone={promise.status === 'broken' ? 'wrong' : undefined}
      aria-label={`${promiseWords[promise.what]}: ${partyWords(promise.to)}`}
    >
      <div className={styles.top}>
        <p>
          <span className="strong">{promiseWords[promise.what]}</span> · {partyWords(promise.to)}
        </p>
        <PromiseState promise={promise} zone={zone} />
      </div>
      <p className={styles.said}>“{promise.words}”</p>
      <p className="soft">
        {[
          within ? null : promise.businessName,
          `${promise.owner.name} owes it`,
          `promised by ${promise.madeBy}`,
          promise.takenBy ? `${promise.takenBy} has it now` : null,
        ]
          .filter(Boolean)
          .join(' · ')}
        <SaidWhen at={promise.madeAt} zone={zone} caseId={within ? null : promise.caseId} />
      </p>
      {promise.outcome ? (
        <p>
          {promise.settledBy ? `${promise.settledBy}: ` : ''}
          {promise.outcome}
        </p>
      ) : null}
      {owed && open === null ? (
        <div className={matters.buttons}>
          <Button variant="default" onClick={() => setOpen('keep')}>
            Kept
          </Button>
          <Button variant="subtle" color="gray" c="var(--ink)" onClick={() => setOpen('release')}>
            Release
          </Button>
        </div>
      ) : null}
      {open === 'keep' ? (
        <WordsForm
          draft={`keep.${promise.id}`}
          label="Keep the promise"
          ask="How was it kept?"
          usual={['Called back', 'Wrote an e-mail', 'Done, and the customer knows']}
          verb="It is kept"
          busy={action.isPending}
          error={action.error}
          onSend={(how, done) =>
            action.mutate(
              { path: pathOf(promise.id, 'keep'), body: { how } },
              {
                onSuccess: () => {
                  done();
                  close();
                },
              },
            )
          }
          onClose={close}
        />
      ) : null}
      {open === 'release' ? (
        <WordsForm
          draft={`release.${promise.id}`}
          label="Release the promise"
          ask="Why is nothing owed any more?"
          usual={['The customer does not need it any more', 'Settled in another way']}
          verb="Release it"
          busy={action.isPending}
          error={action.error}
          onSend={(why, done) =>
            action.mutate(
              { path: pathOf(promise.id, 'release'), body: { why } },
              {
                onSuccess: () => {
                  done();
                  close();
                },
              },
            )
          }
          onClose={close}
        />
      ) : null}
    </article>
  );
}

function PromiseState({ promise, zone }: { readonly promise: PromiseRow; readonly zone: string }) {
  switch (promise.status) {
    case 'open':
      return <Due at={promise.dueAt} zone={zone} />;
    case 'broken':
      return (
        <span className={styles.state} data-tone="wrong">
          <IconX size={16} aria-hidden />
          <span>
            broken, still owed · <Due at={promise.dueAt} zone={zone} plain />
          </span>
        </span>
      );
    case 'kept':
      return (
        <span className={styles.state} data-tone={promise.late ? 'soft' : 'good'}>
          <IconCircleCheck size={16} aria-hidden />
          <span>
            kept{promise.late ? ' late' : ''} <When at={promise.settledAt ?? promise.dueAt} zone={zone} />
          </span>
        </span>
      );
    case 'released':
      return (
        <span className={styles.state} data-tone="soft">
          <IconBan size={16} aria-hidden />
          <span>
            released <When at={promise.settledAt ?? promise.dueAt} zone={zone} />
          </span>
        </span>
      );
    default:
      return promise.status satisfies never;
  }
}
