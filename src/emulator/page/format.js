/** @param {number} ms */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** @param {number} at epoch milliseconds */
export function timeOfDay(at) {
  return new Date(at).toLocaleTimeString('en-GB');
}

/**
 * `tel:` style freedom in, E.164 out: people type blanks, brackets, dashes and 00.
 * @param {string} typed
 */
export function toE164(typed) {
  const digits = typed.replace(/[\s().-]/g, '');
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
}

/** @param {string} number @param {ReadonlyMap<string, string>} names */
export function nameOf(number, names) {
  const name = names.get(number);
  if (name) return name;
  return number === '' ? 'nobody' : number;
}
