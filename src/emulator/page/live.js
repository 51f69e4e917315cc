/**
 * Calls `onChange` whenever something may have happened. News comes over Server-Sent Events; while they are down, and
 * also rarely while they are up, it looks by itself, so that a lost event never leaves a phone standing still.
 */
const POLL_WITHOUT_EVENTS_MS = 1000;
const POLL_WITH_EVENTS_MS = 5000;
const GATHER_NEWS_MS = 60;

/**
 * @param {() => Promise<void>} onChange
 * @param {(state: 'live' | 'polling' | 'lost') => void} onState
 */
export function watch(onChange, onState) {
  let underWay = false;
  let again = false;
  let eventsOpen = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function look() {
    if (underWay) {
      again = true;
      return;
    }
    underWay = true;
    clearTimeout(timer);
    try {
      await onChange();
      onState(eventsOpen ? 'live' : 'polling');
    } catch (error) {
      console.warn(error);
      onState('lost');
    }
    underWay = false;
    lookIn(again ? GATHER_NEWS_MS : eventsOpen ? POLL_WITH_EVENTS_MS : POLL_WITHOUT_EVENTS_MS);
    again = false;
  }

  /** @param {number} ms */
  function lookIn(ms) {
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  }

  function news() {
    if (underWay) again = true;
    else lookIn(GATHER_NEWS_MS);
  }

  const events = new EventSource('/emulator/events');
  events.addEventListener('open', () => {
    eventsOpen = true;
    news();
  });
  events.addEventListener('error', () => {
    eventsOpen = false;
    news();
  });
  events.addEventListener('message', news);
  void look();
  return { lookNow: look };
}
