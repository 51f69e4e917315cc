import { Router } from 'express';
import { z } from 'zod';
import { AddNote, CallDetail, Consult, Escalate, Targets, Transfer } from '../../contract/api.ts';
import type { Engine } from '../../engine/engine.ts';
import { businessOfNamed, ById } from '../../http/asked.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { Identity } from '../../http/identity.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../store/database.ts';
import { callDetail } from '../../views/call-detail.ts';
import { targetsFor } from '../../views/targets.ts';
import type { RecordingCommand } from '../recordings/recording.ts';
import { findCall } from './calls-store.ts';
import type { CallCommand, DeskCommand } from './commands.ts';

const ByParty = z.object({ id: z.string(), party: z.string() });

/** The desk's hands on a call: see it, hold it, move it on, end it. */
export function callRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
}): Router {
  const { engine, database, clock } = parts;
  const router = Router();
  const business = businessOfNamed((id) => findCall(database.reader, id));
  const tell = async (id: string, command: CallCommand) =>
    refusalOf(await engine.submit({ noun: 'calls', id, command }));

  router.get(
    '/calls/:id',
    route({
      permission: 'call.see',
      says: 'Tells of one call: who is on it, what was chosen, what happened.',
      params: ById,
      answers: CallDetail,
      business,
      do: ({ params }) => callDetail(database.reader, params.id),
    }),
  );

  router.get(
    '/calls/:id/targets',
    route({
      permission: 'call.see',
      says: 'Tells to whom the call may go, likely ones first.',
      params: ById,
      answers: Targets,
      business,
      do: async ({ params, identity, businessIds }) => {
        const call = await findCall(database.reader, params.id);
        const businessId = businessIds[0] ?? params.id;
        const language = call?.language ?? 'en-GB';
        return targetsFor(database.reader, {
          businessId,
          self: identity.personId,
          language,
          at: clock.now(),
        });
      },
    }),
  );

  /** A button without further words. */
  const button = (path: string, says: string, command: (by: string) => DeskCommand) =>
    router.post(
      `/calls/:id/${path}`,
      route({
        permission: 'call.handle',
        says,
        params: ById,
        business,
        do: ({ identity, params }) => tell(params.id, command(identity.personId)),
      }),
    );
  button('hold', 'Puts the caller on hold.', (by) => ({ type: 'HoldCaller', by }));
  button('resume', 'Takes the caller off hold.', (by) => ({ type: 'ResumeCaller', by }));
  button('consult/cancel', 'Goes back to the caller without handing over.', (by) => ({
    type: 'CancelConsult',
    by,
  }));
  button('consult/join', 'Brings everybody together.', (by) => ({ type: 'BringTogether', by }));
  button('consult/complete', 'Hands the caller over to whoever was asked.', (by) => ({
    type: 'HandOver',
    by,
  }));
  button('leave', 'Leaves the call to those who are on it.', (by) => ({ type: 'LeaveCall', by }));
  button('end', 'Ends the call for everyone, with a goodbye.', (by) => ({ type: 'EndCall', by }));

  /** A command with words of its own. */
  const form = <B>(
    path: string,
    says: string,
    body: z.ZodType<B>,
    command: (by: string, body: B) => DeskCommand,
  ) =>
    router.post(
      `/calls/:id/${path}`,
      route({
        permission: 'call.handle',
        says,
        params: ById,
        body,
        business,
        do: ({ identity, params, body: words }) => tell(params.id, command(identity.personId, words)),
      }),
    );
  form('consult', 'Asks somebody first; the caller hears music.', Consult, (by, { personId }) => ({
    type: 'ConsultPerson',
    by,
    personId,
  }));
  form('transfer', 'Hands the caller to a person or a queue at once.', Transfer, (by, to) =>
    'personId' in to
      ? { type: 'TransferToPerson', by, personId: to.personId }
      : { type: 'TransferToQueue', by, queue: to.queue },
  );
  form('escalate', 'Passes the call up: to somebody who knows, or who may.', Escalate, (by, asked) => ({
    type: 'Escalate',
    by,
    pathway: asked.pathway,
    topic: asked.pathway === 'functional' ? asked.topic : null,
    authority: asked.pathway === 'hierarchical' ? asked.authority : null,
    how: asked.how,
    summary: asked.summary ?? null,
  }));
  form('notes', 'Adds a note to the call.', AddNote, (by, { text }) => ({ type: 'AddNote', by, text }));

  router.post(
    '/calls/:id/parties/:party/drop',
    route({
      permission: 'call.handle',
      says: 'Lets one of the people on the call go.',
      params: ByParty,
      business,
      do: ({ identity, params }) =>
        tell(params.id, { type: 'DropParty', by: identity.personId, offerId: params.party }),
    }),
  );

  const recording = (path: string, says: string, command: (identity: Identity) => RecordingCommand) =>
    router.post(
      `/calls/:id/recording/${path}`,
      route({
        permission: 'call.handle',
        says,
        params: ById,
        business,
        do: async ({ identity, params }) =>
          refusalOf(
            await engine.submit({ noun: 'recordings', id: `${params.id}.r1`, command: command(identity) }),
          ),
      }),
    );
  recording('pause', 'Pauses the recording, for card numbers and the like.', ({ personId, name }) => ({
    type: 'PauseRecording',
    by: personId,
    name,
  }));
  recording('resume', 'Records again.', ({ personId }) => ({ type: 'ResumeRecording', by: personId }));

  return router;
}
