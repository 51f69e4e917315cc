import { Kbd, Modal, Switch } from '@mantine/core';
import { shortcutNames, shortcutTable } from './shortcut-table.ts';
import { useShortcuts } from './shortcuts.tsx';
import styles from './shortcut-list.module.css';

export function ShortcutList({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { singleKeys, chooseSingleKeys } = useShortcuts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className="soft">
        Ctrl + Shift and a letter. Where the browser keeps such a key for itself, Alt + Shift and the letter
        does the same.
      </p>
      <dl className={styles.list}>
        {shortcutNames.map((name) => (
          <div key={name}>
            <dt>{shortcutTable[name].words}</dt>
            <dd>
              <Kbd>Ctrl</Kbd> <Kbd>Shift</Kbd> <Kbd>{shortcutTable[name].key}</Kbd>
            </dd>
          </div>
        ))}
        <div>
          <dt>Go to a screen, open a call, change my state</dt>
          <dd>
            <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
          </dd>
        </div>
        <div>
          <dt>This list</dt>
          <dd>
            <Kbd>?</Kbd>
          </dd>
        </div>
        <div>
          <dt>In a list: next, one before, open</dt>
          <dd>
            <Kbd>J</Kbd> <Kbd>K</Kbd> <Kbd>Enter</Kbd>
          </dd>
        </div>
        <div>
          <dt>In a form: send it, close it</dt>
          <dd>
            <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>, <Kbd>Esc</Kbd>
          </dd>
        </div>
        <div>
          <dt>In a recording: back 10 s, play or pause, on 10 s</dt>
          <dd>
            <Kbd>J</Kbd> <Kbd>K</Kbd> <Kbd>L</Kbd>
          </dd>
        </div>
        <div>
          <dt>In a recording: back 5 s, on 5 s</dt>
          <dd>
            <Kbd>←</Kbd> <Kbd>→</Kbd>
          </dd>
        </div>
        <div>
          <dt>In a recording: play or pause, to the beginning, to the end</dt>
          <dd>
            <Kbd>Space</Kbd> <Kbd>Home</Kbd> <Kbd>End</Kbd>
          </dd>
        </div>
      </dl>
      <Switch
        label="Single keys (?, J, K, L)"
        description="Switch off if your software types letters for you."
        checked={singleKeys}
        onChange={(event) => chooseSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
