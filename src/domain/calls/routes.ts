import { Router } from 'express';
import { z } from 'zod';
import { AddNote, Consult, Escalate, Transfer } from '../../contract/api.ts';
import type { Engine } from '../../engine/engine.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Identity } from '../../http/identity.ts';
import type { Database } from '../../store/database.ts';
import { callDetail } from '../../views/call-detail.ts';
import { targetsFor } from '../../views/targets.ts';
import type { RecordingCommand } from '../recordings/recording.ts';
import { findCall } from './calls-store.ts';
import type { CallCommand, DeskCommand } from './commands.ts';

const ById = z.object({ id: z.string() });
const ByParty = z.object({ id: z.string(), party: z.string() });

/** The desk's hands on a call: see it, hold it, move it on, end it. */
export function callRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
}): Router {
  const { engine, database } = parts;
  const router = Router();
  const business = async ({ params }: { readonly params: { readonly id: string } }) =>
    (await findCall(database.reader, params.id))?.businessId ?? null;
  const tell = async (id: string, command: CallCommand) =>
    refusalOf(await engine.submit({ noun: 'calls', id, command }));

  router.get(
    '/calls/:id',
    route({
      permission: 'call.see',
      params: ById,
      business,
      do: ({ params }) => callDetail(database.reader, params.id),
    }),
  );

  router.get(
    '/calls/:id/targets',
    route({
      permission: 'call.see',
      params: ById,
      business,
      do: ({ params, identity, businessIds }) =>
        targetsFor(database.reader, businessIds[0] ?? params.id, identity.personId),
    }),
  );

  /** A button without further words. */
  const button = (path: string, command: (by: string) => DeskCommand) =>
    router.post(
      `/calls/:id/${path}`,
      route({
        permission: 'call.handle',
        params: ById,
        business,
        do: ({ identity, params }) => tell(params.id, command(identity.personId)),
      }),
    );
  button('hold', (by) => ({ type: 'HoldCaller', by }));
  button('resume', (by) => ({ type: 'ResumeCaller', by }));
  button('consult/cancel', (by) => ({ type: 'CancelConsult', by }));
  button('consult/join', (by) => ({ type: 'BringTogether', by }));
  button('consult/complete', (by) => ({ type: 'HandOver', by }));
  button('leave', (by) => ({ type: 'LeaveCall', by }));
  button('end', (by) => ({ type: 'EndCall', by }));

  /** A command with words of its own. */
  const form = <B>(path: string, body: z.ZodType<B>, command: (by: string, body: B) => DeskCommand) =>
    router.post(
      `/calls/:id/${path}`,
      route({
        permission: 'call.handle',
        params: ById,
        body,
        business,
        do: ({ identity, params, body: words }) => tell(params.id, command(identity.personId, words)),
      }),
    );
  form('consult', Consult, (by, { personId }) => ({ type: 'ConsultPerson', by, personId }));
  form('transfer', Transfer, (by, to) =>
    'personId' in to
      ? { type: 'TransferToPerson', by, personId: to.personId }
      : { type: 'TransferToQueue', by, queue: to.queue },
  );
  form('escalate', Escalate, (by, asked) => ({
    type: 'Escalate',
    by,
    pathway: asked.pathway,
    topic: asked.pathway === 'functional' ? asked.topic : null,
    authority: asked.pathway === 'hierarchical' ? asked.authority : null,
    how: asked.how,
    summary: asked.summary ?? null,
  }));
  form('notes', AddNote, (by, { text }) => ({ type: 'AddNote', by, text }));

  router.post(
    '/calls/:id/parties/:party/drop',
    route({
      permission: 'call.handle',
      params: ByParty,
      business,
      do: ({ identity, params }) =>
        tell(params.id, { type: 'DropParty', by: identity.personId, offerId: params.party }),
    }),
  );

  const recording = (path: string, command: (identity: Identity) => RecordingCommand) =>
    router.post(
      `/calls/:id/recording/${path}`,
      route({
        permission: 'call.handle',
        params: ById,
        business,
        do: async ({ identity, params }) =>
          refusalOf(
            await engine.submit({ noun: 'recordings', id: `${params.id}.r1`, command: command(identity) }),
          ),
      }),
    );
  recording('pause', ({ personId, name }) => ({ type: 'PauseRecording', by: personId, name }));
  recording('resume', ({ personId }) => ({ type: 'ResumeRecording', by: personId }));

  return router;
}
