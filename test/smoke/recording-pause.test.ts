import { expect, it } from '@jest/globals';
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
});
