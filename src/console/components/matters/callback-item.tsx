import { Button, TextInput } from '@mantine/core';
import { IconCircleCheck, IconPhoneOutgoing, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallbackOutcome, CallbackRow } from '../../../contract/callbacks.ts';
import { useZone } from '../../api/business.ts';
import { useCallbackAction } from '../../api/callbacks.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { pathOf } from '../../api/matters.ts';
import { Due, When } from './due.tsx';
import { InlineForm, WordsForm } from './inline-form.tsx';
import styles from './items.module.css';
import matters from './matters.module.css';
import { SaidWhen } from './said-when.tsx';
import { fromLocalInput, localInput } from '../when.ts';
import { counted, phoneNumber } from '../words.ts';

type Panel = 'cancel' | 'reschedule' | 'talked';

interface Props {
  readonly callback: CallbackRow;
  /** It stands on the screen of its case. */
  readonly within?: boolean;
}

/** A customer whom we ring back: when, by whom, every try, and why it stands as it stands. */
export function CallbackItem({ callback, within = false }: Props) {
  const [panel, setPanel] = useState<Panel | null>(null);
  const zone = useZone(callback.businessId);
  const action = useCallbackAction();
  const over = callback.status === 'done' || callback.status === 'given-up';
  const close = (): void => {
    setPanel(null);
    action.reset();
  };
  const send = (what: string, body: unknown, done: () => void): void =>
    action.mutate(
      { path: pathOf(callback.id, what), body },
      {
        onSuccess: () => {
          done();
          close();
        },
      },
    );
  return (
    <article
      className={styles.item}
      data-tone={callback.status === 'given-up' ? 'wrong' : undefined}
      aria-label={`Call-back to ${callback.name ?? phoneNumber(callback.number)}`}
    >
      <div className={styles.top}>
        <p>
          <span className="strong">{callback.name ?? phoneNumber(callback.number)}</span>{' '}
          {callback.name ? <span className="soft">{phoneNumber(callback.number)}</span> : null}
        </p>
        <CallbackState callback={callback} zone={zone} />
      </div>
      <p className={styles.said}>“{callback.words}”</p>
      <p>{callback.why}</p>
      <p className="soft">
        {[
          within ? null : callback.businessName,
          callback.queueName,
          callback.topic,
          callback.person ? `${callback.person.name} was asked for` : null,
          `asked by ${callback.askedBy}`,
        ]
          .filter(Boolean)
          .join(' · ')}
        <SaidWhen at={callback.askedAt} zone={zone} caseId={within ? null : callback.caseId} />
      </p>
      {callback.tries.length > 0 ? (
        <ol className={styles.steps} aria-label={counted(callback.tries.length, 'try', 'tries')}>
          {callback.tries.map((each) => (
            <li key={each.n}>
              <When at={each.at} zone={zone} /> {each.personName}: {each.outcome ?? 'ringing now'}
              {each.why ? <span className="soft"> ({each.why})</span> : null}
            </li>
          ))}
        </ol>
      ) : null}
      {!over && panel === null ? (
        <div className={matters.buttons}>
          <Button variant="default" onClick={() => setPanel('reschedule')}>
            Another time
          </Button>
          <Button variant="default" onClick={() => setPanel('talked')}>
            Spoken to already
          </Button>
          <Button variant="subtle" color="gray" c="var(--ink)" onClick={() => setPanel('cancel')}>
            Cancel it
          </Button>
        </div>
      ) : null}
      {panel === 'cancel' ? (
        <WordsForm
          draft={`cancel-callback.${callback.id}`}
          label="Cancel the call-back"
          ask="Why is it not needed any more?"
          usual={['The customer does not want it any more', 'It is settled']}
          verb="Cancel the call-back"
          busy={action.isPending}
          error={action.error}
          onSend={(why, done) => send('cancel', { why }, done)}
          onClose={close}
        />
      ) : null}
      {panel === 'talked' ? (
        <WordsForm
          draft={`talked-callback.${callback.id}`}
          label="Spoken to already"
          ask="How? (may stay empty)"
          optional
          verb="Nobody need ring"
          busy={action.isPending}
          error={action.error}
          onSend={(note, done) => send('outcome', { outcome: 'talked', ...(note ? { note } : {}) }, done)}
          onClose={close}
        />
      ) : null}
      {panel === 'reschedule' ? (
        <Reschedule
          callback={callback}
          zone={zone}
          busy={action.isPending}
          error={action.error}
          onSend={(dueAt) => send('reschedule', { dueAt }, () => undefined)}
          onClose={close}
        />
      ) : null}
    </article>
  );
}

interface RescheduleProps {
  readonly callback: CallbackRow;
  readonly zone: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSend: (dueAt: number) => void;
  readonly onClose: () => void;
}

function Reschedule({ callback, zone, busy, error, onSend, onClose }: RescheduleProps) {
  const [text, setText] = useState(localInput(Math.max(callback.dueAt ?? 0, serverNow() + 3_600_000), zone));
  const at = fromLocalInput(text, zone);
  return (
    <InlineForm
      label="Another time"
      verb="Ring at this time"
      busy={busy}
      ready={at !== null && at > serverNow()}
      error={error}
      onSend={() => at !== null && onSend(at)}
      onClose={onClose}
    >
      <TextInput
        type="datetime-local"
        label={`When (${zone})`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </InlineForm>
  );
}

const outcomeWords: Readonly<Record<CallbackOutcome, string>> = {
  talked: 'spoken to',
  'rang-in': 'rang in first',
  voicemail: 'a message was left',
  'no-answer': 'no answer',
  busy: 'busy',
  failed: 'could not be rung',
  'refused-number': 'the number may not be rung',
  cancelled: 'cancelled',
};

function CallbackState({ callback, zone }: { readonly callback: CallbackRow; readonly zone: string }) {
  switch (callback.status) {
    case 'scheduled':
    case 'in-line':
      return (
        <Due at={callback.promisedBy} zone={zone} what={callback.status === 'in-line' ? 'In line,' : ''} />
      );
    case 'ringing':
    case 'talking':
      return (
        <span className={styles.state}>
          <IconPhoneOutgoing size={16} aria-hidden />
          <span>
            {callback.with ? `${callback.with.name} ` : ''}
            {callback.status === 'ringing' ? 'rings the customer now' : 'talks with the customer'}
          </span>
        </span>
      );
    case 'done':
      return (
        <span className={styles.state} data-tone="good">
          <IconCircleCheck size={16} aria-hidden />
          <span>{callback.outcome ? outcomeWords[callback.outcome] : 'done'}</span>
        </span>
      );
    case 'given-up':
      return (
        <span className={styles.state} data-tone="wrong">
          <IconX size={16} aria-hidden />
          <span>given up: {callback.outcome ? outcomeWords[callback.outcome] : 'every try was used'}</span>
        </span>
      );
    default:
      return callback.status satisfies never;
  }
}
