import { Button } from '@mantine/core';
import { IconBriefcase, IconCalendarTime, IconMail, IconRubberStamp } from '@tabler/icons-react';
import { useShortcut } from '../../components/shortcuts/shortcuts.tsx';
import styles from './call-action-row.module.css';
import type { DeskPanel } from './call-action-row.tsx';

/** What opens in place for the matter behind the call. */
export type MatterPanelName = 'case' | 'promise' | 'approval' | 'message';

interface Props {
  readonly open: DeskPanel | null;
  readonly onOpen: (panel: DeskPanel | null) => void;
}

/** What is owed to the caller after this call, always in the same places. */
export function MatterActionRow({ open, onOpen }: Props) {
  const toggle = (panel: MatterPanelName): void => onOpen(open === panel ? null : panel);
  useShortcut('openCase', () => toggle('case'));
  useShortcut('promise', () => toggle('promise'));
  useShortcut('approval', () => toggle('approval'));
  useShortcut('message', () => toggle('message'));
  return (
    <div className={styles.row} role="group" aria-label="What is owed to the caller">
      {actions.map(({ panel, words, Icon }) => (
        <Button
          key={panel}
          variant={open === panel ? 'light' : 'default'}
          aria-expanded={open === panel}
          leftSection={<Icon size={18} aria-hidden />}
          onClick={() => toggle(panel)}
        >
          {words}
        </Button>
      ))}
    </div>
  );
}

const actions = [
  { panel: 'case', words: 'Open a case', Icon: IconBriefcase },
  { panel: 'promise', words: 'Promise something', Icon: IconCalendarTime },
  { panel: 'approval', words: 'Ask for approval', Icon: IconRubberStamp },
  { panel: 'message', words: 'Take a message', Icon: IconMail },
] as const;
