import { act, ApiError, changeHandset, press, readCall, ring, speak } from './api.js';
import { createCaptions } from './captions.js';
import { createDialPad } from './dial-pad.js';
import { element, setText } from './dom.js';
import { duration, nameOf, toE164 } from './format.js';
import { createLineDrawer } from './line-drawer.js';
import { createTexts } from './texts.js';
import { createPhoneSound } from './phone-sound.js';
import { callsOf, foreground, isLive, ringsHere, stateOf } from './phone-state.js';

/**
 * @typedef {object} Surroundings
 * @property {ReadonlyMap<string, string>} names who has which number
 * @property {readonly import('./api.js').BusinessNumber[]} businesses
 * @property {readonly import('./phone-state.js').CallSummary[]} calls
 * @property {readonly import('./api.js').TextMessage[]} texts newest first
 */

/** @typedef {ReturnType<typeof createPhone>} Phone */

/**
 * One person's phone.
 * @param {string} number
 * @param {string} name
 * @param {() => void} lookNow after the person did something
 */
export function createPhone(number, name, lookNow) {
  /** @type {import('./phone-state.js').CallSummary | undefined} */
  let call;
  /** @type {string | null} */
  let finallyShown = null;
  let mode = /** @type {import('./api.js').Mode} */ ('ring');
  const id = `phone-${number.replace(/\W/g, '')}`;

  const heading = element('h2', { id: `${id}-name` }, name);
  const state = element('p', { class: 'phone-state', role: 'status' });
  const time = element('p', { class: 'phone-time' });
  const partner = element('p', { class: 'phone-number' });
  const captions = createCaptions(name);
  const others = element('ul', { class: 'others', 'aria-label': 'Other calls of this phone' });
  const message = element('p', { class: 'message', role: 'alert' });

  const choice = element('select', { 'aria-label': `Number that ${name} rings` });
  const typed = element('input', {
    type: 'tel',
    'aria-label': `Other number that ${name} rings`,
    placeholder: 'Or type a number',
    autocomplete: 'off',
  });
  const words = element('input', {
    'aria-label': `What ${name} says`,
    placeholder: 'Say something',
    autocomplete: 'off',
    maxlength: '500',
  });
  const callButton = strong('call', 'Call', () => void startCall());
  const hangUp = strong('hang-up', 'Hang up', () => void onCall('hangup'));
  const answer = strong('answer', 'Answer', () => void onCall('answer'));
  const reject = strong('reject', 'Reject', () => void onCall('reject'));
  const say = element('button', { type: 'submit' }, 'Say');
  const dialling = element('form', { class: 'work', novalidate: true, onsubmit: submitCall }, choice, typed);
  const speaking = element('form', { class: 'work', onsubmit: submitWords }, words, say);
  const pad = createDialPad(name, pressKey);
  const sound = createPhoneSound(number, name);
  const line = createLineDrawer(name);
  const texts = createTexts(name, number, lookNow);
  const modes = element(
    'select',
    { 'aria-label': `When somebody rings ${name}`, onchange: changeMode },
    option('ring', 'When rung: rings until answered'),
    option('voicemail', 'When rung: voicemail answers'),
    option('busy', 'When rung: busy'),
    option('unreachable', 'When rung: unreachable'),
  );

  const phone = element(
    'article',
    { class: 'phone', id, 'aria-labelledby': `${id}-name`, tabindex: '-1' },
    element(
      'header',
      { class: 'phone-head' },
      heading,
      state,
      element('p', { class: 'phone-number' }, number),
      time,
    ),
    partner,
    captions.list,
    speaking,
    dialling,
    pad,
    element('div', { class: 'row' }, callButton, answer, reject, hangUp),
    sound.row,
    sound.message,
    message,
    others,
    element('div', { class: 'row' }, modes),
    texts.drawer,
    line.drawer,
  );

  /** @param {string} kind @param {string} text @param {() => void} onclick */
  function strong(kind, text, onclick) {
    return element('button', { type: 'button', class: `strong ${kind}`, onclick }, text);
  }

  /** @param {() => Promise<unknown>} work */
  async function attempt(work) {
    setText(message, '');
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setText(message, error.message);
    }
    lookNow();
  }

  function startCall() {
    const to = toE164(typed.value) || choice.value;
    if (to === '') {
      setText(message, 'Choose a business or type a number first.');
      return typed.focus();
    }
    return attempt(async () => {
      await ring(number, to);
      typed.value = '';
    });
  }

  /** @param {'answer' | 'reject' | 'hangup'} action */
  function onCall(action, sid = call?.callSid) {
    return sid ? attempt(() => act(sid, action)) : undefined;
  }

  /** @param {Event} event */
  function submitCall(event) {
    event.preventDefault();
    if (!call || !isLive(call)) void startCall();
  }

  /** @param {Event} event */
  function submitWords(event) {
    event.preventDefault();
    const sid = call?.callSid;
    const text = words.value.trim();
    if (!sid || text === '') return;
    words.value = '';
    void attempt(() => speak(sid, text));
  }

  /** In a call a key is heard by the other side; otherwise it goes into the number to ring. @param {string} key */
  function pressKey(key) {
    const current = call;
    if (current && isLive(current) && sound.press(key)) lookNow();
    else if (current && isLive(current)) void attempt(() => press(current.callSid, key));
    else typed.value += key;
  }

  function changeMode() {
    const wanted = /** @type {import('./api.js').Mode} */ (modes.value);
    void attempt(() => changeHandset(number, { mode: wanted }));
  }

  /** @param {Surroundings} around */
  async function update({ names, businesses, calls, texts: all }) {
    texts.show(all, names);
    const own = callsOf(calls, number);
    call = foreground(own);
    sound.update(call);
    const shown = stateOf(call, mode);
    const live = call !== undefined && isLive(call);
    phone.dataset.state = shown.state;
    setText(state, shown.words);
    setText(partner, partnerWords(names));
    show([dialling, callButton], !live);
    show([speaking], live);
    show([answer, reject], shown.state === 'ringing');
    show([hangUp], live && shown.state !== 'ringing');
    words.disabled = say.disabled = shown.state !== 'talking';
    offerBusinesses(businesses);
    showOthers(own, names);
    if (call) {
      line.show(call.callSid);
      // What a finished call heard does not change any more.
      if (live || finallyShown !== call.callSid) captions.show(await readCall(call.callSid));
      finallyShown = live ? null : call.callSid;
    }
    return shown.state;
  }

  /** @param {ReadonlyMap<string, string>} names */
  function partnerWords(names) {
    if (!call) return 'No call yet';
    const other = nameOf(call.direction === 'inbound' ? call.to : call.from, names);
    if (call.status === 'in-progress') return `With ${other}`;
    if (call.status === 'ringing')
      return call.direction === 'inbound' ? `Ringing ${other}` : `${other} rings`;
    return `Last call: ${other}, ${call.status}`;
  }

  /** @param {readonly import('./api.js').BusinessNumber[]} businesses */
  function offerBusinesses(businesses) {
    const wanted = JSON.stringify(businesses);
    if (choice.dataset.offered === wanted) return;
    choice.dataset.offered = wanted;
    const before = choice.value;
    const none = option('', businesses.length > 0 ? 'Choose whom to ring' : 'No business has a number yet');
    choice.replaceChildren(none, ...businesses.map((to) => option(to.number, labelOf(to, businesses))));
    choice.value = businesses.some((to) => to.number === before) ? before : (businesses[0]?.number ?? '');
  }

  /** @param {readonly import('./phone-state.js').CallSummary[]} own @param {ReadonlyMap<string, string>} names */
  function showOthers(own, names) {
    const waiting = own.filter((other) => isLive(other) && other !== call);
    const wanted = waiting.map((other) => other.callSid + other.status).join();
    others.hidden = waiting.length === 0;
    if (others.dataset.shown === wanted) return;
    others.dataset.shown = wanted;
    others.replaceChildren(
      ...waiting.map((other) => {
        const rings = ringsHere(other);
        const doing = rings ? 'also rings' : 'is also on the line';
        const button = (/** @type {string} */ text, /** @type {'answer' | 'reject' | 'hangup'} */ action) =>
          element('button', { type: 'button', onclick: () => void onCall(action, other.callSid) }, text);
        return element(
          'li',
          {},
          element(
            'span',
            {},
            `${nameOf(other.direction === 'inbound' ? other.to : other.from, names)} ${doing}`,
          ),
          ...(rings
            ? [button('Answer', 'answer'), button('Reject', 'reject')]
            : [button('Hang up', 'hangup')]),
        );
      }),
    );
  }

  return {
    phone,
    id,
    number,
    update,
    /** @param {import('./api.js').Handset} handset */
    describe(handset) {
      mode = handset.mode;
      if (document.activeElement !== modes) modes.value = mode;
      setText(heading, handset.name || name);
    },
    name: () => heading.textContent ?? name,
    /** @param {number} now the emulator's time */
    tick(now) {
      const from = call && isLive(call) ? call.startedAt : null;
      setText(time, from === null ? '' : duration(now - from));
    },
  };
}

/**
 * Two numbers of one business need telling apart; otherwise the name is all that fits on a phone.
 * @param {import('./api.js').BusinessNumber} business
 * @param {readonly import('./api.js').BusinessNumber[]} all
 */
function labelOf({ name, number }, all) {
  return all.filter((other) => other.name === name).length > 1 ? `${name} ${number}` : name;
}

/** @param {string} value @param {string} text */
function option(value, text) {
  return element('option', { value }, text);
}

/** @param {HTMLElement[]} parts @param {boolean} visible */
function show(parts, visible) {
  for (const part of parts) part.hidden = !visible;
}
