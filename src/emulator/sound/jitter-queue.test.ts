import { describe, expect, test } from '@jest/globals';
import { JitterQueue } from './jitter-queue.ts';

const frame = (nth: number) => Uint8Array.of(nth);
const frames = (count: number) => Array.from({ length: count }, (_, nth) => frame(nth));

describe('the jitter queue', () => {
  test('holds the first frame back until there is a second, and then gives all in order', () => {
    const queue = new JitterQueue();
    queue.push(frame(1));
    expect(queue.pop()).toBeNull();
    queue.push(frame(2));
    expect([queue.pop(), queue.pop()]).toEqual([frame(1), frame(2)]);
    expect(queue.underruns).toBe(0);
  });

  test('one frame that comes late is not heard as a gap', () => {
    const queue = new JitterQueue();
    queue.push(frame(1));
    queue.push(frame(2));
    expect(queue.pop()).toEqual(frame(1));
    expect(queue.pop()).toEqual(frame(2));
    queue.push(frame(3));
    queue.push(frame(4));
    expect(queue.pop()).toEqual(frame(3));
  });

  test('counts running dry once, and waits for two frames again', () => {
    const queue = new JitterQueue();
    for (const each of frames(2)) queue.push(each);
    queue.pop();
    queue.pop();
    expect([queue.pop(), queue.pop()]).toEqual([null, null]);
    expect(queue.underruns).toBe(1);
    queue.push(frame(7));
    expect(queue.pop()).toBeNull();
  });

  test('what piled up in a stall is given back, half of it a second, until the delay is short again', () => {
    const queue = new JitterQueue();
    for (const each of frames(8)) queue.push(each);
    const depths: number[] = [];
    for (let second = 0; second < 8; second++) {
      for (let tick = 0; tick < 50; tick++) {
        queue.pop();
        queue.push(frame(0));
      }
      depths.push(queue.depth);
    }
    expect(depths).toEqual([5, 3, 2, 2, 2, 2, 2, 2]);
    expect(queue.trimmed).toBe(6);
  });

  test('never grows beyond ten frames: the oldest go, down to two', () => {
    const queue = new JitterQueue();
    for (const each of frames(11)) queue.push(each);
    expect(queue.depth).toBe(2);
    expect(queue.pop()).toEqual(frame(9));
  });
});
