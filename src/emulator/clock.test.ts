import { afterEach, expect, test } from '@jest/globals';
import { EmulatorClock } from './clock.ts';

let clock: EmulatorClock | null = null;

function manualClock(): EmulatorClock {
  clock = new EmulatorClock({ mode: 'manual', startAt: 1_000, quietMs: 1, patienceMs: 30 });
  return clock;
}

afterEach(() => clock?.stop());

test('a clock moved by hand stands still until it is moved', async () => {
  const hand = manualClock();
  let ran = false;
  hand.schedule(10, () => {
    ran = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect([hand.now(), ran]).toEqual([1_000, false]);
  await hand.advance(10);
  expect([hand.now(), ran]).toEqual([1_010, true]);
});

test('what falls due runs in order, each at its own time, and what it schedules runs too', async () => {
  const hand = manualClock();
  const seen: string[] = [];
  const note = (name: string) => () => seen.push(`${name}@${hand.now()}`);
  hand.schedule(50, note('second'));
  hand.schedule(20, () => {
    note('first')();
    hand.schedule(10, note('follow-up'));
  });
  hand.schedule(50, note('third'));
  const callOff = hand.schedule(40, note('called off'));
  callOff();
  await hand.advance(60);
  expect(seen).toEqual(['first@1020', 'follow-up@1030', 'second@1050', 'third@1050']);
});

test('time does not pass while a tracked request is open', async () => {
  const hand = manualClock();
  const seen: number[] = [];
  hand.schedule(10, () => {
    const request = new Promise<void>((resolve) => setTimeout(resolve, 15)).then(() => {
      seen.push(hand.now());
    });
    void hand.track(request);
  });
  await hand.advance(1_000);
  expect(seen).toEqual([1_010]);
});

test('a request that is never answered holds time up only for so long', async () => {
  const hand = manualClock();
  void hand.track(new Promise<void>(() => undefined));
  let timedOut = false;
  hand.schedule(15_000, () => {
    timedOut = true;
  });
  await hand.advance(15_000);
  expect(timedOut).toBe(true);
});

test('changing between running and standing still does not make the time jump', async () => {
  const hand = manualClock();
  await hand.advance(5_000);
  hand.setMode('real');
  const began = hand.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  hand.setMode('manual');
  const stopped = hand.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(began - 6_000).toBeLessThan(10);
  expect(stopped).toBeGreaterThan(began);
  expect(hand.now()).toBe(stopped);
});

test('a running clock runs what falls due and can still be moved on by hand', async () => {
  clock = new EmulatorClock({ mode: 'real', quietMs: 1 });
  const running = clock;
  const soon = new Promise<void>((resolve) => running.schedule(5, resolve));
  await soon;
  let ran = false;
  running.schedule(3_600_000, () => {
    ran = true;
  });
  await running.advance(3_600_000);
  expect(ran).toBe(true);
});

test('time never goes backwards', async () => {
  await expect(manualClock().advance(-1)).rejects.toThrow('forward only');
});
