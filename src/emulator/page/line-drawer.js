import { readJournal } from './api.js';
import { element } from './dom.js';
import { timeOfDay } from './format.js';

const KEPT = 80;
const LONGEST_DETAIL = 4000;

/**
 * The wire of one call: which requests went either way and what was answered, read from the journal while it is open.
 * @param {string} owner
 */
export function createLineDrawer(owner) {
  const list = element('ol', {
    class: 'line-list',
    tabindex: '0',
    'aria-label': `Requests on the line of ${owner}`,
  });
  const note = element('p', {}, 'No call yet.');
  const drawer = element('details', { class: 'line' }, element('summary', {}, 'The line'), note, list);
  /** @type {string | null} */
  let callSid = null;
  let seen = 0;
  let underWay = false;

  async function refresh() {
    if (!drawer.open || callSid === null || underWay) return;
    underWay = true;
    try {
      for (;;) {
        const entries = await readJournal(seen);
        const last = entries.at(-1);
        if (!last) break;
        seen = last.n;
        const own = entries.filter((entry) => JSON.stringify(entry).includes(callSid ?? ''));
        list.append(...own.map(row));
        list.scrollTop = list.scrollHeight;
      }
      while (list.childElementCount > KEPT) list.firstElementChild?.remove();
      note.hidden = list.childElementCount > 0;
    } catch (error) {
      note.hidden = false;
      note.textContent = error instanceof Error ? error.message : String(error);
    }
    underWay = false;
  }

  drawer.addEventListener('toggle', () => void refresh());
  return {
    drawer,
    /** @param {string} sid */
    show(sid) {
      if (sid !== callSid) {
        callSid = sid;
        seen = 0;
        list.replaceChildren();
        note.textContent = 'Nothing on the line yet.';
      }
      void refresh();
    },
  };
}

/** @param {import('./api.js').JournalEntry} entry */
function row(entry) {
  const { title, detail } = describe(entry);
  return element(
    'li',
    {},
    element('time', {}, timeOfDay(entry.at)),
    title,
    detail === ''
      ? null
      : element('pre', { tabindex: '0', 'aria-label': 'Content' }, detail.slice(0, LONGEST_DETAIL)),
  );
}

/**
 * A webhook matters for the TwiML that came back, a REST request for what was asked, an event for its name.
 * @param {import('./api.js').JournalEntry} entry
 * @returns {{ title: string, detail: string }}
 */
function describe({ n: _n, at: _at, kind, ...rest }) {
  switch (kind) {
    case 'webhook': {
      const { purpose, method, url, status, answer } = rest;
      return {
        title: `→ ${purpose} · ${method} ${url} · ${status ?? 'no answer'}`,
        detail: pretty(String(answer ?? '')),
      };
    }
    case 'rest': {
      const { method, path, params, status } = rest;
      return { title: `← REST · ${method} ${path} · ${status ?? 'no answer'}`, detail: fields(params) };
    }
    default: {
      const { name, callSid: _callSid, ...details } = rest;
      return { title: `${name ?? kind}`, detail: fields(details) };
    }
  }
}

/** @param {unknown} values */
function fields(values) {
  return Object.entries(values ?? {})
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('\n');
}

/** TwiML on one line is hard to read: a new line before each element. @param {string} text */
function pretty(text) {
  return text.trim().replace(/>\s*<(?!\/)/g, '>\n<');
}
