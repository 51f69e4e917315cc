import { Button, CopyButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import matters from '../../components/matters/matters.module.css';
import styles from './programs.module.css';

interface Props {
  /** What it is: `The key of “CRM”`. */
  readonly title: string;
  readonly secret: string;
  /** What whoever gets it does with it. */
  readonly use: string;
  readonly onKept: () => void;
}

/** A secret, shown this once. It stays until somebody says that they have it. */
export function SecretOnce({ title, secret, use, onKept }: Props) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <section ref={panel} tabIndex={-1} className={styles.secret} aria-label={title}>
      <h2>{title}</h2>
      <p className={styles.warning}>
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          It is shown this once and never again. Copy it now to where the program keeps its secrets, and
          nowhere else.
        </span>
      </p>
      <code className={styles.secretText}>{secret}</code>
      <p className="soft">{use}</p>
      <div className={matters.buttons}>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              <span aria-live="polite">{copied ? 'Copied' : 'Copy the secret'}</span>
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onKept}>
          I have kept it
        </Button>
      </div>
    </section>
  );
}
