import { advanceClock, readClock } from './api.js';
import { element } from './dom.js';

const STEPS = [
  [1000, '+1 s'],
  [10_000, '+10 s'],
  [60_000, '+1 min'],
];

/**
 * The emulator's time. When its clock is moved by hand nothing happens on the phones until somebody moves it, so the
 * bar says so and offers to.
 * @param {HTMLElement} bar
 * @param {() => void} lookNow
 */
export function createClockBar(bar, lookNow) {
  let aheadMs = 0;
  let standsStillAt = /** @type {number | null} */ (null);

  /** @param {number} ms */
  async function advance(ms) {
    await advanceClock(ms);
    await refresh();
    lookNow();
  }

  async function refresh() {
    const clock = await readClock();
    const byHand = clock.mode === 'manual';
    standsStillAt = byHand ? clock.now : null;
    aheadMs = clock.now - Date.now();
    if (byHand === bar.childElementCount > 0) return;
    bar.replaceChildren();
    if (!byHand) return;
    bar.append(element('span', {}, '‖ Clock moved by hand'));
    for (const [ms, label] of STEPS) {
      bar.append(
        element('button', { type: 'button', onclick: () => void advance(Number(ms)) }, String(label)),
      );
    }
  }

  return { refresh, now: () => standsStillAt ?? Date.now() + aheadMs };
}
