import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RotaDetail } from '../../../contract/rotas.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { useWriteRota } from '../../api/rotas.ts';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import { bodyOf, draftOf } from './plan-draft.ts';
import { PlanFields } from './plan-fields.tsx';
import { PlanPreview } from './plan-preview.tsx';
import styles from './plan.module.css';

interface Props {
  readonly rota: RotaDetail;
  readonly onClose: () => void;
}

/** Changes who is on call from a moment on. When somebody else changed it meanwhile, what was typed stays. */
export function EditRota({ rota, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(rota));
  const write = useWriteRota();
  const body = bodyOf(draft, serverNow());
  const names = new Map(rota.shifts.map(({ personId, name }) => [personId, name]));
  const overtaken = draft.asOf !== rota.version && !write.isPending;
  return (
    <InlineForm
      label="Change the rota"
      verb="Save the change"
      busy={write.isPending}
      ready={body !== null && !overtaken}
      error={overtaken ? null : write.error}
      onSend={() =>
        write.mutate({ businessId: rota.businessId, key: rota.key, body }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <PlanFields businessId={rota.businessId} draft={draft} names={names} onChange={setDraft} />
      {overtaken ? (
        <div role="alert" className={styles.falls}>
          <p>
            <span className="strong">Somebody changed this rota while you were at it.</span> What you typed is
            still here; the week above shows theirs.
          </p>
          <div className={matters.buttons}>
            <Button variant="default" onClick={() => setDraft({ ...draft, asOf: rota.version })}>
              Go on with mine
            </Button>
            <Button variant="default" onClick={() => setDraft(draftOf(rota))}>
              Begin again from theirs
            </Button>
          </div>
        </div>
      ) : (
        <PlanPreview businessId={rota.businessId} rotaKey={rota.key} body={body} changes />
      )}
    </InlineForm>
  );
}
