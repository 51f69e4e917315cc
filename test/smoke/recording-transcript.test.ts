import { expect, it } from '@jest/globals';
import type { RecordingDetail, RecordingTranscript } from '../../src/contract/api.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';

async function transcript(desk: Desk, id: string): Promise<RecordingTranscript> {
  const response = await desk.ask('GET', `/recordings/${id}/transcript`);
  expect(response.status).toBe(200);
  return (await response.json()) as RecordingTranscript;
}

const detail = async (desk: Desk, id: string) =>
  (await (await desk.ask('GET', `/recordings/${id}`)).json()) as RecordingDetail;

behaviour('what was said on a recorded call', (house) => {
  it('stands beside the sound, each party’s words in their own slot and at their own time', async () => {
    const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
    const caller = await house().talkingWith(ana);
    await house().clock.forward('2s');
    const askedAt = house().clock.now();
    await caller.says('I was charged twice for one order.');
    await house().clock.forward('5s');
    const answeredAt = house().clock.now();
    await ana.says('Let me look at your account.');
    await house().clock.forward('5s');
    await caller.hangsUp();
    await house().clock.forward('10s');

    const [row] = await grace.recordings();
    const { state, problem, lines } = await transcript(grace, row?.id ?? '');
    expect({ state, problem }).toEqual({ state: 'on', problem: null });
    expect(lines).toMatchObject([
      { party: 'caller', text: 'I was charged twice for one order.', final: true, confidence: 0.94 },
      { party: 'people', text: 'Let me look at your account.', final: true, confidence: 0.94 },
    ]);
    const [question, answer] = lines;
    expect((answer?.atMs ?? 0) - (question?.atMs ?? 0)).toBeCloseTo(answeredAt - askedAt, -2);
    const sound = await grace.plays(row?.id ?? '');
    for (const { atMs, party } of lines) {
      const side = party === 'caller' ? 'left' : 'right';
      expect(sound.loudest(atMs, atMs + 1_500, side)).toBeGreaterThan(0.05);
      expect(sound.loudest(atMs, atMs + 1_500, side === 'left' ? 'right' : 'left')).toBe(0);
    }
    expect(house().emulator.world.transcriptions.list()).toMatchObject([{ status: 'stopped' }]);
  });

  it('has no word of what was said in a pause, nor of a sentence that it cut in two', async () => {
    const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
    const caller = await house().talkingWith(ana);
    await caller.says('I would like to pay now.');
    await house().clock.forward('4s');
    await caller.says('The card is a blue one, and it says: eight eight eight.');
    await ana.clicks('recording/pause');
    await house().clock.forward('4s');
    await caller.says('My card number is four nine two nine, one two three four.');
    await house().clock.forward('6s');
    await ana.says('And the three digits on the back?');
    await house().clock.forward('4s');
    await caller.says('Seven seven');
    await ana.clicks('recording/resume');
    await house().clock.forward('3s');
    await caller.says('Thank you, goodbye.');
    await house().clock.forward('4s');
    await caller.hangsUp();
    await house().clock.forward('10s');

    const [row] = await grace.recordings();
    const id = row?.id ?? '';
    const { lines } = await transcript(grace, id);
    expect(lines.map(({ text }) => text)).toEqual(['I would like to pay now.', 'Thank you, goodbye.']);
    const { gaps, durationMs } = await detail(grace, id);
    expect(gaps).toHaveLength(1);
    const [gap] = gaps;
    expect(gap?.forMs).toBeGreaterThan(10_000);
    const sound = await grace.plays(id);
    expect(sound.loudest((gap?.fromMs ?? 0) + 600, (gap?.toMs ?? 0) - 100)).toBe(0);
    expect(sound.durationMs).toBe(durationMs);
    const said = lines.at(-1)?.atMs ?? 0;
    expect(sound.loudest(said, said + 1_000, 'left')).toBeGreaterThan(0.05);
    const log = await house().deskbell.database.reader.selectFrom('events').select('data').execute();
    expect(log.map(({ data }) => data).join('\n')).not.toMatch(/four nine|pay now/);
  });

  it('is missing when the line cannot write it down, and neither the call nor the recording feels it', async () => {
    const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
    house().expectsErrors(/gave up on an effect/);
    house().emulator.faults.set({ rest: { status500: { match: 'Transcriptions', count: 20 } } });
    const caller = await house().talkingWith(ana);
    await caller.says('Can anybody write this down?');
    await ana.clicks('hold');
    expect(house().board().calls).toMatchObject([{ place: 'held', recording: 'on' }]);
    await ana.clicks('resume');
    await house().clock.forward('60s');
    await caller.hangsUp();
    await house().clock.forward('10s');
    const [row] = await grace.recordings();
    expect(row).toMatchObject({ status: 'stored' });
    expect(await transcript(grace, row?.id ?? '')).toMatchObject({
      state: 'broken',
      problem: expect.stringMatching(/could not write down what was said/),
      lines: [],
    });
  });
});
