/**
 * The emulator's own HTTP API, as far as the phones need it. Times are epoch milliseconds of the emulator's clock.
 *
 * @typedef {'ring' | 'voicemail' | 'busy' | 'unreachable'} Mode
 * @typedef {{ number: string, name: string, mode: Mode }} Handset
 * @typedef {{ number: string, name: string }} BusinessNumber
 * @typedef {{ at: number, verb: string, text: string }} HeardLine
 * @typedef {{ callSid: string, from: string, to: string, status: string, direction: string,
 *   conference?: string | null, heard: HeardLine[], startedAt: number | null, endedAt: number | null }} Call
 * @typedef {{ messageSid: string, from: string, to: string, body: string, direction: string, status: string, at: number }} TextMessage
 * @typedef {{ n: number, at: number, kind: string, [detail: string]: unknown }} JournalEntry
 * @typedef {{ mode: 'real' | 'manual', now: number }} Clock
 */

/** The emulator refused, or could not be reached; `message` is for people. */
export class ApiError extends Error {}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function ask(method, path, body) {
  let response;
  try {
    response = await fetch(`/emulator${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError('The emulator does not answer. Is it still running?');
  }
  const text = await response.text();
  const answer = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : null;
  if (response.ok) return answer;
  throw new ApiError(
    [answer?.error ?? `The emulator answered ${response.status}.`, answer?.remedy].filter(Boolean).join(' '),
  );
}

/** A handset that nobody named has its number for a name; here that counts as no name. @returns {Promise<Handset[]>} */
export const listHandsets = async () =>
  rows(await ask('GET', '/handsets'), 'handsets').map((/** @type {Handset} */ handset) => ({
    ...handset,
    name: handset.name === handset.number ? '' : handset.name,
  }));

/** @returns {Promise<BusinessNumber[]>} */
export const listNumbers = async () => rows(await ask('GET', '/numbers'), 'numbers');

/** @returns {Promise<Omit<Call, 'heard'>[]>} */
export const listCalls = async () => rows(await ask('GET', '/calls'), 'calls');

/** @param {string} sid @returns {Promise<Call>} */
export const readCall = (sid) => ask('GET', `/calls/${sid}`);

/** @param {string} from @param {string} to @returns {Promise<{ callSid: string }>} */
export const ring = (from, to) => ask('POST', '/calls', { from, to });

/** @param {string} sid @param {string} digits */
export const press = (sid, digits) => ask('POST', `/calls/${sid}/press`, { digits });

/** @param {string} sid @param {string} text */
export const speak = (sid, text) => ask('POST', `/calls/${sid}/speak`, { text });

/** @param {string} sid @param {'answer' | 'reject' | 'hangup'} action */
export const act = (sid, action) => ask('POST', `/calls/${sid}/${action}`, {});

/** @param {string} number @param {{ name?: string, mode?: Mode }} change */
export const changeHandset = (number, change) =>
  ask('PUT', `/handsets/${encodeURIComponent(number)}`, change);

/** Newest first. @returns {Promise<TextMessage[]>} */
export const listTexts = async () => rows(await ask('GET', '/messages'), 'messages');

/** @param {string} from @param {string} to @param {string} body */
export const sendText = (from, to, body) => ask('POST', '/messages', { from, to, body });

/** @param {number} after @returns {Promise<JournalEntry[]>} */
export const readJournal = async (after) => rows(await ask('GET', `/journal?after=${after}`), 'entries');

/** @returns {Promise<Clock>} */
export const readClock = () => ask('GET', '/clock');

/** @param {number} advanceMs */
export const advanceClock = (advanceMs) => ask('POST', '/clock', { advanceMs });

/** @param {any} answer @param {string} name */
function rows(answer, name) {
  return Array.isArray(answer) ? answer : answer[name];
}
