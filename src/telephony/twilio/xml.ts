/**
 * Text made fit for TwiML. A single character that XML 1.0 forbids makes Twilio refuse the whole document, and the
 * caller hears error speech; such characters come from caller names, transcripts and customer records.
 */

// Everything that must go or be written differently; most texts hold none of it, so one look settles them.
// eslint-disable-next-line no-control-regex
const SUSPECT = /[&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

// https://www.w3.org/TR/xml/#charsets
// eslint-disable-next-line no-control-regex
const INVALID = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// Direction marks and overrides: they turn what a person reads in logs and screens round, and say nothing aloud.
const BIDI = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/** The text without characters that XML 1.0 forbids and without direction overrides. */
export function cleanText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  // Surrogates last: two halves may only meet once what stood between them is gone.
  return text.replace(INVALID, '').replace(BIDI, '').replace(LONE_SURROGATE, '');
}

/** Element content, cleaned and escaped. */
export function xmlText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return cleanText(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#xD;');
}

/** An attribute's value, cleaned and escaped, without its quotation marks. */
export function xmlAttribute(value: string): string {
  if (!SUSPECT.test(value)) return value;
  return cleanText(value)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#x9;')
    .replace(/\n/g, '&#xA;')
    .replace(/\r/g, '&#xD;');
}
