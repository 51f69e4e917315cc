import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import matters from '../matters/matters.module.css';
import { Refusal } from '../refusal.tsx';

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
