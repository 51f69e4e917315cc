import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { When } from '../matters/due.tsx';
import matters from '../matters/matters.module.css';
import { Refusal } from '../refusal.tsx';
import styles from './versions.module.css';

interface Props {
  readonly history: { readonly isPending: boolean; readonly error: Error | null };
  readonly note?: string;
  /** The list itself. */
  readonly children: ReactNode;
}

/** The panel with every version that was saved. */
export function VersionList({ history, note, children }: Props) {
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      {note ? <p className="soft">{note}</p> : null}
      <Refusal error={history.error} />
      {history.isPending ? <Skeleton height={80} /> : null}
      {children}
    </section>
  );
}

interface VersionProps {
  readonly view: { readonly timezone: string; readonly current: { readonly version: number } };
  /** `at` 0: nobody saved it, the business came with it. */
  readonly version: { readonly version: number; readonly at: number; readonly by: string };
  /** What the one that holds is called: `in force`. */
  readonly holds: string;
  readonly onTake: () => void;
  /** What is in it. */
  readonly children: ReactNode;
}

/** One version with what is in it, from which an edit may begin. */
export function VersionItem({ view, version, holds, onTake, children }: VersionProps) {
  const now = version.version === view.current.version;
  return (
    <details className={styles.version}>
      <summary>
        <span className="strong">Version {version.version}</span>
        {now ? ` (${holds})` : ''}, {version.by}
        {version.at === 0 ? null : (
          <>
            , <When at={version.at} zone={view.timezone} />
          </>
        )}
      </summary>
      {children}
      {now ? null : <TakeButton onClick={onTake}>Edit from version {version.version}</TakeButton>}
    </details>
  );
}

/** Begins an edit from an earlier version. */
export function TakeButton({
  onClick,
  children,
}: {
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Button variant="default" size="compact-sm" mih={32} onClick={onClick}>
      {children}
    </Button>
  );
}
