import { Button } from '@mantine/core';
import {
  IconArrowUpRight,
  IconArrowsExchange,
  IconDoorExit,
  IconMessageQuestion,
  IconNote,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerRecord,
} from '@tabler/icons-react';
import type { CallDetail } from '../../../contract/api.ts';
import type { CallAction, CallActions } from '../../api/calls.ts';
import { useMe } from '../../api/session.ts';
import { useShortcut } from '../../components/shortcuts/shortcuts.tsx';
import { TwoStepButton } from '../../components/two-step-button.tsx';
import styles from './call-action-row.module.css';
import type { MatterPanelName } from './matter-action-row.tsx';

/** What opens in place beneath the actions. */
export type MovePanelName = 'transfer' | 'ask-first' | 'escalate';
export type DeskPanel = MovePanelName | 'note' | MatterPanelName;

interface Props {
  readonly call: CallDetail;
  readonly actions: CallActions;
  /** I am the one who is asked; the call is still a colleague's. */
  readonly asked: boolean;
  readonly open: DeskPanel | null;
  readonly onOpen: (panel: DeskPanel | null) => void;
}

/** Everything that can be done with the call, always in the same places. */
export function CallActionRow({ call, actions, asked, open, onOpen }: Props) {
  const me = useMe();
  const busy = actions.isPending;
  const doing = (what: CallAction['do']): boolean => busy && actions.variables.do === what;
  const held = call.place === 'held';
  const consulting = call.consult !== null;
  const paused = call.recording.state === 'paused';
  const recorded = call.recording.state !== 'off';
  const others = call.parties.some(
    (party) => party.personId !== me.personId && party.role === 'agent' && party.status === 'in-room',
  );

  // Somebody who is only asked has not taken the caller: leaving would leave them alone.
  const mayLeave = asked || others;

  const hold = (): void => actions.mutate({ do: held ? 'resume' : 'hold' });
  const pause = (): void => actions.mutate({ do: paused ? 'recording/resume' : 'recording/pause' });
  const toggle = (panel: DeskPanel): void => onOpen(open === panel ? null : panel);

  const mayMove = !asked && !consulting;
  useShortcut('hold', !busy && mayMove ? hold : null);
  useShortcut('transfer', mayMove ? () => toggle('transfer') : null);
  useShortcut('askFirst', mayMove ? () => toggle('ask-first') : null);
  useShortcut('escalate', mayMove ? () => toggle('escalate') : null);
  useShortcut('pauseRecording', !busy && recorded ? pause : null);
  useShortcut('note', () => toggle('note'));

  const opener = (panel: DeskPanel) => ({
    variant: open === panel ? 'light' : 'default',
    'aria-expanded': open === panel,
    onClick: () => toggle(panel),
  });
  return (
    <div className={styles.row} role="group" aria-label="What to do with the call">
      <Button
        variant={held ? 'filled' : 'default'}
        leftSection={
          held ? <IconPlayerPlay size={18} aria-hidden /> : <IconPlayerPause size={18} aria-hidden />
        }
        loading={doing('hold') || doing('resume')}
        disabled={busy || !mayMove}
        onClick={hold}
      >
        {held ? 'Resume' : 'Hold'}
      </Button>
      <Button
        {...opener('ask-first')}
        disabled={!mayMove}
        leftSection={<IconMessageQuestion size={18} aria-hidden />}
      >
        Ask first
      </Button>
      <Button
        {...opener('transfer')}
        disabled={!mayMove}
        leftSection={<IconArrowsExchange size={18} aria-hidden />}
      >
        Transfer
      </Button>
      <Button
        {...opener('escalate')}
        disabled={!mayMove}
        leftSection={<IconArrowUpRight size={18} aria-hidden />}
      >
        Escalate
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlayerRecord size={18} aria-hidden />}
        loading={doing('recording/pause') || doing('recording/resume')}
        disabled={busy || !recorded}
        onClick={pause}
      >
        {paused ? 'Go on recording' : 'Pause recording'}
      </Button>
      <Button {...opener('note')} leftSection={<IconNote size={18} aria-hidden />}>
        Note
      </Button>
      <div className={styles.ending}>
        <Button
          variant="default"
          leftSection={<IconDoorExit size={18} aria-hidden />}
          loading={doing('leave')}
          disabled={busy || !mayLeave}
          title={
            mayLeave
              ? 'The others stay with the caller'
              : 'Nobody else has the caller: transfer the call, or end it'
          }
          onClick={() => actions.mutate({ do: 'leave' })}
        >
          Leave
        </Button>
        {asked ? null : (
          <TwoStepButton
            variant="default"
            leftSection={<IconPhoneOff size={18} aria-hidden />}
            loading={doing('end')}
            disabled={busy}
            confirm="End it for everyone"
            onConfirm={() => actions.mutate({ do: 'end' })}
          >
            End call
          </TwoStepButton>
        )}
      </div>
    </div>
  );
}
