import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { CallDetail } from '../../../contract/api.ts';
import { useChoices } from '../../api/business.ts';
import { useCaseAction, useOpenCase, useOpenCasesOf } from '../../api/cases.ts';
import { pathOf } from '../../api/matters.ts';
import { useDraft } from '../../components/draft.ts';
import { SeverityMark } from '../../components/matters/case-marks.tsx';
import matters from '../../components/matters/matters.module.css';
import { Refusal } from '../../components/refusal.tsx';
import styles from './open-case-panel.module.css';

interface Props {
  readonly call: CallDetail;
  readonly onDone: (words: string, caseId: string) => void;
  readonly onClose: () => void;
}

/** A case in two clicks: the second one is the reason. Everything else is taken from the call. */
export function OpenCasePanel({ call, onDone, onClose }: Props) {
  const [summary, type, clear] = useDraft(`case.${call.id}`);
  const { reasons } = useChoices(call.business.id);
  const open = useOpenCase();
  const link = useCaseAction();
  const earlier = useOpenCasesOf(call.business.id, call.caller.number);
  const group = useRef<HTMLDivElement>(null);
  const busy = open.isPending || link.isPending;
  useEffect(() => {
    const before = document.activeElement;
    group.current?.querySelector('button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const send = (reason: string | null): void => {
    if (busy) return;
    void open.open({ callId: call.id, reason, ...(summary.trim() ? { summary: summary.trim() } : {}) }).then(
      ({ id, number }) => {
        clear();
        onDone(`Case ${number} is open.`, id);
      },
      // What the server said is in `open.error`, which stands below.
      () => undefined,
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <section className={matters.form} aria-label="Open a case" onKeyDown={onKeyDown}>
      {earlier.rows.length > 0 ? (
        <div className={matters.stack}>
          <p className="strong">This caller has an open case. Add this call to it?</p>
          {earlier.rows.map((row) => (
            <div key={row.id} className={styles.earlier}>
              <span>
                <span className="strong">{row.number}</span> {row.summary || row.topicName} ·{' '}
                <SeverityMark of={row.severity} /> · {row.owner.name}
              </span>
              <Button
                variant="default"
                mih={44}
                disabled={busy}
                onClick={() =>
                  link.mutate(
                    { path: pathOf(row.id, 'link'), body: { callId: call.id } },
                    { onSuccess: () => onDone(`This call belongs to case ${row.number}.`, row.id) },
                  )
                }
              >
                Add it to {row.number}
              </Button>
            </div>
          ))}
        </div>
      ) : null}
      <div>
        <p className="strong" id="why-case">
          Why is the customer not content? Pressing one opens the case.
        </p>
        <div ref={group} className={styles.reasons} role="group" aria-labelledby="why-case">
          {reasons.map(({ key, name }) => (
            <Button key={key} variant="light" disabled={busy} onClick={() => send(key)}>
              {name}
            </Button>
          ))}
          <Button variant="default" disabled={busy} onClick={() => send(null)}>
            Not known yet
          </Button>
        </div>
      </div>
      <Textarea
        label="What it is about (may stay empty)"
        placeholder="Left empty: taken from the call"
        autosize
        minRows={2}
        maxLength={2000}
        value={summary}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <Refusal error={open.error ?? link.error} />
      <div className={matters.buttons}>
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
      </div>
    </section>
  );
}
