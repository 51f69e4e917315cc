import { element } from './dom.js';
import { timeOfDay } from './format.js';

/**
 * What one person hears, as a list of lines with the newest at the bottom. Grows by appending, because a screen reader
 * announces what is added.
 * @param {string} owner
 */
export function createCaptions(owner) {
  const list = element('div', {
    class: 'captions',
    role: 'log',
    'aria-live': 'polite',
    'aria-label': `What ${owner} hears`,
    tabindex: '0',
  });
  /** @type {string | null} */
  let shownCall = null;
  let shownLines = 0;
  empty();

  function empty() {
    list.replaceChildren(element('p', { class: 'empty' }, 'What is heard here appears as text.'));
  }

  /** @param {import('./api.js').Call} call */
  function show(call) {
    if (call.callSid !== shownCall || call.heard.length < shownLines) {
      shownCall = call.callSid;
      shownLines = 0;
      list.replaceChildren();
    }
    const added = call.heard.slice(shownLines);
    if (added.length === 0) return;
    const wasAtBottom = list.scrollHeight - list.scrollTop - list.clientHeight < 24;
    list.append(...added.map(line));
    shownLines = call.heard.length;
    if (wasAtBottom) list.scrollTop = list.scrollHeight;
  }

  return { list, show };
}

/** @param {import('./api.js').HeardLine} heard */
function line({ at, verb, text }) {
  const title = timeOfDay(at);
  switch (verb) {
    case 'Say':
      return element('p', { class: 'spoken', title }, text);
    case 'Party':
      return element('p', { class: 'person', title }, who('Other person'), text);
    case 'Key':
      return element('p', { class: 'own', title }, who('Pressed'), text);
    case 'Speech':
      return element('p', { class: 'own', title }, who('Said'), text);
    case 'Play':
    case 'Hold':
      return element(
        'p',
        { class: 'sound', title },
        `♪ ${verb === 'Hold' ? 'On hold: ' : ''}${soundName(text)}`,
      );
    case 'Conference':
      // The name of a conference is for programs; the person notices that others are there.
      return element('p', { class: 'sound', title }, text === 'beep' ? 'beep' : 'Joined a conversation');
    case 'Error':
      return element('p', { class: 'error', title }, `✕ ${text}`);
    default:
      return element('p', { class: 'sound', title }, plainly(verb, text));
  }
}

/** `Ringing` with the text `ringing` need not be said twice. @param {string} verb @param {string} text */
function plainly(verb, text) {
  return text === '' || text.toLowerCase() === verb.toLowerCase() ? verb : `${verb}: ${text}`;
}

/** @param {string} text */
function who(text) {
  return element('span', { class: 'who' }, text);
}

/** A music file is easier to know by its name than by its address. @param {string} text */
function soundName(text) {
  return /^https?:\/\/\S+$/.test(text) ? text.split(/[?#]/)[0]?.split('/').pop() || text : text;
}
