import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useChoosePresence, useFinishWrapUp, useMyRow } from '../../api/presence.ts';
import { PresenceMark } from '../presence-mark.tsx';
import { Refusal } from '../refusal.tsx';
import { useShortcut } from '../shortcuts/shortcuts.tsx';
import { Elapsed, Remaining } from '../times.tsx';
import { awayReasons } from './away-reasons.ts';
import styles from './my-state.module.css';

/** My state, large, and the one click that changes it. */
export function MyState() {
  const row = useMyRow();
  const choose = useChoosePresence();
  const finish = useFinishWrapUp();
  const [reason, setReason] = useState('');
  const [opened, setOpened] = useState(false);
  const presence = row?.presence;
  const resting = presence === 'away' || presence === 'offline' || presence === 'unreachable';
  const busy = choose.isPending || finish.isPending;

  const toggle = (): void => choose.mutate({ presence: resting ? 'available' : 'away' });
  useShortcut('ready', row && !busy ? toggle : null);

  const goAway = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === '') return;
    choose.mutate({ presence: 'away', reason: reason.trim() });
    setReason('');
    setOpened(false);
  };

  if (!row || !presence) return <div className={styles.mine} aria-hidden />;
  return (
    <div className={styles.mine} role="group" aria-label="My state">
      <div className={styles.now} data-state={presence}>
        <PresenceMark
          of={presence}
          word={presence === 'away' && row.reason ? row.reason.toLowerCase() : undefined}
        />
        {presence === 'wrap-up' && row.until ? (
          <span className={styles.clock}>
            <Remaining until={row.until} clamp /> left
          </span>
        ) : (
          <span className={styles.clock}>
            <Elapsed since={row.since} />
          </span>
        )}
      </div>
      {presence === 'wrap-up' ? (
        <Button variant="default" loading={finish.isPending} onClick={() => finish.mutate()}>
          Finish
        </Button>
      ) : (
        <Button
          variant={resting ? 'filled' : 'default'}
          color="var(--free-fill)"
          loading={choose.isPending}
          onClick={toggle}
        >
          {resting ? 'Become available' : 'Go away'}
        </Button>
      )}
      <Menu position="bottom-end" opened={opened} onChange={setOpened} width={240} withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="Choose a state and a reason" disabled={busy}>
            <IconChevronDown size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => choose.mutate({ presence: 'available' })}>
            <PresenceMark of="free" word="Available" />
          </Menu.Item>
          {awayReasons.map((each) => (
            <Menu.Item key={each} onClick={() => choose.mutate({ presence: 'away', reason: each })}>
              <PresenceMark of="away" word={`Away: ${each.toLowerCase()}`} />
            </Menu.Item>
          ))}
          <form onSubmit={goAway} className={styles.reason}>
            <TextInput
              size="sm"
              aria-label="Another reason for being away"
              placeholder="Another reason, then Enter"
              maxLength={80}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </form>
        </Menu.Dropdown>
      </Menu>
      {choose.error || finish.error ? (
        <div className={styles.refused}>
          <Refusal error={choose.error ?? finish.error} />
        </div>
      ) : null}
    </div>
  );
}
