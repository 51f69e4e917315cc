import { expect, it } from '@jest/globals';
import type { RecordingDetail, RecordingTranscript } from '../../src/contract/api.ts';
import { businessOf } from '../../src/domain/businesses/businesses-store.ts';
import type { BusinessCommand } from '../../src/domain/businesses/noun.ts';
import { behaviour } from '../harness/behaviour.ts';

behaviour('a pause in the recording', (house) => {
  it('leaves the card number out of the file, is seen by all, and ends when told', async () => {
    const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
    const caller = await house().talkingWith(ana);
    await caller.says('I would like to pay the invoice now.');
    await house().clock.forward('6s');
    await ana.clicks('recording/pause');
    expect(house().board().calls).toMatchObject([{ recording: 'paused' }]);
    await caller.says('The card number is four nine two nine, one two three four.');
    await house().clock.forward('8s');
    await ana.clicks('recording/resume');
    expect(house().board().calls).toMatchObject([{ recording: 'on' }]);
    await caller.says('Thank you, that was all for today.');
    await house().clock.forward('6s');
    await caller.hangsUp();
    await house().clock.forward('10s');

    const [row] = await grace.recordings();
    const detail = await (await grace.ask('GET', `/recordings/${row?.id}`)).json();
    const { markers } = detail as { markers: { atMs: number; kind: string; text: string }[] };
    const [pausedAt, resumedAt] = ['pause', 'resume'].map(
      (kind) => markers.find((marker) => marker.kind === kind)?.atMs ?? Number.NaN,
    ) as [number, number];
    expect(resumedAt - pausedAt).toBeGreaterThan(7_000);
    const sound = await grace.plays(row?.id ?? '');
    expect(sound.loudest(0, pausedAt)).toBeGreaterThan(0.1);
    expect(sound.loudest(pausedAt + 600, resumedAt - 100)).toBe(0);
    expect(sound.loudest(resumedAt + 600, sound.durationMs)).toBeGreaterThan(0.1);
  });

  it('ends by itself when it is forgotten', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    await house().talkingWith(ana);
    await ana.clicks('recording/pause');
    await house().clock.forward('179s');
    expect(house().board().calls).toMatchObject([{ recording: 'paused' }]);
    await house().clock.forward('2s');
    expect(house().board().calls).toMatchObject([{ recording: 'on' }]);
  });

  it('is cut out of the file where the business wants it so, and all that follows is found at its place', async () => {
    const { engine, database } = house().deskbell;
    const business = await businessOf(database.reader, 'shop');
    const command: BusinessCommand = {
      type: 'DescribeBusiness',
      business: { ...business, recording: { ...business.recording, pause: 'skip' } },
    };
    await engine.submit({ noun: 'businesses', id: 'shop', command });
    const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
    const caller = await house().talkingWith(ana);
    await house().clock.forward('4s');
    await ana.clicks('recording/pause');
    await caller.says('The card number is four nine two nine.');
    await house().clock.forward('20s');
    await ana.clicks('recording/resume');
    await house().clock.forward('3s');
    await caller.says('Thank you, goodbye.');
    await house().clock.forward('3s');
    await caller.hangsUp();
    await house().clock.forward('10s');

    const [row] = await grace.recordings();
    const path = `/recordings/${row?.id}`;
    const { gaps } = (await (await grace.ask('GET', path)).json()) as RecordingDetail;
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.toMs).toBe(gaps[0]?.fromMs);
    expect(gaps[0]?.forMs).toBeGreaterThan(19_000);
    const { lines } = (await (await grace.ask('GET', `${path}/transcript`)).json()) as RecordingTranscript;
    expect(lines.map(({ text }) => text)).toEqual(['Thank you, goodbye.']);
    const sound = await grace.plays(row?.id ?? '');
    expect(sound.durationMs).toBeLessThan(15_000);
    const said = lines[0]?.atMs ?? 0;
    expect(sound.loudest(0, said - 300, 'left')).toBe(0);
    expect(sound.loudest(said, said + 1_000, 'left')).toBeGreaterThan(0.05);
  });
});
