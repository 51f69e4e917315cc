import { element, setText } from './dom.js';
import { openMicrophone, withoutMicrophone } from './microphone.js';
import { isLive, ringsHere } from './phone-state.js';
import { openSoundLine } from './sound-line.js';

const METER_MS = 100;
const RETRY_MS = 2000;

/**
 * The sound switch of one phone. While it is on, every call of the phone is heard and spoken in this browser; the captions
 * stay as they are. Whether it is on is remembered for each phone.
 * @param {string} number
 * @param {string} owner
 */
export function createPhoneSound(number, owner) {
  const memory = `sound of ${number}`;
  const button = element(
    'button',
    { type: 'button', class: 'sound-switch', 'aria-pressed': 'false', onclick: toggle },
    'Sound',
  );
  const mute = element('button', { type: 'button', 'aria-pressed': 'false', onclick: toggleMute }, 'Mute');
  const meter = element('meter', { min: '0', max: '1', 'aria-label': `How loud it is what ${owner} hears` });
  const message = element('p', { class: 'sound-message', role: 'status' });
  const row = element('div', { class: 'row sound-row' }, button, mute, meter);

  let isOn = recall(memory);
  let isMuted = false;
  /** @type {string | null} */
  let callSid = null;
  /** @type {import('./sound-line.js').SoundLine | null} */
  let line = null;
  /** @type {import('./microphone.js').Microphone | null} */
  let microphone = null;
  /** Counts the attempts, so that one that is called off while it waits for the microphone knows. */
  let attempt = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let meterTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retryTimer;
  show();

  function toggle() {
    isOn = !isOn;
    remember(memory, isOn);
    setText(message, '');
    if (isOn) void open();
    else close();
    show();
  }

  function toggleMute() {
    isMuted = !isMuted;
    if (microphone) microphone.track.enabled = !isMuted;
    show();
  }

  /** @param {import('./phone-state.js').CallSummary | undefined} call */
  function update(call) {
    const wanted = call && isLive(call) && !ringsHere(call) ? call.callSid : null;
    if (wanted === callSid) return;
    close();
    callSid = wanted;
    if (isOn) void open();
    show();
  }

  async function open() {
    clearTimeout(retryTimer);
    const sid = callSid;
    if (sid === null || line) return;
    const mine = ++attempt;
    let trouble = '';
    /** @type {import('./microphone.js').Microphone | null} */
    let found = null;
    try {
      found = await openMicrophone();
    } catch (error) {
      trouble = withoutMicrophone(error);
    }
    if (mine !== attempt) return found?.release();
    microphone = found;
    if (microphone) microphone.track.enabled = !isMuted;
    setText(message, trouble);
    line = openSoundLine(sid, microphone?.track ?? null, {
      onOpen: () => {
        row.dataset.state = 'open';
        meterTimer = setInterval(showLevel, METER_MS);
      },
      onLost: (why) => {
        letGo();
        setText(message, `${why} Trying again.`);
        retryTimer = setTimeout(() => void open(), RETRY_MS);
      },
      onSilenced: (play) => {
        setText(message, 'The browser is silent until you click somewhere on this page.');
        const again = () => {
          removeEventListener('pointerdown', again);
          removeEventListener('keydown', again);
          setText(message, trouble);
          play();
        };
        addEventListener('pointerdown', again);
        addEventListener('keydown', again);
      },
    });
    show();
  }

  function close() {
    attempt += 1;
    clearTimeout(retryTimer);
    line?.close();
    letGo();
    setText(message, '');
  }

  function letGo() {
    clearInterval(meterTimer);
    microphone?.release();
    microphone = null;
    line = null;
    meter.value = 0;
    row.dataset.state = 'closed';
    show();
  }

  function showLevel() {
    meter.value = line?.level() ?? 0;
  }

  function show() {
    button.setAttribute('aria-pressed', String(isOn));
    setText(button, isOn ? '♪ Sound on' : 'Sound');
    mute.setAttribute('aria-pressed', String(isMuted));
    setText(mute, isMuted ? '✕ Muted' : 'Mute');
    mute.disabled = !microphone;
    mute.hidden = meter.hidden = !isOn;
  }

  return {
    row,
    message,
    update,
    /** Sends a key with the sound. False: it must go another way. @param {string} key */
    press: (key) => line?.press(key) ?? false,
  };
}

/** A browser may forbid pages to remember; then the switch is forgotten, and works all the same. @param {string} name */
function recall(name) {
  try {
    return localStorage.getItem(name) === 'on';
  } catch {
    return false;
  }
}

/** @param {string} name @param {boolean} isOn */
function remember(name, isOn) {
  try {
    if (isOn) localStorage.setItem(name, 'on');
    else localStorage.removeItem(name);
  } catch {
    // See above.
  }
}
