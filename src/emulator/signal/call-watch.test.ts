import { describe, expect, test } from '@jest/globals';
import { lossOf } from './call-watch.ts';
import type { CallSigns } from './call-watch.ts';

const healthy: CallSigns = {
  signallingAwayMs: null,
  comesBackWithinMs: 20_000,
  joinedMs: 60_000,
  connectedMs: 59_000,
  silentMs: 10,
};

describe('a call of a browser', () => {
  test.each<[string, Partial<CallSigns>, ReturnType<typeof lossOf>]>([
    ['goes on while sound comes', {}, null],
    ['goes on through a silence of nine seconds', { silentMs: 9_900 }, null],
    ['ends when no sound came for ten seconds', { silentMs: 10_100 }, 'sound-stopped'],
    [
      'is given ten seconds of silence after it connected late',
      { silentMs: 14_000, connectedMs: 2_000 },
      null,
    ],
    ['may take fifteen seconds to connect', { connectedMs: null, joinedMs: 14_900, silentMs: 14_900 }, null],
    [
      'ends when its sound never connects',
      { connectedMs: null, joinedMs: 15_100, silentMs: 15_100 },
      'sound-never-connected',
    ],
    ['goes on without signalling while sound comes', { signallingAwayMs: 19_000 }, null],
    [
      'ends when the signalling does not come back in time',
      { signallingAwayMs: 20_100 },
      'signalling-away-too-long',
    ],
    ['goes on through a short hiccup of both', { signallingAwayMs: 1_400, silentMs: 1_400 }, null],
    [
      'ends within two seconds when the tab was closed',
      { signallingAwayMs: 1_550, silentMs: 1_550 },
      'browser-gone',
    ],
  ])('%s', (_name, signs, loss) => {
    expect(lossOf({ ...healthy, ...signs })).toBe(loss);
  });
});
