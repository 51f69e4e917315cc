import { ApiError, sendText } from './api.js';
import { element, setText } from './dom.js';
import { timeOfDay } from './format.js';

const KEPT = 30;

/**
 * The text messages of one phone: what it was sent and what it wrote, with a line to write back to whoever wrote last.
 * @param {string} owner
 * @param {string} number
 * @param {() => void} lookNow after the person did something
 */
export function createTexts(owner, number, lookNow) {
  const list = element('ol', {
    class: 'line-list',
    tabindex: '0',
    'aria-label': `Text messages of ${owner}`,
  });
  const summary = element('summary', {}, 'Texts');
  const note = element('p', {}, 'No text message yet.');
  const message = element('p', { class: 'message', role: 'alert' });
  const words = element('input', {
    'aria-label': `What ${owner} writes back`,
    placeholder: 'Write back',
    autocomplete: 'off',
    maxlength: '1600',
  });
  const send = element('button', { type: 'submit' }, 'Send');
  const form = element('form', { class: 'work', onsubmit: submit, hidden: true }, words, send);
  const drawer = element('details', { class: 'line' }, summary, note, list, form, message);
  /** @type {string | null} */
  let partner = null;
  let shown = '';

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (partner === null || words.value.trim() === '') return;
    try {
      await sendText(number, partner, words.value.trim());
      words.value = '';
      setText(message, '');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setText(message, error.message);
    }
    lookNow();
  }

  /** @param {readonly import('./api.js').TextMessage[]} all newest first @param {ReadonlyMap<string, string>} names */
  function show(all, names) {
    const own = all.filter(({ from, to }) => from === number || to === number).slice(0, KEPT);
    const [last] = own;
    const wanted = own.map(({ messageSid }) => messageSid).join();
    if (last === undefined || wanted === shown) return;
    shown = wanted;
    partner = last.from === number ? last.to : last.from;
    setText(summary, `Texts (${own.length})`);
    note.hidden = true;
    form.hidden = false;
    list.replaceChildren(
      ...own.toReversed().map(({ at, from, body }) => {
        const who = from === number ? owner : (names.get(from) ?? from);
        return element('li', {}, `${timeOfDay(at)}  ${who}: ${body}`);
      }),
    );
    list.scrollTop = list.scrollHeight;
  }

  return { drawer, show };
}
