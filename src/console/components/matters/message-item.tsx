import { Button } from '@mantine/core';
import { IconCircleCheck, IconMail, IconMicrophone } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { MessageRow } from '../../../contract/messages.ts';
import { useZone } from '../../api/business.ts';
import { pathOf } from '../../api/matters.ts';
import { useMessageAction } from '../../api/messages.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { Refusal } from '../refusal.tsx';
import { Due, When } from './due.tsx';
import styles from './items.module.css';
import matters from './matters.module.css';
import { partyWords } from './words.ts';

/** A message in the list: from whom, for whom, and whether somebody has it. */
export function MessageItem({
  message,
  within,
}: {
  readonly message: MessageRow;
  readonly within?: boolean;
}) {
  const { to } = useBusinessFilter();
  const zone = useZone(message.businessId);
  const action = useMessageAction();
  const Icon = message.recordingId ? IconMicrophone : IconMail;
  return (
    <article
      className={styles.item}
      data-tone={message.status === 'waiting' && message.escalatedAt !== null ? 'wrong' : undefined}
      aria-label={`Message from ${partyWords(message.from)} for ${message.for.name}`}
    >
      <div className={styles.top}>
        <p>
          <span className={styles.state}>
            <Icon size={16} aria-hidden />
            <span>
              <Link data-row to={to(`/messages/${encodeURIComponent(message.id)}`)} className="strong">
                {partyWords(message.from)}
              </Link>{' '}
              for {message.for.name}
            </span>
          </span>
        </p>
        <MessageState message={message} zone={zone} />
      </div>
      <p className={styles.said}>{message.summary}</p>
      <p className="soft">
        {[
          within ? null : message.businessName,
          `taken by ${message.takenBy}`,
          message.chased > 0 ? `reminded ${message.chased === 1 ? 'once' : `${message.chased} times`}` : null,
        ]
          .filter(Boolean)
          .join(' · ')}
        {' · '}
        <When at={message.takenAt} zone={zone} />
      </p>
      {message.status === 'waiting' ? (
        <div className={matters.buttons}>
          <Button
            loading={action.isPending}
            onClick={() => action.mutate({ path: pathOf(message.id, 'acknowledge') })}
          >
            I have it
          </Button>
        </div>
      ) : null}
      <Refusal error={action.error} />
    </article>
  );
}

/** Waiting and until when, acknowledged, or settled. */
export function MessageState({ message, zone }: { readonly message: MessageRow; readonly zone: string }) {
  switch (message.status) {
    case 'waiting':
      if (message.escalatedAt !== null)
        return (
          <span className={styles.state} data-tone="wrong">
            <IconMail size={16} aria-hidden />
            <span>
              nobody has it; went up <When at={message.escalatedAt} zone={zone} />
            </span>
          </span>
        );
      return message.escalateAt === null ? (
        <span className="soft">waiting</span>
      ) : (
        <Due at={message.escalateAt} zone={zone} what="Goes up," />
      );
    case 'acknowledged':
      return (
        <span className={styles.state} data-tone="good">
          <IconCircleCheck size={16} aria-hidden />
          <span>
            {message.acknowledgedBy ?? 'somebody'} has it
            {message.acknowledgedAt === null ? null : (
              <>
                , <When at={message.acknowledgedAt} zone={zone} />
              </>
            )}
          </span>
        </span>
      );
    case 'done':
      return (
        <span className={styles.state} data-tone="soft">
          <IconCircleCheck size={16} aria-hidden />
          <span>
            settled{message.doneBy ? ` by ${message.doneBy}` : ''}
            {message.doneAt === null ? null : (
              <>
                {' '}
                <When at={message.doneAt} zone={zone} />
              </>
            )}
          </span>
        </span>
      );
    default:
      return message.status satisfies never;
  }
}
