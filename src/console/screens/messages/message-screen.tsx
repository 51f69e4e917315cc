import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { MessageDetail } from '../../../contract/messages.ts';
import { useZone } from '../../api/business.ts';
import { pathOf } from '../../api/matters.ts';
import { useMessage, useMessageAction } from '../../api/messages.ts';
import { audioAddress } from '../../api/recordings.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { When } from '../../components/matters/due.tsx';
import { WordsForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import { MessageState } from '../../components/matters/message-item.tsx';
import { partyWords } from '../../components/matters/words.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { Refusal } from '../../components/refusal.tsx';
import { phoneNumber } from '../../components/words.ts';
import styles from './messages.module.css';

/** One message: every field, its sound, who has it, and what came of it. */
export function MessageScreen() {
  const { messageId = '' } = useParams();
  const { to } = useBusinessFilter();
  const message = useMessage(messageId);
  usePageTitle(message.data ? `${partyWords(message.data.from)} · Messages` : 'Message');
  return (
    <div className={matters.screen}>
      <Link to={to('/messages')}>All messages</Link>
      {message.isPending ? <Skeleton height={240} mt={16} /> : null}
      <Refusal error={message.error} />
      {message.data ? <Detail message={message.data} /> : null}
    </div>
  );
}

function Detail({ message }: { readonly message: MessageDetail }) {
  const { to } = useBusinessFilter();
  const zone = useZone(message.businessId);
  const action = useMessageAction();
  const [settling, setSettling] = useState(false);
  return (
    <div className={styles.detail}>
      <header>
        <h1>{partyWords(message.from)}</h1>
        <p className="soft">
          {[
            `for ${message.for.name}`,
            message.businessName,
            message.from.name && message.from.number ? phoneNumber(message.from.number) : null,
            `taken by ${message.takenBy}`,
          ]
            .filter(Boolean)
            .join(' · ')}{' '}
          · <When at={message.takenAt} zone={zone} />
        </p>
      </header>
      <section className={`panel ${matters.box}`} aria-label="The message">
        <MessageState message={message} zone={zone} />
        <dl className={styles.fields}>
          {message.fields.map((field) => (
            <div key={field.key}>
              <dt>{field.label}</dt>
              <dd className={matters.kept}>{field.value}</dd>
            </div>
          ))}
        </dl>
        {message.recordingId ? (
          <audio
            controls
            preload="none"
            src={audioAddress(message.recordingId)}
            aria-label="The message as it was spoken"
          />
        ) : null}
        {message.outcome ? (
          <p>
            <span className="strong">What came of it:</span> {message.outcome}
          </p>
        ) : null}
        <div className={matters.buttons}>
          {message.status === 'waiting' ? (
            <Button
              loading={action.isPending}
              onClick={() => action.mutate({ path: pathOf(message.id, 'acknowledge') })}
            >
              I have it
            </Button>
          ) : null}
          {message.status !== 'done' && !settling ? (
            <Button variant="default" onClick={() => setSettling(true)}>
              Settled
            </Button>
          ) : null}
        </div>
        {settling ? (
          <WordsForm
            draft={`message-done.${message.id}`}
            label="Settle the message"
            ask="What came of it?"
            usual={['Called back', 'Answered by e-mail', 'Nothing to do']}
            verb="It is settled"
            busy={action.isPending}
            error={action.error}
            onSend={(outcome, done) =>
              action.mutate(
                { path: pathOf(message.id, 'done'), body: { outcome } },
                {
                  onSuccess: () => {
                    done();
                    setSettling(false);
                  },
                },
              )
            }
            onClose={() => setSettling(false)}
          />
        ) : (
          <Refusal error={action.error} />
        )}
      </section>
      <section className={`panel ${matters.box}`} aria-labelledby="history">
        <h2 id="history">What happened to it</h2>
        <ol className={styles.history}>
          {message.history.map((entry, index) => (
            <li key={`${entry.at}-${index}`}>
              <span className="soft">
                <When at={entry.at} zone={zone} />
              </span>{' '}
              {entry.text}
            </li>
          ))}
        </ol>
        {message.caseId || message.callId ? (
          <p>
            {message.caseId ? (
              <Link to={to(`/cases/${encodeURIComponent(message.caseId)}`)}>The case it belongs to</Link>
            ) : null}{' '}
            {message.callId ? (
              <Link to={to('/live', { call: message.callId })}>The call it came by</Link>
            ) : null}
          </p>
        ) : null}
      </section>
    </div>
  );
}
