import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import matters from '../matters/matters.module.css';
import { Refusal } from '../refusal.tsx';
import styles from './versions.module.css';

interface Props {
  readonly label: string;
  /** The version in force, and who saved it. */
  readonly current: { readonly version: number; readonly by: string };
  readonly edit: {
    readonly draft: { readonly asOf: number };
    readonly changed: boolean;
    readonly rebase: () => void;
    readonly discard: () => void;
  };
  readonly save: { readonly isPending: boolean; readonly error: Error | null; readonly reset: () => void };
  /** The server says that somebody else saved first. */
  readonly overtaken: boolean;
  /** What saving is called: `save yours`, `switch yours on`. */
  readonly yours: string;
  /** What the button does, in words. */
  readonly verb: string;
  /** Why it cannot be saved yet, when that is so. */
  readonly missing: string | null;
  readonly ready?: boolean;
  readonly onSend: () => void;
  readonly state: string;
  readonly children?: ReactNode;
}

/** Saves a draft as the next version. When somebody else saved first, the edits stay and it says who. */
export function SaveFrame(props: Props) {
  const { label, current, edit, save, overtaken, yours, verb, missing, ready = true, onSend } = props;
  const { draft, changed } = edit;
  const stale = draft.asOf !== current.version || overtaken;
  return (
    <section className={`panel ${styles.save}`} aria-label={label}>
      {stale && changed && !save.isPending ? (
        <div role="alert" className={styles.stale}>
          <p>
            <span className="strong">
              {current.by} saved version {current.version} while you were editing version {draft.asOf}.
            </span>{' '}
            Your edits are still here. Look at theirs in the list of versions; then {yours} over it, or take
            theirs.
          </p>
          <div className={matters.buttons}>
            <Button
              variant="default"
              onClick={() => {
                save.reset();
                edit.rebase();
              }}
            >
              Keep my edits, on top of version {current.version}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                save.reset();
                edit.discard();
              }}
            >
              Take version {current.version}
            </Button>
          </div>
        </div>
      ) : null}
      <Refusal error={save.error} />
      {changed && missing !== null ? <p role="status">{missing}</p> : null}
      <div className={styles.saveLine}>
        {props.children}
        <div className={matters.buttons}>
          <Button loading={save.isPending} disabled={!changed || missing !== null || !ready} onClick={onSend}>
            {verb} as version {current.version + 1}
          </Button>
          <Button variant="default" disabled={!changed || save.isPending} onClick={edit.discard}>
            Throw my edits away
          </Button>
        </div>
        <p className="soft" role="status">
          {props.state}
        </p>
      </div>
    </section>
  );
}
