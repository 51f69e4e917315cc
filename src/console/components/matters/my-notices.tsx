import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { noticeScreen, type NoticeRow } from '../../../contract/notices.ts';
import { pathOf } from '../../api/matters.ts';
import { useAnswerNotice, useMyNotices } from '../../api/notices.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { Refusal } from '../refusal.tsx';
import { Elapsed } from '../times.tsx';
import styles from './items.module.css';
import matters from './matters.module.css';

export const wayWords: Readonly<Record<NoticeRow['way'], string>> = {
  desk: 'this console',
  phone: 'telephone',
  sms: 'SMS',
  email: 'e-mail',
};

/** What I was told and have not answered; nothing is drawn when there is nothing. */
export function MyNoticeList() {
  const notices = useMyNotices();
  const answer = useAnswerNotice();
  const rows = notices.data?.rows ?? [];
  if (rows.length === 0 && !answer.data && !answer.error) return null;
  return (
    <section className="panel" aria-label="You were told">
      <ul className={matters.rows}>
        {rows.map((notice) => (
          <li key={notice.id}>
            <Notice notice={notice} answer={answer} />
          </li>
        ))}
      </ul>
      {answer.data ? (
        <p role="status" className={styles.item}>
          {answer.data.words}
        </p>
      ) : null}
      <Refusal error={answer.error} />
    </section>
  );
}

interface NoticeProps {
  readonly notice: NoticeRow;
  readonly answer: ReturnType<typeof useAnswerNotice>;
}

function Notice({ notice, answer }: NoticeProps) {
  const { to } = useBusinessFilter();
  const where = noticeScreen(notice);
  return (
    <article className={styles.item} data-tone="yours" aria-label={notice.subject}>
      <div className={styles.top}>
        <p className="strong">{notice.subject}</p>
        <p className="soft">
          told <Elapsed since={notice.queuedAt} /> ago
        </p>
      </div>
      <p className={matters.kept}>{notice.text}</p>
      <div className={matters.buttons}>
        {notice.acknowledge ? (
          <>
            <Button
              loading={answer.isPending}
              onClick={() => answer.mutate({ path: pathOf(notice.id, 'acknowledge'), body: {} })}
            >
              I have it
            </Button>
            <Button
              variant="default"
              disabled={answer.isPending}
              onClick={() => answer.mutate({ path: pathOf(notice.id, 'refuse'), body: {} })}
            >
              Not me
            </Button>
          </>
        ) : null}
        {where ? (
          <Button variant="default" component={Link} to={to(where)}>
            Look at it
          </Button>
        ) : null}
      </div>
    </article>
  );
}
