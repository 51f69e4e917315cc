import { useState } from 'react';
import { Link } from 'react-router';
import type { CallDetail } from '../../../contract/api.ts';
import { ApprovalForm } from '../../components/matters/approval-form.tsx';
import { whatIsAsked } from '../../components/matters/approval-item.tsx';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { PromiseForm } from '../../components/matters/promise-form.tsx';
import { TakeMessage } from '../../components/matters/take-message.tsx';
import type { MatterPanelName } from './matter-action-row.tsx';
import { OpenCasePanel } from './open-case-panel.tsx';

interface Props {
  readonly call: CallDetail;
  readonly panel: MatterPanelName | null;
  readonly onClose: () => void;
}

/** What was done last, with the way to it; nothing else on the desk moves for it. */
interface Done {
  readonly words: string;
  readonly path: string | null;
}

/** The form that is open for this call, and what came of the last one. */
export function MatterPanel({ call, panel, onClose }: Props) {
  const [done, setDone] = useState<Done | null>(null);
  const { to } = useBusinessFilter();
  const finish = (next: Done): void => {
    setDone(next);
    onClose();
  };
  const about = { businessId: call.business.id, onClose };
  return (
    <>
      {panel === 'case' ? (
        <OpenCasePanel
          call={call}
          onDone={(words, caseId) => finish({ words, path: `/cases/${encodeURIComponent(caseId)}` })}
          onClose={onClose}
        />
      ) : null}
      {panel === 'promise' ? (
        <PromiseForm
          {...about}
          about={{ callId: call.id }}
          onMade={(promise) => finish({ words: `Promised: “${promise.words}”`, path: null })}
        />
      ) : null}
      {panel === 'approval' ? (
        <ApprovalForm
          {...about}
          about={{ callId: call.id }}
          onAsked={(approval) =>
            finish({
              words:
                approval.status === 'granted'
                  ? `${whatIsAsked(approval)} is approved: ${approval.why}`
                  : `${whatIsAsked(approval)} is asked for. The answer shows here while the caller holds.`,
              path: null,
            })
          }
        />
      ) : null}
      {panel === 'message' ? (
        <TakeMessage
          {...about}
          topic={call.topic}
          callId={call.id}
          known={call.caller}
          onTaken={(message) =>
            finish({
              words: `The message for ${message.for.name} is on its way.`,
              path: `/messages/${encodeURIComponent(message.id)}`,
            })
          }
        />
      ) : null}
      <p role="status">
        {done ? (
          <>
            ✓ {done.words} {done.path ? <Link to={to(done.path)}>Look at it</Link> : null}
          </>
        ) : null}
      </p>
    </>
  );
}
