import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CallDetail } from '../../../contract/api.ts';
import type { PersonRow } from '../../../contract/live.ts';
import { useFinishWrapUp } from '../../api/presence.ts';
import { PresenceMark } from '../../components/presence-mark.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { Elapsed, Remaining } from '../../components/times.tsx';
import { callerWords } from '../../components/words.ts';
import type { DeskPanel } from './call-action-row.tsx';
import { MatterActionRow, type MatterPanelName } from './matter-action-row.tsx';
import { MatterPanel } from './matter-panel.tsx';
import styles from './middle.module.css';
import { NotePanel } from './note-panel.tsx';

interface Props {
  readonly row: PersonRow;
  readonly callId: string | null;
  readonly call: CallDetail | undefined;
}

/** The call is over; time to write down what was said before the next one rings. */
export function WrapUpView({ row, callId, call }: Props) {
  const finish = useFinishWrapUp();
  const [panel, setPanel] = useState<DeskPanel | null>(null);
  return (
    <section className={`panel ${styles.box}`} aria-label="Wrap-up">
      <div className={styles.title}>
        <div>
          <h2>{call ? `The call with ${callerWords(call.caller)} is over` : 'The call is over'}</h2>
          {call ? <p className="soft">{call.business.name}</p> : null}
        </div>
        <span className={styles.state}>
          <PresenceMark of="wrap-up" />
          {row.until ? (
            <span>
              <Remaining until={row.until} clamp /> left
            </span>
          ) : (
            <Elapsed since={row.since} />
          )}
        </span>
      </div>
      {callId === null ? null : <NotePanel key={callId} callId={callId} takeFocus={false} />}
      {call ? (
        <>
          <MatterActionRow open={panel} onOpen={setPanel} />
          <MatterPanel
            call={call}
            panel={matterPanels.find((each) => each === panel) ?? null}
            onClose={() => setPanel(null)}
          />
        </>
      ) : null}
      <Refusal error={finish.error} />
      <div>
        <Button size="md" color="var(--free-fill)" loading={finish.isPending} onClick={() => finish.mutate()}>
          Finish and become free
        </Button>
      </div>
    </section>
  );
}

const matterPanels: readonly MatterPanelName[] = ['case', 'promise', 'approval', 'message'];
