import { CopyButton, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import styles from './setup.module.css';

/** A line for .env, whole, with a button that copies it. */
export function SettingLine({ line, words }: { readonly line: string; readonly words: string }) {
  const name = line.split('=')[0] ?? line;
  return (
    <li className={styles.setting}>
      <p>{words}</p>
      <div className={styles.line}>
        <code>{line}</code>
        <CopyButton value={line}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              aria-label={`Copy the line for ${name}`}
              onClick={copy}
            >
              <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
            </Button>
          )}
        </CopyButton>
      </div>
    </li>
  );
}
