import { describe, expect, test } from '@jest/globals';
import { decodeMuLaw, encodeMuLaw } from '../audio/g711.ts';
import type { Segment, Side } from '../audio/timeline.ts';
import { renderTimeline } from '../audio/render.ts';
import { framesOf, tone } from '../sound/sounds-for-tests.ts';
import { Tape } from './tape.ts';

const ada = { name: 'Ada' };
const bob = { name: 'Bob' };
const startAt = 1_000_000;
const loud = encodeMuLaw(new Int16Array(160).fill(8_000));
const HEARD = decodeMuLaw(loud)[0] ?? 0;

/** A tape and a clock; `speak` lets somebody say so many frames, one each 20 ms. */
function tapeWithClock() {
  let now = startAt;
  const tape = new Tape(() => now);
  return {
    tape,
    wait: (ms: number) => (now += ms),
    speak: (speaker: object, frames: number, side: Side = 'near') => {
      for (let nth = 0; nth < frames; nth++) {
        tape.addLive(side, speaker, loud, now);
        now += 20;
      }
    },
  };
}

function spans(segments: readonly Segment[]): readonly (readonly [number, number])[] {
  return segments.map(({ startMs, sound }) => [startMs, sound.kind === 'live' ? sound.voice.durationMs : -1]);
}

async function channelsOf(tape: Tape): Promise<{ near: number[]; far: number[] }> {
  const wav = await renderTimeline(tape.timeline(2));
  const near: number[] = [];
  const far: number[] = [];
  for (let at = 44; at < wav.length; at += 4) {
    near.push(wav.readInt16LE(at));
    far.push(wav.readInt16LE(at + 2));
  }
  return { near, far };
}

const at = (channel: readonly number[], ms: number) => channel[ms * 8];

describe('living voices on a tape', () => {
  test('what one person says without a break is one piece, and two people are two', () => {
    const { tape, speak } = tapeWithClock();
    speak(ada, 50);
    speak(bob, 25, 'far');
    const { segments } = tape.timeline(2);
    expect(spans(segments)).toEqual([
      [0, 1000],
      [1000, 500],
    ]);
    expect(segments.map(({ side }) => side)).toEqual(['near', 'far']);
  });

  test('after a pause for breath a voice begins anew where it is; a frame that was lost leaves it in time', async () => {
    const { tape, wait, speak } = tapeWithClock();
    speak(ada, 10);
    wait(40);
    speak(ada, 10);
    wait(2000);
    speak(ada, 10);
    expect(spans(tape.timeline(2).segments)).toEqual([
      [0, 440],
      [2440, 200],
    ]);
    tape.end();
    const { near } = await channelsOf(tape);
    expect([at(near, 190), at(near, 220), at(near, 250), at(near, 1000), at(near, 2450)]).toEqual([
      HEARD,
      0,
      HEARD,
      0,
      HEARD,
    ]);
  });

  test('a pause of silence leaves its time and takes what was said in it away for good', async () => {
    const { tape, speak } = tapeWithClock();
    speak(ada, 50);
    tape.pause('silence');
    speak(ada, 50);
    tape.resume();
    speak(ada, 50);
    tape.end();
    expect(tape.durationMs).toBe(3000);
    expect(spans(tape.timeline(2).segments)).toEqual([
      [0, 1000],
      [2000, 1000],
    ]);
    const { near } = await channelsOf(tape);
    expect([at(near, 990), at(near, 1500), at(near, 2010)]).toEqual([HEARD, 0, HEARD]);
  });

  test('a pause that is skipped takes its time away, too', async () => {
    const { tape, speak } = tapeWithClock();
    speak(ada, 50);
    tape.pause('skip');
    speak(ada, 50);
    tape.resume();
    speak(bob, 50, 'far');
    tape.end();
    expect(tape.durationMs).toBe(2000);
    const { near, far } = await channelsOf(tape);
    expect([at(near, 990), at(near, 1010)]).toEqual([HEARD, 0]);
    expect([at(far, 990), at(far, 1010)]).toEqual([0, HEARD]);
  });

  test('the frame in whose middle a tape goes on is kept from there', () => {
    const { tape, wait } = tapeWithClock();
    tape.pause('skip');
    wait(30);
    tape.resume();
    tape.addLive('near', ada, loud, startAt + 20);
    wait(30);
    expect(spans(tape.timeline(2).segments)).toEqual([[0, 20]]);
  });

  test('a trimmed tape ends with the last word, and nothing is added to a tape that ended', async () => {
    const { tape, wait, speak } = tapeWithClock();
    speak(ada, 50);
    wait(5000);
    tape.end(startAt + 800);
    speak(ada, 50);
    const { near } = await channelsOf(tape);
    expect(near).toHaveLength(800 * 8);
    expect(near.every((sample) => sample === HEARD)).toBe(true);
  });

  test('a clock that stands still records no more than a moment', () => {
    const { tape } = tapeWithClock();
    for (let nth = 0; nth < 500; nth++) tape.addLive('near', ada, loud, startAt);
    const [piece] = spans(tape.timeline(2).segments);
    expect(piece?.[1] ?? 0).toBeLessThanOrEqual(100);
  });

  test('a long voice is kept in pieces of half a minute, without a seam', async () => {
    const { tape, speak } = tapeWithClock();
    speak(ada, 3_100);
    tape.end();
    expect(spans(tape.timeline(2).segments).map(([startMs]) => startMs)).toEqual([0, 30_000, 60_000]);
    const { near } = await channelsOf(tape);
    expect(near.every((sample) => sample === HEARD)).toBe(true);
  });

  test('a voice comes back as it was said, beside what was typed', async () => {
    const { tape, wait } = tapeWithClock();
    const sound = tone(440, 400);
    tape.add('far', { kind: 'beep' });
    for (const frame of framesOf(sound)) {
      tape.addLive('near', ada, frame, startAt + wait(20) - startAt - 20);
    }
    tape.end();
    const { near, far } = await channelsOf(tape);
    const fault = near.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (sound[i] ?? 0))), 0);
    expect(fault).toBeLessThan(400);
    expect(Math.max(...far)).toBeGreaterThan(5000);
  });
});
