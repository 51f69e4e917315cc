import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Empty } from '../empty.tsx';
import { Refusal } from '../refusal.tsx';
import styles from './list-parts.module.css';

/** What every list of pages gives: enough to say that it loads, was refused, or is empty. */
interface Listed {
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

interface Props {
  readonly list: Listed;
  readonly count: number;
  readonly what: string;
  /** Set when a filter narrows the list; leads back to everything. */
  readonly onClear: (() => void) | null;
  /** What it means that there is nothing at all, and what to do next. */
  readonly empty: { readonly title: string; readonly next: string };
  readonly children: ReactNode;
}

/** A list with its loading, refused and empty states. */
export function ListFrame({ list, count, what, onClear, empty, children }: Props) {
  return (
    <>
      <Refusal error={list.error} />
      {list.isPending ? (
        <div aria-busy aria-label={`${what} are loading`}>
          {[1, 2, 3, 4].map((each) => (
            <Skeleton key={each} height={56} mb={8} />
          ))}
        </div>
      ) : null}
      {list.isSuccess && count === 0 ? (
        <div className="panel">
          {onClear ? (
            <>
              <Empty title="Nothing fits this filter.">Widen it, or look at everything.</Empty>
              <div className={styles.emptyAction}>
                <Button variant="default" onClick={onClear}>
                  Show everything
                </Button>
              </div>
            </>
          ) : (
            <Empty title={empty.title}>{empty.next}</Empty>
          )}
        </div>
      ) : null}
      {count > 0 ? children : null}
      {list.hasNextPage ? (
        <Button
          variant="default"
          mt={16}
          mih={44}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      ) : null}
    </>
  );
}

/** A screen's name with how much is in it. */
export function ScreenHead({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count?: string;
  readonly children?: ReactNode;
}) {
  return (
    <header className={styles.head}>
      <h1>{title}</h1>
      <p className="soft" role="status">
        {count ?? ''}
      </p>
      {children ? <div className={styles.headActions}>{children}</div> : null}
    </header>
  );
}
