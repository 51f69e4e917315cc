import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { RecordingRow } from '../../../contract/api.ts';
import { useRows } from '../../api/live/live-context.tsx';
import { useRecordings } from '../../api/recordings.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { Empty } from '../../components/empty.tsx';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Moment } from '../../components/times.tsx';
import { callerWords, counted, phoneNumber } from '../../components/words.ts';
import { RecordingStatus, Ways } from './recording-words.tsx';
import styles from './recordings.module.css';
import { useRecordingFilter } from './use-recording-filter.ts';

/** Recorded calls and messages, those that were escalated first. */
export function RecordingsScreen() {
  usePageTitle('Recordings');
  const { filter, period, choose, clear, narrowed } = useRecordingFilter();
  const list = useRecordings(filter);
  const people = useRows('person');
  const names = useMemo(
    () =>
      [...people.values()]
        .map(({ id, name }) => ({ value: id, label: name }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [people],
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <h1>Recordings</h1>
        <p className="soft" role="status">
          {list.isPending ? '' : counted(total, 'recording')}
        </p>
      </div>
      <div className={styles.filters} role="group" aria-label="Narrow the list">
        <NativeSelect
          label="Pathway"
          value={filter.pathway ?? ''}
          onChange={(event) => choose('pathway', event.currentTarget.value)}
          data={[
            { value: '', label: 'All calls' },
            { value: 'functional', label: 'Escalated to an expert' },
            { value: 'hierarchical', label: 'Escalated to a manager' },
            { value: 'automatic', label: 'Escalated by itself' },
          ]}
        />
        <NativeSelect
          label="Person"
          value={filter.person ?? ''}
          onChange={(event) => choose('person', event.currentTarget.value)}
          data={[{ value: '', label: 'Everybody' }, ...names]}
        />
        <NativeSelect
          label="Period"
          value={period ?? ''}
          onChange={(event) => choose('period', event.currentTarget.value)}
          data={[
            { value: '', label: 'Any time' },
            { value: 'today', label: 'Today' },
            { value: '7-days', label: 'Last 7 days' },
            { value: '30-days', label: 'Last 30 days' },
          ]}
        />
        <NativeSelect
          label="Kind"
          value={filter.kind ?? ''}
          onChange={(event) => choose('kind', event.currentTarget.value)}
          data={[
            { value: '', label: 'Calls and messages' },
            { value: 'conversation', label: 'Calls' },
            { value: 'message', label: 'Messages' },
          ]}
        />
        <NativeSelect
          label="Order"
          value={filter.order}
          onChange={(event) => choose('order', event.currentTarget.value === 'newest' ? 'newest' : '')}
          data={[
            { value: 'escalated', label: 'Escalated first' },
            { value: 'newest', label: 'Newest first' },
          ]}
        />
      </div>
      <Refusal error={list.error} />
      {list.isPending ? <Loading /> : null}
      {list.isSuccess && rows.length === 0 ? <NoRows narrowed={narrowed} onClear={clear} /> : null}
      {rows.length > 0 ? (
        <ul className={`panel ${styles.list}`} onKeyDown={moveBetweenRows}>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      ) : null}
      {list.hasNextPage ? (
        <Button
          variant="default"
          mt={16}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      ) : null}
    </div>
  );
}

function Row({ row }: { readonly row: RecordingRow }) {
  const { to } = useBusinessFilter();
  return (
    <li>
      <Link data-row className={styles.row} to={to(`/recordings/${encodeURIComponent(row.id)}`)}>
        <span className={styles.when}>
          <Moment at={row.beganAt} />
        </span>
        <span className={styles.who}>
          <span className="strong">{callerWords(row.caller)}</span>{' '}
          {row.caller.name && row.caller.number ? (
            <span className="soft">{phoneNumber(row.caller.number)}</span>
          ) : null}
          <span className={styles.about}>
            {[row.businessName, row.topic, row.kind === 'message' ? 'message' : null]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span className={styles.people}>
          {row.people.length > 0 ? `with ${row.people.join(', ')}` : 'nobody spoke with them'}
        </span>
        <Ways pathways={row.pathways} />
        <span className={styles.length}>
          <RecordingStatus row={row} />
        </span>
        {row.status === 'lost' && row.problem ? <span className={styles.problem}>{row.problem}</span> : null}
      </Link>
    </li>
  );
}

function NoRows({ narrowed, onClear }: { readonly narrowed: boolean; readonly onClear: () => void }) {
  return (
    <div className="panel">
      {narrowed ? (
        <>
          <Empty title="No recording fits this filter.">Widen it, or look at all recordings.</Empty>
          <div className={styles.emptyAction}>
            <Button variant="default" onClick={onClear}>
              Show all recordings
            </Button>
          </div>
        </>
      ) : (
        <Empty title="No call has been recorded yet.">
          Calls are recorded as each business's policy says, and always once they are escalated. Ring a
          business, answer, and escalate to hear one.
        </Empty>
      )}
    </div>
  );
}

function Loading() {
  return (
    <div aria-busy aria-label="Recordings are loading">
      {[1, 2, 3, 4, 5].map((each) => (
        <Skeleton key={each} height={52} mb={8} />
      ))}
    </div>
  );
}
