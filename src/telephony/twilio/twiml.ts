import { assertNever } from '../../kernel/assert-never.ts';
import type { Instruction, Utterance } from '../line.ts';
import type { TwilioUrls } from './urls.ts';
import { MESSAGE } from './urls.ts';
import { spokenIn } from './voices.ts';
import { cleanText, xmlAttribute, xmlText } from './xml.ts';

/**
 * Instructions as TwiML, written as strings: the official builder costs more than the rest of a webhook together.
 * The tests hold this file to it, document by document.
 */

const OPEN = '<?xml version="1.0" encoding="UTF-8"?><Response>';
const CLOSE = '</Response>';

/** Twilio refuses a document above 64 kB (11750); what is said may fill three quarters, the rest is markup. */
export const DOCUMENT_LIMIT_BYTES = 65_536;
const SPOKEN_LIMIT_BYTES = 49_152;
/** One `<Say>` may hold 3,000 characters, and 4,500 when URL-encoded (13521); a character can encode to nine. */
const SAY_LIMIT_ENCODED = 3_000;
/** 500 hints of 100 characters are allowed; so many would fill the document. In characters, all hints together. */
const HINTS_LIMIT = 2_000;

/** Wraps finished verbs; what is inside must be escaped already. */
export function document(verbs: string): string {
  return OPEN + verbs + CLOSE;
}

export const EMPTY_DOCUMENT = `${OPEN.slice(0, -1)}/>`;

/** What a text message is answered with; null: nothing. */
export function textReply(text: string | null): string {
  return text === null ? EMPTY_DOCUMENT : document(`<Message>${xmlText(text.slice(0, 1_600))}</Message>`);
}

/** One instruction as a complete TwiML document of at most 64 kB. */
export function toTwiml(instruction: Instruction, urls: TwilioUrls): string {
  return document(verbsOf(instruction, urls));
}

function verbsOf(instruction: Instruction, urls: TwilioUrls): string {
  switch (instruction.do) {
    case 'speak':
      return prompts(instruction.utterances, urls) + redirect(urls.step(instruction.then));
    case 'listen':
      return listen(instruction, urls);
    case 'take-message':
      return (
        prompts(instruction.utterances, urls) +
        `<Record action="${xmlAttribute(urls.step(instruction.then))}" timeout="10" finishOnKey="#"` +
        ` maxLength="${whole(instruction.maxSeconds, 2, 14_400)}" playBeep="true"` +
        ` recordingStatusCallback="${xmlAttribute(urls.recording(MESSAGE))}"` +
        ` recordingStatusCallbackEvent="completed absent"/>`
      );
    case 'join-room':
      return (
        `<Dial action="${xmlAttribute(urls.step(instruction.then))}">` +
        `<Conference participantLabel="${xmlAttribute(label(instruction.label))}" beep="false"` +
        ` startConferenceOnEnter="true" endConferenceOnExit="false" waitUrl="${xmlAttribute(urls.roomWait)}"` +
        ` statusCallback="${xmlAttribute(urls.room)}" statusCallbackEvent="start end join leave">` +
        `${xmlText(instruction.room)}</Conference></Dial>`
      );
    case 'hang-up':
      return `${prompts(instruction.utterances, urls)}<Hangup/>`;
    case 'refuse-call':
      return `<Reject reason="${instruction.reason}"/>`;
    default:
      return assertNever(instruction);
  }
}

function listen(instruction: Extract<Instruction, { do: 'listen' }>, urls: TwilioUrls): string {
  const { keys, speech } = instruction;
  const next = urls.step(instruction.then);
  const said = prompts(instruction.utterances, urls);
  const seconds = whole(instruction.timeoutSeconds, 1, 600);
  if (!keys && !speech) return `${said}<Pause length="${seconds}"/>${redirect(next)}`;

  const input = keys && speech ? 'dtmf speech' : keys ? 'dtmf' : 'speech';
  let gather = `<Gather input="${input}" action="${xmlAttribute(next)}" timeout="${seconds}"`;
  if (keys) gather += ` numDigits="${whole(keys.max, 1, 64)}" finishOnKey="${keys.finishOn}"`;
  if (speech) {
    gather += ` speechTimeout="auto" language="${xmlAttribute(spokenIn(speech.language).language)}"`;
    const hints = hintList(speech.hints);
    if (hints !== '') gather += ` hints="${xmlAttribute(hints)}"`;
  }
  // Silence makes no request of its own: the caller falls through to the same step, which is used once.
  return `${gather}${said === '' ? '/>' : `>${said}</Gather>`}${redirect(next)}`;
}

/** What is said, as verbs; cut off where the document would grow too long. */
export function prompts(utterances: readonly Utterance[], urls: Pick<TwilioUrls, 'audio'>): string {
  let verbs = '';
  let bytes = 0;
  for (const utterance of utterances) {
    for (const verb of verbsFor(utterance, urls)) {
      bytes += Buffer.byteLength(verb);
      if (bytes > SPOKEN_LIMIT_BYTES) return verbs;
      verbs += verb;
    }
  }
  return verbs;
}

function verbsFor(utterance: Utterance, urls: Pick<TwilioUrls, 'audio'>): readonly string[] {
  switch (utterance.kind) {
    case 'say': {
      const { language, voice } = spokenIn(utterance.language);
      const open = `<Say${voice ? ` voice="${voice}"` : ''} language="${xmlAttribute(language)}">`;
      return sayable(utterance.text).map((text) => `${open}${xmlText(text)}</Say>`);
    }
    case 'play':
      return [`<Play>${xmlText(urls.audio(utterance.audio))}</Play>`];
    case 'pause':
      return [`<Pause length="${whole(utterance.seconds, 1, 120)}"/>`];
    default:
      return assertNever(utterance);
  }
}

/** The text in pieces that Twilio will speak, broken after a sentence or a word where there is one. */
export function sayable(text: string): readonly string[] {
  let rest = cleanText(text);
  const pieces: string[] = [];
  while (rest.trim() !== '') {
    const fits = lengthThatFits(rest);
    if (fits === rest.length) {
      pieces.push(rest);
      break;
    }
    const head = rest.slice(0, fits);
    const sentence = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? ')) + 1;
    const cut = sentence > fits / 2 ? sentence : Math.max(head.lastIndexOf(' '), 0);
    const at = cut > fits / 2 ? cut : fits;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return pieces.filter((piece) => piece.trim() !== '');
}

function lengthThatFits(text: string): number {
  // Nine encoded characters are the worst of one code unit, so short texts need no count.
  if (text.length * 9 <= SAY_LIMIT_ENCODED) return text.length;
  let encoded = 0;
  let length = 0;
  for (const character of text) {
    encoded += /[A-Za-z0-9 ]/.test(character) ? 1 : Buffer.byteLength(character) * 3;
    if (encoded > SAY_LIMIT_ENCODED) return length;
    length += character.length;
  }
  return length;
}

export function redirect(url: string): string {
  return `<Redirect>${xmlText(url)}</Redirect>`;
}

/** Twilio refuses labels above 128 characters, with a slash, or shaped like a call's sid (16023, 16024). */
function label(wanted: string): string {
  const fit = cleanText(wanted).replace(/\//g, '-').slice(0, 120);
  return /^CA[0-9a-f]{32}$/i.test(fit) ? `leg-${fit}` : fit;
}

function hintList(hints: readonly string[]): string {
  let list = '';
  for (const hint of hints) {
    const word = cleanText(hint).replace(/,/g, ' ').slice(0, 100).trim();
    if (word === '') continue;
    if (list.length + word.length > HINTS_LIMIT) break;
    list += list === '' ? word : `,${word}`;
  }
  return list;
}

function whole(value: number, least: number, most: number): number {
  if (!Number.isFinite(value)) return least;
  return Math.min(most, Math.max(least, Math.round(value)));
}
