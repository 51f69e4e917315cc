import { join } from 'node:path';
import { Router } from 'express';
import { z } from 'zod';
import { Pathway } from '../../contract/shapes.ts';
import type { RecordingPage } from '../../contract/api.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { route } from '../../http/route.ts';
import type { Database } from '../../store/database.ts';
import { recordingDetail, recordingRow } from '../../views/recording-view.ts';
import type { BegunRecording } from './recording.ts';
import { findRecording, listRecordings } from './recordings-store.ts';

const ById = z.object({ id: z.string() });

const Filter = z.object({
  business: z.string().optional(),
  pathway: Pathway.optional(),
  kind: z.enum(['conversation', 'message']).optional(),
  person: z.string().optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
  order: z.enum(['escalated', 'newest']).default('escalated'),
  cursor: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
type Filter = z.infer<typeof Filter>;

/** Finding and playing recordings, for those who may. */
export function recordingRoutes(parts: { readonly database: Database; readonly dataDir: string }): Router {
  const { database, dataDir } = parts;
  const { reader } = database;
  const router = Router();
  const business = async ({ params }: { readonly params: { readonly id: string } }) =>
    (await findRecording(reader, params.id))?.businessId ?? null;
  const known = async (id: string): Promise<BegunRecording> => {
    const recording = await findRecording(reader, id);
    if (recording === null) throw notFound('recording');
    return recording;
  };

  router.get(
    '/recordings',
    route({
      permission: 'recording.list',
      query: Filter,
      do: async ({ query, businessIds }): Promise<RecordingPage> => {
        const found = await listRecordings(reader, {
          businessIds: businessIds.filter((id) => query.business === undefined || id === query.business),
          from: query.from ?? null,
          to: query.to ?? null,
          escalatedFirst: query.order === 'escalated',
        });
        const wanted = found.filter(({ recording }) => isWanted(recording, query));
        const page = wanted.slice(query.cursor, query.cursor + query.limit);
        const next = query.cursor + query.limit;
        return {
          rows: await Promise.all(page.map(({ id, recording }) => recordingRow(reader, id, recording))),
          nextCursor: next < wanted.length ? String(next) : null,
          total: wanted.length,
        };
      },
    }),
  );

  router.get(
    '/recordings/:id',
    route({
      permission: 'recording.play',
      params: ById,
      business,
      do: async ({ params }) => recordingDetail(reader, params.id, await known(params.id)),
    }),
  );

  router.get(
    '/recordings/:id/audio',
    route({
      permission: 'recording.play',
      params: ById,
      business,
      do: async ({ params, response }) => {
        const recording = await known(params.id);
        if (recording.status !== 'stored') {
          throw new HttpProblem(
            409,
            'not-stored',
            'There is no sound yet: the file comes when the call has ended and the line has handed it over.',
          );
        }
        response.set('content-type', 'audio/wav').set('cache-control', 'private, no-store');
        await new Promise<void>((resolve, reject) => {
          // Answers byte ranges by itself.
          response.sendFile(
            join(dataDir, recording.path),
            { root: '/', dotfiles: 'allow', cacheControl: false },
            // A player that jumps to another place breaks off its request: that is no fault of anyone's.
            (error) => (error && !wasBrokenOff(error) ? reject(error) : resolve()),
          );
        });
      },
    }),
  );

  return router;
}

function isWanted(recording: BegunRecording, query: Filter): boolean {
  return (
    (query.pathway === undefined || recording.pathways.includes(query.pathway)) &&
    (query.kind === undefined || recording.kind === query.kind) &&
    (query.person === undefined || recording.people.includes(query.person))
  );
}

function wasBrokenOff(error: Error): boolean {
  return 'code' in error && error.code === 'ECONNABORTED';
}
