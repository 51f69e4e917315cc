import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { SoftphoneReport } from '../../src/contract/api.ts';
import type { MicrophoneState } from '../../src/console/softphone/microphone-state.ts';
import { createSoftphoneSession, type SoftphoneSession } from '../../src/console/softphone/session.ts';
import type { LineState, Softphone } from '../../src/console/softphone/softphone.ts';

/** Something that has a state and tells when it changes. */
function told<T>(first: T) {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next: T) => {
      value = next;
      for (const listener of listeners) listener();
    },
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const quiet: LineState = { line: { status: 'ready' }, ringing: [], active: null };
const talking: LineState['active'] = {
  offerId: 'offer-1',
  status: 'talking',
  muted: false,
  quality: { grade: 'good', words: 'The line is good.' },
};

/** A tab made of parts that a test moves by hand. */
function tab() {
  const microphone = told<MicrophoneState>({ status: 'closed' });
  const speaker = told<'ready' | 'blocked'>('ready');
  const line = told<LineState>({ ...quiet, line: { status: 'connecting' } });
  const reports: SoftphoneReport[] = [];
  const said: string[] = [];
  const accepted: string[] = [];
  const beat = { tick: () => {}, freeze: () => {}, wake: (_forMs: number) => {} };
  const world = { now: 1_000_000, opened: 0, closed: 0, refuse: null as Error | null, serverAway: false };
  const softphone: Softphone = {
    state: line.get,
    onChange: line.onChange,
    onLevels: () => () => undefined,
    accept: async (offerId) => void accepted.push(offerId),
    reject: () => undefined,
    hangUp: () => undefined,
    mute: () => undefined,
    sendDigits: () => undefined,
    setInput: async () => undefined,
    setOutput: async () => undefined,
    close: () => (world.closed += 1),
  };
  const session: SoftphoneSession = createSoftphoneSession({
    tab: 'tab-1',
    microphone: {
      state: microphone.get,
      onChange: microphone.onChange,
      level: () => 0,
      open: async () => microphone.set({ status: 'open', deviceId: 'mic', label: 'Headset' }),
      close: () => microphone.set({ status: 'closed' }),
    },
    speaker: { state: speaker.get, onChange: speaker.onChange, unlock: async () => true },
    devices: () => ({ input: null, output: null }),
    openLine: async () => {
      if (world.refuse) throw world.refuse;
      world.opened += 1;
      return softphone;
    },
    report: async (report) => {
      if (world.serverAway) throw new Error('away');
      reports.push(report);
    },
    sayAsleep: () => said.push('asleep'),
    sayClosed: () => said.push('closed'),
    stayAwake: ({ onTick, onFreeze, onWake }) => {
      Object.assign(beat, { tick: onTick, freeze: onFreeze, wake: onWake });
      return { close: () => said.push('may sleep') };
    },
    now: () => world.now,
  });
  return { session, microphone, speaker, line, reports, said, accepted, beat, world };
}

const settled = () => jest.advanceTimersByTimeAsync(0);
const last = (reports: readonly SoftphoneReport[]) => reports.at(-1);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

async function readyTab() {
  const parts = tab();
  await parts.session.start();
  parts.line.set(quiet);
  await settled();
  return parts;
}

describe('a tab that takes calls', () => {
  test('tells the server only once the line is there', async () => {
    const { session, line, reports } = tab();
    await session.start();
    expect(reports).toEqual([]);
    line.set(quiet);
    await settled();
    expect(reports).toEqual([{ tab: 'tab-1', state: 'ready' }]);
  });

  test('says again every 20 s that it is ready, and not more often', async () => {
    const { beat, world, reports } = await readyTab();
    for (let second = 0; second < 45; second += 1) {
      world.now += 1_000;
      beat.tick();
      await settled();
    }
    expect(reports).toHaveLength(3);
  });

  test('that cannot sign in stays off and keeps the words for the person', async () => {
    const { session, world } = tab();
    world.refuse = new Error('No key is set up for calls in the browser.');
    await session.start();
    expect(session.state()).toEqual({ status: 'off', failure: world.refuse });
  });

  test('tells at once that the microphone is lost, and that it is back', async () => {
    const { microphone, session, reports } = await readyTab();
    microphone.set({ status: 'lost', trouble: 'unplugged' });
    await settled();
    expect(last(reports)).toEqual({ tab: 'tab-1', state: 'lost', reason: 'microphone' });
    microphone.set({ status: 'open', deviceId: 'mic', label: 'Headset' });
    await settled();
    expect(last(reports)).toEqual({ tab: 'tab-1', state: 'ready' });
    expect(session.state()).toMatchObject({ status: 'on', back: 'microphone' });
  });

  test('says for a few seconds what came back, then no more', async () => {
    const { microphone, session } = await readyTab();
    microphone.set({ status: 'lost', trouble: 'silenced' });
    microphone.set({ status: 'open', deviceId: 'mic', label: 'Headset' });
    await jest.advanceTimersByTimeAsync(15_000);
    expect(session.state()).toMatchObject({ status: 'on', back: null });
  });

  test.each([
    [
      'line',
      (parts: ReturnType<typeof tab>) => parts.line.set({ ...quiet, line: { status: 'down', why: 'Gone.' } }),
    ],
    ['speaker', (parts: ReturnType<typeof tab>) => parts.speaker.set('blocked')],
  ] as const)('tells that it lost its %s', async (reason, happens) => {
    const parts = await readyTab();
    happens(parts);
    await settled();
    expect(last(parts.reports)).toEqual({ tab: 'tab-1', state: 'lost', reason });
  });

  test('is not lost while somebody talks on it, although its signalling is', async () => {
    const { line, reports } = await readyTab();
    line.set({ line: { status: 'down', why: 'Gone.' }, ringing: [], active: talking });
    await settled();
    expect(reports).toEqual([{ tab: 'tab-1', state: 'ready' }]);
    line.set({ line: { status: 'down', why: 'Gone.' }, ringing: [], active: null });
    await settled();
    expect(last(reports)).toEqual({ tab: 'tab-1', state: 'lost', reason: 'line' });
  });

  test('tells again what the server did not hear', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { microphone, world, beat, reports } = await readyTab();
    world.serverAway = true;
    microphone.set({ status: 'lost', trouble: 'denied' });
    await settled();
    world.serverAway = false;
    world.now += 4_000;
    beat.tick();
    await settled();
    expect(last(reports)).toEqual({ tab: 'tab-1', state: 'lost', reason: 'microphone' });
  });

  test('says that it goes to sleep, and after a long one opens a new line before it is ready', async () => {
    const { beat, said, world, reports } = await readyTab();
    beat.freeze();
    expect(said).toEqual(['asleep']);
    beat.wake(120_000);
    await settled();
    expect(world.opened).toBe(2);
    expect(reports.map((report) => (report.state === 'lost' ? report.reason : 'ready'))).toEqual([
      'ready',
      'asleep',
      'ready',
    ]);
  });

  test('keeps its line after a doze', async () => {
    const { beat, world, reports } = await readyTab();
    beat.wake(4_000);
    await settled();
    expect(world.opened).toBe(1);
    expect(last(reports)).toEqual({ tab: 'tab-1', state: 'ready' });
  });

  test('picks up a call that arrives a moment after Answer was pressed', async () => {
    const { session, line, accepted } = await readyTab();
    jest.useRealTimers();
    const answer = session.pickUp('offer-1', 1_000);
    line.set({ ...quiet, ringing: ['offer-1'] });
    expect(await answer).toBe(true);
    expect(accepted).toEqual(['offer-1']);
  });

  test('says no when the call is not here', async () => {
    const { session } = await readyTab();
    expect(await session.pickUp('offer-1', 0)).toBe(false);
  });

  test('that is stopped says goodbye, closes its line and may sleep again', async () => {
    const { session, said, world, microphone } = await readyTab();
    session.stop();
    expect(said).toEqual(['may sleep', 'closed']);
    expect(world.closed).toBe(1);
    expect(microphone.get()).toEqual({ status: 'closed' });
  });

  test('that is stopped while it starts does not become ready afterwards', async () => {
    const { session, line, reports } = tab();
    const starting = session.start();
    session.stop();
    await starting;
    line.set(quiet);
    await settled();
    expect(session.state().status).toBe('off');
    expect(reports).toEqual([]);
  });
});
