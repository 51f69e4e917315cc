import { Router } from 'express';
import { z } from 'zod';
import { Pathway } from '../../contract/shapes.ts';
import { RecordingDetail, RecordingPage, RecordingPeaks, RecordingTranscript } from '../../contract/api.ts';
import { businessesAsked, businessOfNamed, ById } from '../../http/asked.ts';
import { HttpProblem, notFound } from '../../http/problems.ts';
import { route } from '../../http/route.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { UnreadableWav } from '../../kernel/wav.ts';
import type { Database } from '../../store/database.ts';
import { recordingDetail, recordingRow, recordingTranscript } from '../../views/recording-view.ts';
import { SoundMissing, type RecordingFiles } from './files.ts';
import type { BegunRecording, StoredRecording } from './recording.ts';
import { findRecording, listRecordings } from './recordings-store.ts';

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
export function recordingRoutes(parts: {
  readonly database: Database;
  readonly files: Pick<RecordingFiles, 'soundOf' | 'peaksOf'>;
}): Router {
  const { database, files } = parts;
  const { reader } = database;
  const router = Router();
  const business = businessOfNamed((id) => findRecording(reader, id));
  const known = async (id: string): Promise<BegunRecording> => {
    const recording = await findRecording(reader, id);
    if (recording === null) throw notFound('recording');
    return recording;
  };

  router.get(
    '/recordings',
    route({
      permission: 'recording.list',
      says: 'Lists recordings, escalated calls first.',
      answers: RecordingPage,
      query: Filter,
      do: async ({ query, businessIds }): Promise<RecordingPage> => {
        const found = await listRecordings(reader, {
          businessIds: businessesAsked(businessIds, query.business),
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
      says: 'Tells of one recording: its marks, gaps and timeline.',
      params: ById,
      answers: RecordingDetail,
      business,
      do: async ({ params }) => recordingDetail(reader, params.id, await known(params.id)),
    }),
  );

  router.get(
    '/recordings/:id/audio',
    route({
      permission: 'recording.play',
      says: 'Gives the sound: a WAV file, in byte ranges if wanted.',
      file: 'audio/wav',
      params: ById,
      business,
      do: async ({ params, response }) => {
        const sound = await files.soundOf(stored(await known(params.id)).path).catch(brokenSound);
        response.set('content-type', 'audio/wav').set('cache-control', 'private, no-store');
        await new Promise<void>((resolve, reject) => {
          // Answers byte ranges by itself.
          response.sendFile(
            sound,
            { root: '/', dotfiles: 'allow', cacheControl: false },
            // A player that jumps to another place breaks off its request: that is no fault of anyone's.
            (error) => (error && !wasBrokenOff(error) ? reject(error) : resolve()),
          );
        });
      },
    }),
  );

  router.get(
    '/recordings/:id/peaks',
    route({
      permission: 'recording.play',
      says: 'Gives the shape of the sound, for drawing it.',
      params: ById,
      answers: RecordingPeaks,
      business,
      do: async ({ params, request, response }) => {
        const { path, sha256 } = stored(await known(params.id));
        // The same sound has the same shape for ever.
        response.set('etag', `"${sha256}-1"`).set('cache-control', 'private, max-age=31536000, immutable');
        if (request.fresh) {
          response.status(304).end();
          return undefined;
        }
        return files.peaksOf(path).catch((error: unknown) => {
          response.removeHeader('etag');
          response.set('cache-control', 'no-store');
          return brokenSound(error);
        });
      },
    }),
  );

  router.get(
    '/recordings/:id/transcript',
    route({
      permission: 'recording.play',
      says: 'Gives what was said, by whom, in the order of saying.',
      params: ById,
      answers: RecordingTranscript,
      business,
      do: async ({ params, response }) => {
        response.set('cache-control', 'private, no-store');
        return recordingTranscript(reader, params.id, await known(params.id));
      },
    }),
  );

  return router;
}

/** @throws HttpProblem in words when there is nothing to play, yet or any more */
function stored(recording: BegunRecording): StoredRecording {
  switch (recording.status) {
    case 'stored':
      return recording;
    case 'recording':
    case 'fetching':
      throw new HttpProblem(
        409,
        'not-stored',
        'There is no sound yet: the file comes when the call has ended and the line has handed it over.',
      );
    case 'lost':
      throw new HttpProblem(409, 'lost', `This recording is lost: ${recording.problem}`);
    case 'deleted':
      throw new HttpProblem(
        410,
        'deleted',
        'This recording was deleted when its time was over. What happened on the call is kept.',
      );
    default:
      return assertNever(recording);
  }
}

function brokenSound(error: unknown): never {
  if (error instanceof SoundMissing)
    throw new HttpProblem(
      404,
      'sound-missing',
      'The file of this recording is not where it was stored. Ask whoever runs this server to look in the backup.',
    );
  if (error instanceof UnreadableWav)
    throw new HttpProblem(
      422,
      'sound-damaged',
      `The file of this recording cannot be read: ${error.message}. Ask whoever runs this server to look in the backup.`,
    );
  throw error;
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
