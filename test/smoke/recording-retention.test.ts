import { expect, it } from '@jest/globals';
import type { RecordingDetail, RecordingTranscript } from '../../src/contract/api.ts';
import { behaviour } from '../harness/behaviour.ts';

behaviour('the end of a recording’s time', (house) => {
  it('takes sound, waveform and words with it, on the promised day, and the row says so', async () => {
    const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
    const caller = await house().talkingWith(ana);
    await caller.says('Please forget me one day.');
    await house().clock.forward('5s');
    await caller.hangsUp();
    await house().clock.forward('10s');
    const [row] = await grace.recordings();
    const path = `/recordings/${row?.id}`;
    const kept = (await (await grace.ask('GET', path)).json()) as RecordingDetail;
    expect((await grace.ask('GET', `${path}/peaks`)).status).toBe(200);
    const { reader } = house().deskbell.database;
    const words = () => reader.selectFrom('transcript_lines').select('text').execute();
    expect(await words()).toEqual([{ text: 'Please forget me one day.' }]);

    await house().clock.forward('89d');
    await house().clock.forward('23h');
    await grace.signsIn();
    expect((await grace.ask('GET', `${path}/audio`)).status).toBe(200);
    await house().clock.forward('1h');
    expect(await words()).toEqual([]);
    await grace.signsIn();
    for (const part of ['audio', 'peaks'])
      expect(await grace.isRefused('GET', `${path}/${part}`)).toMatchObject({ status: 410, code: 'deleted' });
    const gone = (await (await grace.ask('GET', path)).json()) as RecordingDetail;
    expect(gone).toMatchObject({
      status: 'deleted',
      caller: kept.caller,
      durationMs: kept.durationMs,
      deletedAt: kept.retainUntil,
      leftBehind: null,
      retainUntil: null,
      providerCopy: 'removed',
    });
    expect(gone.timeline.at(-1)).toMatchObject({ text: 'The recording was deleted.' });
    const said = (await (await grace.ask('GET', `${path}/transcript`)).json()) as RecordingTranscript;
    expect(said).toEqual({ state: 'deleted', problem: null, lines: [] });
    const erasing = reader.selectFrom('effects').select('status').where('kind', '=', 'recordings.erase');
    expect(await erasing.execute()).toEqual([{ status: 'done' }]);
  });
});
