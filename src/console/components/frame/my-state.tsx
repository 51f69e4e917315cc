import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import type { PersonRow } from '../../../contract/live.ts';
import { useChoosePresence, useFinishWrapUp, useMyRow } from '../../api/presence.ts';
import { useMe } from '../../api/session.ts';
import { useChooseDevice } from '../../api/softphone.ts';
import { lossWords } from '../../softphone/reachability.ts';
import { useSoftphone } from '../../softphone/softphone-context.tsx';
import { useOpenCheck, useTakeCallsHere } from '../../softphone/use-take-calls-here.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { phoneNumber } from '../words.ts';
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
  const [asking, setAsking] = useState(false);
  const presence = row?.presence;
  // A browser that cannot be rung is mended, not chosen: becoming available would change nothing.
  const resting =
    presence === 'away' ||
    presence === 'offline' ||
    (presence === 'unreachable' && row?.device !== 'browser');
  const busy = choose.isPending || finish.isPending;

  const toggle = (): void => choose.mutate({ presence: resting ? 'available' : 'away' });
  useShortcut('ready', row && !busy ? toggle : null);

  if (!row || !presence) return <div className={styles.mine} aria-hidden />;
  return (
    <div className={styles.mine} role="group" aria-label="My state">
      <div className={styles.now} data-state={presence}>
        <PresenceMark of={presence} word={stateWord(row)} />
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
      <Menu position="bottom-end" width={240} withinPortal returnFocus={!asking}>
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
          <Menu.Item onClick={() => setAsking(true)}>
            <PresenceMark of="away" word="Away: another reason" />
          </Menu.Item>
          <Menu.Divider />
          <DeviceItems />
        </Menu.Dropdown>
      </Menu>
      {asking ? (
        <OtherReason
          onAway={(reason) => choose.mutate({ presence: 'away', reason })}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {choose.error || finish.error ? (
        <div className={styles.refused}>
          <Refusal error={choose.error ?? finish.error} />
        </div>
      ) : null}
    </div>
  );
}

interface OtherReasonProps {
  readonly onAway: (reason: string) => void;
  readonly onClose: () => void;
}

/** A reason of one's own: beside the menu, as a menu holds choices only. */
function OtherReason({ onAway, onClose }: OtherReasonProps) {
  const [reason, setReason] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The menu gives the focus back when it closes, which is after this.
    const turn = requestAnimationFrame(() => box.current?.focus());
    return () => cancelAnimationFrame(turn);
  }, []);
  const goAway = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === '') return;
    onAway(reason.trim());
    onClose();
  };
  return (
    <form
      className={styles.reason}
      aria-label="Away for another reason"
      onSubmit={goAway}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <TextInput
        ref={box}
        label="Away, because"
        placeholder="such as dentist"
        maxLength={80}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles.reasonButtons}>
        <Button type="submit" disabled={reason.trim() === ''}>
          Go away
        </Button>
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
      </div>
    </form>
  );
}

function stateWord(row: PersonRow): string | undefined {
  if (row.presence === 'away' && row.reason) return row.reason.toLowerCase();
  if (row.presence !== 'unreachable' || row.device !== 'browser') return undefined;
  return row.softphone.reason === null ? undefined : lossWords(row.softphone.reason);
}

/** Where my calls ring. */
function DeviceItems() {
  const me = useMe();
  const { device } = useSoftphone();
  const choose = useChooseDevice();
  const takeCallsHere = useTakeCallsHere();
  const openCheck = useOpenCheck();
  const navigate = useNavigate();
  const { to } = useBusinessFilter();
  return (
    <>
      <Menu.Label>My calls ring</Menu.Label>
      <Menu.RadioItem
        value="browser"
        checked={device === 'browser'}
        closeMenuOnClick
        onChange={takeCallsHere}
      >
        In this browser
      </Menu.RadioItem>
      <Menu.RadioItem
        value="telephone"
        checked={device === 'telephone'}
        closeMenuOnClick
        onChange={() => choose.mutate('telephone')}
      >
        On {phoneNumber(me.phone)}
      </Menu.RadioItem>
      <Menu.Item onClick={openCheck}>Check sound and microphone</Menu.Item>
      <Menu.Item onClick={() => void navigate(to('/setup'))}>
        {me.handsetsUrl ? 'Let a practice caller ring me' : 'Set-up'}
      </Menu.Item>
    </>
  );
}
