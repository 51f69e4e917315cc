import { afterEach, describe, expect, it } from '@jest/globals';
import { connected, legsTo, liveLegsTo, ringAgent, script } from './conversation.ts';
import { agent } from './line-on-emulator.ts';
import type { LineOnEmulator } from './line-on-emulator.ts';

let line: LineOnEmulator;
afterEach(() => line.close());

describe('the line, when things go wrong', () => {
  it('rings once although the answer to the ring was lost', async () => {
    line = await connected(script);
    line.emulator.faults.set({ rest: { lostResponse: { match: 'Calls', count: 1 } } });
    expect((await line.ask(ringAgent)).outcome).toBe('unknown');
    await line.forward(1_000);
    const found = await line.ask(ringAgent, { attempt: 2, reconcile: true });
    expect(found).toEqual({ outcome: 'done', result: { sid: legsTo(line, agent)[0]?.sid } });
    expect(legsTo(line, agent)).toHaveLength(1);
  });

  it('finds its leg although the answer and every callback were lost', async () => {
    line = await connected(script);
    line.emulator.faults.set({
      rest: { lostResponse: { match: 'Calls', count: 1 } },
      callbacks: { drop: 1 },
    });
    expect((await line.ask(ringAgent)).outcome).toBe('unknown');
    await line.forward(1_000);
    const found = await line.ask(ringAgent, { attempt: 2, reconcile: true });
    expect(found).toEqual({ outcome: 'done', result: { sid: legsTo(line, agent)[0]?.sid } });
    expect(legsTo(line, agent)).toHaveLength(1);
  });

  it('rings after all when the first request failed at Twilio', async () => {
    line = await connected(script);
    line.emulator.faults.set({ rest: { status500: { match: 'Calls', count: 1 } } });
    expect((await line.ask(ringAgent)).outcome).toBe('unknown');
    expect((await line.ask(ringAgent, { attempt: 2, reconcile: true })).outcome).toBe('done');
    expect(legsTo(line, agent)).toHaveLength(1);
  });

  it('is told to come back when Twilio has too much to do', async () => {
    line = await connected(script);
    line.emulator.faults.set({ rest: { status429: { match: 'Calls', count: 1 } } });
    expect((await line.ask(ringAgent)).outcome).toBe('retry');
    expect(legsTo(line, agent)).toEqual([]);
  });

  it('hears everything once although every callback comes twice', async () => {
    line = await connected(script);
    line.emulator.faults.set({ callbacks: { duplicate: 1 } });
    const callerSid = line.ring();
    await line.forward(4_000);
    line.emulator.world.handsets.press(callerSid, '2');
    await line.forward(1_000);
    await line.ask(ringAgent);
    await line.forward(2_000);
    line.emulator.world.handsets.hangUp(callerSid);
    await line.forward(3_000);
    expect(line.answered.some(({ verdict }) => verdict === 'doubled')).toBe(true);
    expect(line.told('ringProgressed')).toHaveLength(1);
    expect(line.told('roomChanged').map(({ what }) => what)).toEqual(['joined', 'left']);
    expect(line.told('legEnded')).toHaveLength(1);
  });

  it('never dials a number that the policy does not allow', async () => {
    line = await connected(script);
    expect(await line.ask({ ...ringAgent, to: '+18765551234' })).toMatchObject({
      outcome: 'failed',
      why: 'refused',
    });
    expect(line.emulator.world.calls.list()).toEqual([]);
  });

  it('gives a caller an apology and the person on duty when the database is gone', async () => {
    line = await connected(script);
    await line.closeDatabase();
    const callerSid = line.ring();
    await line.forward(12_000);
    expect(line.captions(callerSid)).toContain('Say: One moment, please.');
    expect(line.captions(callerSid)).toContain('Say: This is Northgate Store.');
    expect(line.captions(callerSid)).not.toContain('Error');

    const [duty] = liveLegsTo(line, agent);
    line.emulator.world.handsets.answer(duty?.sid ?? '');
    await line.forward(8_000);
    expect(line.captions(duty?.sid ?? '')).toContain('A caller for Northgate Store needs you.');
    line.emulator.world.handsets.press(duty?.sid ?? '', '5');
    await line.forward(1_000);
    line.emulator.world.handsets.speak(duty?.sid ?? '', 'On duty, how can I help?');
    await line.forward(3_000);
    expect(line.captions(callerSid)).toContain('On duty, how can I help?');
  });

  it('takes a message in the end when the person on duty does not take the call', async () => {
    line = await connected({ start: () => Promise.reject(new Error('a fault in a rule')) });
    const callerSid = line.ring();
    await line.forward(60_000);
    expect(line.captions(callerSid)).toContain('Nobody can take your call right now.');
    line.emulator.world.handsets.speak(callerSid, 'My boiler leaks.');
    await line.forward(4_000);
    line.emulator.world.handsets.press(callerSid, '#');
    await line.forward(8_000);
    expect(line.captions(callerSid)).toContain('Your message was recorded.');
    expect(line.told('recordingChanged')).toMatchObject([
      { asked: null, callSid: callerSid, status: 'completed' },
    ]);
  });
});
