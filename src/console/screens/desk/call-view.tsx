import { Skeleton } from '@mantine/core';
import { IconPlayerPause, IconPlayerRecordFilled } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { CallDetail } from '../../../contract/api.ts';
import { useCallAction, type CallActions, type useCall } from '../../api/calls.ts';
import { useMe } from '../../api/session.ts';
import { PresenceMark } from '../../components/presence-mark.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { Elapsed } from '../../components/times.tsx';
import { callerWords, phoneNumber } from '../../components/words.ts';
import { CallSound } from '../../softphone/call-sound.tsx';
import { CallActionRow, type DeskPanel, type MovePanelName } from './call-action-row.tsx';
import { CallApprovals } from './call-approvals.tsx';
import { AskedView, ConsultPanel } from './consult-panel.tsx';
import { MatterActionRow, type MatterPanelName } from './matter-action-row.tsx';
import { MatterPanel } from './matter-panel.tsx';
import styles from './middle.module.css';
import { MovePanel } from './move-panel.tsx';
import { NotePanel } from './note-panel.tsx';
import { callerPlace, Parties } from './parties.tsx';
import { Script } from './script.tsx';

interface Props {
  readonly callId: string;
  readonly call: ReturnType<typeof useCall>;
}

/** The call I am on. */
export function CallView({ callId, call }: Props) {
  const actions = useCallAction(callId);
  if (call.data) return <Call call={call.data} actions={actions} />;
  return (
    <section className={`panel ${styles.box}`} aria-busy={call.isPending} aria-label="The call">
      {call.error ? <Refusal error={call.error} /> : <Skeleton height={200} />}
    </section>
  );
}

function Call({ call, actions }: { readonly call: CallDetail; readonly actions: CallActions }) {
  const me = useMe();
  const [panel, setPanel] = useState<DeskPanel | null>(null);
  const close = useCallback(() => setPanel(null), []);
  const asked = call.consult?.personId === me.personId;
  const move = movePanels.find((each) => each === panel);
  return (
    <>
      <section className={`panel ${styles.box}`} aria-label="The call">
        <div className={styles.title}>
          <div>
            <h2>{callerWords(call.caller)}</h2>
            <p className="soft">
              {[call.business.name, call.caller.name ? phoneNumber(call.caller.number) : null, call.topic]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <div className={styles.state}>
            <PresenceMark
              of={call.place === 'held' ? 'held' : call.place === 'talking' ? 'on-a-call' : 'ringing'}
              word={call.place === 'held' ? 'caller held' : callerPlace[call.place]}
            />
            <Elapsed since={call.since} />
            <Recording recording={call.recording} />
          </div>
        </div>
        <Parties call={call} actions={actions} />
        <CallSound />
        {call.consult && !asked ? (
          <ConsultPanel call={call} consult={call.consult} actions={actions} />
        ) : null}
        {asked ? <AskedView call={call} /> : null}
        <CallActionRow call={call} actions={actions} asked={asked} open={panel} onOpen={setPanel} />
        <Refusal error={actions.error} />
        {panel === 'note' ? <NotePanel callId={call.id} onDone={close} /> : null}
        {move ? <MovePanel key={move} call={call} begin={move} onClose={close} /> : null}
        {asked ? null : (
          <>
            <MatterActionRow open={panel} onOpen={setPanel} />
            <MatterPanel
              call={call}
              panel={matterPanels.find((each) => each === panel) ?? null}
              onClose={close}
            />
          </>
        )}
        <CallApprovals callId={call.id} />
      </section>
      <Script business={call.business} />
    </>
  );
}

const movePanels: readonly MovePanelName[] = ['transfer', 'ask-first', 'escalate'];
const matterPanels: readonly MatterPanelName[] = ['case', 'promise', 'approval', 'message'];

function Recording({ recording }: { readonly recording: CallDetail['recording'] }) {
  switch (recording.state) {
    case 'on':
      return (
        <span className={styles.recorded}>
          <IconPlayerRecordFilled size={14} aria-hidden /> recording
        </span>
      );
    case 'paused':
      return (
        <span className={styles.paused}>
          <IconPlayerPause size={14} aria-hidden />
          <span>
            recording paused {recording.since === null ? null : <Elapsed since={recording.since} />}, goes on
            by itself
          </span>
        </span>
      );
    case 'off':
      return recording.policy === 'escalated' ? (
        <span className="soft">recorded once escalated</span>
      ) : (
        <span className="soft">not recorded</span>
      );
    default:
      return recording.state satisfies never;
  }
}
