import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { type FreshDatabase, freshDatabase } from '../../../test/harness/fresh-database.ts';
import { given } from '../../../test/harness/given.ts';
import { PASSWORD, signedIn } from '../../../test/harness/http-app.ts';
import { employ, handClock, keptLog } from '../../../test/harness/staff.ts';
import type { Me, RecordingPeaks } from '../../contract/api.ts';
import { createApiKeys } from '../../http/api-keys.ts';
import { createHttp } from '../../http/create-http.ts';
import { sessionRoutes } from '../../http/session-routes.ts';
import { createSessions } from '../../http/sessions.ts';
import { createMetrics } from '../../observability/metrics.ts';
import { UnreadableWav } from '../../kernel/wav.ts';
import { SoundMissing, type RecordingFiles } from './files.ts';
import { finished, of, rules, running, stored } from './recording-for-tests.ts';
import type { RecordingEvent } from './recording.ts';
import { recordingsStore } from './recordings-store.ts';
import { recordingRoutes } from './routes.ts';
import { wavFile } from './wav-for-tests.ts';

const shape: RecordingPeaks = { sliceMs: 50, channels: ['AAE=', '/wI='] };
const lost: RecordingEvent = { type: 'RecordingLost', ...of, problem: 'The call was too short.' };
const deleted: RecordingEvent = { type: 'RecordingDeleted', ...of };
const kept: Readonly<Record<string, readonly RecordingEvent[]>> = {
  whole: [...running, finished, stored],
  running,
  lost: [...running, lost],
  deleted: [...running, finished, stored, deleted],
};
let fresh: FreshDatabase;
let app: Express;
/** What the files answer next. */
let sound: () => Promise<string> = () => Promise.reject(new SoundMissing('r.wav'));
let peaks: () => Promise<RecordingPeaks>;

const files: Pick<RecordingFiles, 'soundOf' | 'peaksOf'> = {
  soundOf: () => sound(),
  peaksOf: () => peaks(),
};

beforeAll(async () => {
  fresh = await freshDatabase('sqlite');
  const { database } = fresh;
  const person = (id: string, role: 'receptionist' | 'manager') => ({
    ...{ id, name: id, email: `${id}@shop.example`, password: PASSWORD, works: { shop: role } },
  });
  await employ(database, person('rita', 'receptionist'), person('mona', 'manager'));
  await database.transact(async (writer) => {
    for (const [id, past] of Object.entries(kept))
      await recordingsStore.save(writer, id, given(rules, ...past).state, 0);
  });
  const publicUrl = 'http://localhost:3000';
  const sessions = createSessions({ database, clock: handClock(), publicUrl });
  const me = ({ personId, name }: { personId: string; name: string }): Me => ({
    ...{ personId, name, phone: '+441632960000', memberships: [], device: 'telephone', handsetsUrl: null },
    softphone: { state: 'off', reason: null, since: null },
  });
  app = createHttp({
    config: { publicUrl },
    logger: keptLog('debug').logger,
    sessions,
    keys: createApiKeys({ database, clock: handClock() }),
    database,
    clock: handClock(),
    routers: [
      sessionRoutes({
        sessions,
        describe: (identity) => Promise.resolve(me(identity)),
        demo: { password: null, people: [] },
      }),
      recordingRoutes({ database, files }),
    ],
    health: [],
    metrics: createMetrics({ processFigures: false }),
    publicDir: 'public',
  });
});
afterAll(() => fresh.close());

describe('the shape of a sound', () => {
  test('is had by whoever may hear it, and kept by their browser for good', async () => {
    let looked = 0;
    peaks = () => {
      looked += 1;
      return Promise.resolve(shape);
    };
    const mona = await signedIn(app, 'mona');
    const first = await mona.get('/api/recordings/whole/peaks').expect(200);
    expect(first.body).toEqual(shape);
    expect(first.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const etag = String(first.headers['etag']);
    expect(etag).toContain('abc');
    const again = await mona.get('/api/recordings/whole/peaks').set('if-none-match', etag).expect(304);
    expect(again.text).toBe('');
    expect(looked).toBe(1);
    await (await signedIn(app, 'rita')).get('/api/recordings/whole/peaks').expect(403);
  });

  test.each([
    [new SoundMissing('/data/recordings/r.wav'), 404, 'sound-missing', /not where it was stored/],
    [new UnreadableWav('it ends 100 bytes early'), 422, 'sound-damaged', /ends 100 bytes early/],
  ])('of a file that is broken is told in words, and not kept: %s', async (error, status, code, words) => {
    peaks = async () => {
      throw error;
    };
    const answer = await (await signedIn(app, 'mona')).get('/api/recordings/whole/peaks').expect(status);
    expect(answer.body).toMatchObject({ code, detail: expect.stringMatching(words) });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.stringify(answer.body)).not.toContain('/data');
  });
});

test('the sound is had in parts, so that a player may begin anywhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-sound-'));
  const file = join(folder, 'r.wav');
  await writeFile(
    file,
    wavFile(1, () => 0.5),
  );
  sound = () => Promise.resolve(file);
  const mona = await signedIn(app, 'mona');
  const part = await mona.get('/api/recordings/whole/audio').set('range', 'bytes=8-11').expect(206);
  expect(part.headers).toMatchObject({ 'content-range': 'bytes 8-11/32044', 'content-type': 'audio/wav' });
  expect(String(part.body)).toBe('WAVE');
  await mona.get('/api/recordings/whole/audio').set('range', 'bytes=99999-').expect(416);
  sound = () => Promise.reject(new SoundMissing(file));
  await rm(folder, { recursive: true });
});

test.each([
  ['running', 409, 'not-stored'],
  ['lost', 409, 'lost'],
  ['deleted', 410, 'deleted'],
  ['whole', 404, 'sound-missing'],
])('the sound of a recording that is %s and has no file: %i %s', async (id, status, code) => {
  const mona = await signedIn(app, 'mona');
  expect((await mona.get(`/api/recordings/${id}/audio`).expect(status)).body).toMatchObject({ code });
});
