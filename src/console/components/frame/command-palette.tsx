import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRowsOf } from '../../api/live/live-context.tsx';
import { useChoosePresence } from '../../api/presence.ts';
import { businessName, useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { useChoiceList } from '../choice-list.ts';
import { callerWords, phoneNumber } from '../words.ts';
import { useCases } from '../../api/cases.ts';
import { partyWords } from '../matters/words.ts';
import { awayReasons } from './away-reasons.ts';
import styles from './command-palette.module.css';
import { screensFor } from './screens.ts';

/** All screens and states fit in before anything is typed; calls are found by typing. */
const MOST_SHOWN = 40;

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
  const cases = useCaseCommands(query.trim());
  const found = [
    ...commands.filter((command) => `${command.words} ${command.hint}`.toLowerCase().includes(wanted)),
    ...cases,
  ].slice(0, MOST_SHOWN);
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
        placeholder="Screen, caller, case, number or state"
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

/** The cases due soonest that have these words, from the third letter on. */
function useCaseCommands(typed: string): readonly Command[] {
  const navigate = useNavigate();
  const { to } = useBusinessFilter();
  const long = typed.length > 2;
  const found = useCases({ q: typed }, { enabled: long });
  if (!long) return [];
  return found.rows.slice(0, 6).map((row) => ({
    id: `case-${row.id}`,
    words: `Case ${row.number}: ${partyWords(row.customer)}`,
    hint: [row.businessName, row.summary.slice(0, 40)].filter(Boolean).join(' · '),
    run: () => void navigate(to(`/cases/${encodeURIComponent(row.id)}`)),
  }));
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
      ...screensFor(me).map(({ path, word }) => go(word, path)),
      go('My cases', '/cases', { whose: 'mine' }),
      go('Late cases', '/cases', { late: 'true' }),
      go('Cases that nobody has yet', '/cases', { whose: 'unowned' }),
      go('Open a case', '/cases/new'),
      go('Take a message', '/messages/new'),
      go('Promises owed by me', '/promises', { person: me.personId }),
      go('Call-backs', '/promises', { view: 'call-backs' }),
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
