import { ApiError, changeHandset, listCalls, listHandsets, listNumbers, listTexts } from './api.js';
import { createClockBar } from './clock-bar.js';
import { byId, element, setText } from './dom.js';
import { toE164 } from './format.js';
import { watch } from './live.js';
import { createPhone } from './phone.js';
import { createRingSound } from './ring-sound.js';

/** A caller who is nobody's customer yet, on a number set aside for fiction. */
const FIRST_CALLER = { number: '+442079460012', name: 'Caller' };
/** A load test may have hundreds of callers; more phones than this help nobody and slow the page. */
const MOST_NAMELESS_PHONES = 24;
const CONNECTION_WORDS = { live: '● Live', polling: '● Live, slowly', lost: '✕ No emulator' };

const board = byId('phones', HTMLElement);
const find = byId('find', HTMLInputElement);
const sound = byId('sound', HTMLButtonElement);
const ringingLinks = byId('ringing', HTMLElement);
const connection = byId('connection', HTMLElement);
const addForm = byId('add', HTMLFormElement);
const addMessage = byId('add-message', HTMLElement);

/** @type {Map<string, import('./phone.js').Phone>} */
const phones = new Map();
const ringSound = createRingSound();
const nothing = element('p', { class: 'nothing', hidden: true }, 'No phone has that name or number.');
board.append(nothing);

const clock = createClockBar(byId('clock', HTMLElement), lookNow);
const watcher = watch(refresh, (state) => {
  connection.dataset.state = state;
  setText(connection, CONNECTION_WORDS[state]);
});

function lookNow() {
  void watcher.lookNow();
}

async function refresh() {
  const [handsets, businesses, calls, texts] = await Promise.all([
    listHandsets(),
    listNumbers(),
    listCalls(),
    listTexts(),
    clock.refresh(),
  ]);
  const businessNumbers = new Set(businesses.map((business) => business.number));
  phoneFor(FIRST_CALLER.number, FIRST_CALLER.name);
  for (const handset of handsets) {
    const isWanted = handset.name !== '' || phones.has(handset.number) || phones.size < MOST_NAMELESS_PHONES;
    if (businessNumbers.has(handset.number) || !isWanted) continue;
    phoneFor(handset.number, handset.name || 'Phone').describe(handset);
  }
  const names = new Map(businesses.map((business) => [business.number, business.name]));
  for (const phone of phones.values()) names.set(phone.number, phone.name());
  const states = await Promise.all(
    [...phones.values()].map(async (phone) => ({
      phone,
      state: await phone.update({ names, businesses, calls, texts }),
    })),
  );
  showRinging(states.filter(({ state }) => state === 'ringing').map(({ phone }) => phone));
  tick();
}

/** @param {string} number @param {string} name */
function phoneFor(number, name) {
  const known = phones.get(number);
  if (known) return known;
  const made = createPhone(number, name, lookNow);
  phones.set(number, made);
  board.insertBefore(made.phone, nothing);
  filter();
  return made;
}

/** A ringing phone may be out of sight; the links jump to it without moving anything. */
/** @param {import('./phone.js').Phone[]} ringing */
function showRinging(ringing) {
  const wanted = ringing.map((phone) => phone.id).join();
  ringSound.setRinging(ringing.length > 0);
  if (ringingLinks.dataset.shown === wanted) return;
  ringingLinks.dataset.shown = wanted;
  if (ringing.length === 0) ringingLinks.replaceChildren(element('p', {}, 'No phone rings.'));
  else
    ringingLinks.replaceChildren(
      ...ringing.map((phone) => element('a', { href: `#${phone.id}` }, `◐ ${phone.name()} rings`)),
    );
  document.title =
    ringing.length > 0 ? `◐ ${ringing.map((phone) => phone.name()).join(', ')} · Handsets` : 'Handsets';
}

function filter() {
  const wanted = find.value.trim().toLowerCase();
  let shown = 0;
  for (const phone of phones.values()) {
    const matches = `${phone.name()} ${phone.number}`.toLowerCase().includes(wanted);
    phone.phone.hidden = !matches;
    if (matches) shown++;
  }
  nothing.hidden = shown > 0;
}

function tick() {
  const now = clock.now();
  for (const phone of phones.values()) phone.tick(now);
}

find.addEventListener('input', filter);
sound.addEventListener('click', () => {
  const on = sound.getAttribute('aria-pressed') !== 'true';
  sound.setAttribute('aria-pressed', String(on));
  ringSound.setEnabled(on);
});
addForm.addEventListener('submit', async (event) => {
  event.preventDefault();
  const data = new FormData(addForm);
  const number = toE164(String(data.get('number')));
  if (!/^\+[1-9]\d{6,14}$/.test(number)) {
    setText(addMessage, 'Write the number with its country code, for example +44 20 7946 0018.');
    return;
  }
  try {
    await changeHandset(number, { name: String(data.get('name')).trim() || 'Phone' });
    setText(addMessage, '');
    addForm.reset();
    await watcher.lookNow();
    phones.get(number)?.phone.focus();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    setText(addMessage, error.message);
  }
});
setInterval(tick, 500);
