import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRowsOf } from '../../api/live/live-context.tsx';
import { useChoosePresence } from '../../api/presence.ts';
import { businessName, mayListen, useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { useChoiceList } from '../choice-list.ts';
import { callerWords, phoneNumber } from '../words.ts';
import { awayReasons } from './away-reasons.ts';
import styles from './command-palette.module.css';

interface Command {
  readonly id: string;
  readonly words: string;
  readonly hint: string;
  readonly run: () => void;
}

export function CommandPalette({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Modal.Root opened={opened} onClose={onClose} lockScroll={false} size="lg" yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label="Go to a screen or do something">
        <Modal.Body p={0}>{opened ? <Palette onClose={onClose} /> : null}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState('');
  const commands = useCommands();
  const wanted = query.trim().toLowerCase();
  const found = commands
    .filter((command) => `${command.words} ${command.hint}`.toLowerCase().includes(wanted))
    .slice(0, 12);
  const choose = (command: Command): void => {
    onClose();
    command.run();
  };
  const list = useChoiceList(found, choose);
  return (
    <>
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        className={styles.box}
        leftSection={<IconSearch size={18} aria-hidden />}
        aria-label="Search screens, calls and states"
        placeholder="Screen, caller, number or state"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        {...list.boxProps}
      />
      <ul {...list.listProps} className={styles.list} aria-label="What to do">
        {found.map((command) => (
          <li key={command.id} {...list.choiceProps(command)}>
            <span>{command.words}</span>
            <span className="soft small">{command.hint}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className={styles.none}>Nothing has this name. Try a screen, a caller or a number.</p>
      ) : null}
    </>
  );
}

function useCommands(): readonly Command[] {
  const navigate = useNavigate();
  const me = useMe();
  const { to } = useBusinessFilter();
  const { mutate: choose } = useChoosePresence();
  const calls = useRowsOf('call', null);
  return useMemo(() => {
    const go = (words: string, path: string, more?: Readonly<Record<string, string>>): Command => ({
      id: `go-${words}`,
      words,
      hint: 'screen',
      run: () => void navigate(to(path, more)),
    });
    return [
      go('Live', '/live'),
      go('Desk', '/desk'),
      ...(mayListen(me) ? [go('Recordings', '/recordings')] : []),
      go('Set-up', '/setup'),
      go('Wall board', '/live', { wall: '1' }),
      {
        id: 'free',
        words: 'Become available',
        hint: 'my state',
        run: () => choose({ presence: 'available' }),
      },
      ...awayReasons.map((reason) => ({
        id: `away-${reason}`,
        words: `Go away: ${reason}`,
        hint: 'my state',
        run: () => choose({ presence: 'away', reason }),
      })),
      ...calls.map((call) => ({
        id: `call-${call.id}`,
        words: `Open the call of ${callerWords(call.caller)}`,
        hint: [
          call.caller.name && call.caller.number ? phoneNumber(call.caller.number) : null,
          businessName(me, call.businessId),
          call.topic,
        ]
          .filter(Boolean)
          .join(' · '),
        run: () => void navigate(to('/live', { call: call.id })),
      })),
    ];
  }, [navigate, me, to, choose, calls]);
}
