import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import twilio from 'twilio';
import { createSignatureCheck } from './signature.ts';

const token = '0123456789abcdef0123456789abcdef';
const check = (publicUrl: string, tokens: [string, ...(string | undefined)[]] = [token]) =>
  createSignatureCheck({ publicUrl, tokens });
const signature = (url: string, parameters: Record<string, string | string[]>, by = token) =>
  twilio.getExpectedTwilioSignature(by, url, parameters);

const origins = [
  'https://calls.example.com',
  'https://calls.example.com:8443',
  'http://127.0.0.1:3000',
  'http://localhost',
];
const anyParameters = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 12 }).filter((name) => name !== '__proto__'),
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  ),
  { maxKeys: 8 },
);
const anyPath = fc
  .array(fc.stringMatching(/^[A-Za-z0-9._-]{1,10}$/), { minLength: 1, maxLength: 4 })
  .filter((parts) => !parts.some((part) => /^\.+$/.test(part)))
  .map((parts) => `/${parts.join('/')}`);

describe('the signature check', () => {
  it('gives the verdict of the official package for every signed request', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...origins),
        anyPath,
        anyParameters,
        fc.constantFrom(
          'as it is',
          'other token',
          'other path',
          'other parameter',
          'other origin',
          'rubbish',
        ),
        fc.string({ maxLength: 40 }),
        (origin, path, parameters, fault, rubbish) => {
          const header = {
            'as it is': () => signature(origin + path, parameters),
            'other token': () => signature(origin + path, parameters, 'f'.repeat(32)),
            'other path': () => signature(`${origin}${path}/`, parameters),
            'other parameter': () => signature(origin + path, { ...parameters, Extra: rubbish }),
            'other origin': () => signature(`https://elsewhere.example${path}`, parameters),
            rubbish: () => rubbish,
          }[fault]();
          const official = twilio.validateRequest(token, header, origin + path, parameters);
          expect(check(origin).signed(path, parameters, header)).toBe(official);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      'https without its port, as Twilio signs voice callbacks',
      'https://calls.example.com:8443',
      'https://calls.example.com',
    ],
    ['http with its port', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    [
      'https with the standard port written out',
      'https://calls.example.com',
      'https://calls.example.com:443',
    ],
    ['a public URL with a path', 'https://example.com/deskbell/', 'https://example.com/deskbell'],
    [
      'a public URL with credentials, which are never signed',
      'https://me:secret@example.com',
      'https://example.com',
    ],
  ])('accepts %s', (_name, publicUrl, signedAs) => {
    const header = signature(`${signedAs}/twilio/voice?a=b`, { From: '+441632960001' });
    expect(check(publicUrl).signed('/twilio/voice?a=b', { From: '+441632960001' }, header)).toBe(true);
  });

  it('accepts the alternate token while the primary is being changed', () => {
    const header = signature('https://example.com/x', {}, 'b'.repeat(32));
    expect(check('https://example.com', [token, 'b'.repeat(32)]).signed('/x', {}, header)).toBe(true);
    expect(check('https://example.com', [token, undefined]).signed('/x', {}, header)).toBe(false);
  });

  it('refuses a missing header, an empty one and one of another length', () => {
    for (const header of [undefined, '', 'short', 'x'.repeat(28)]) {
      expect(check('https://example.com').signed('/x', {}, header)).toBe(false);
    }
  });

  it('refuses to be built with an empty token, in plain words', () => {
    expect(() => check('https://example.com', [''])).toThrow('TWILIO_AUTH_TOKEN is empty');
    expect(() => check('https://example.com', ['  '])).toThrow('anybody could sign requests');
  });

  it('never takes an empty alternate token for a key', () => {
    const header = signature('https://example.com/x', {}, ' ');
    expect(check('https://example.com', [token, '']).signed('/x', {}, header)).toBe(false);
    expect(check('https://example.com', [token, ' ']).signed('/x', {}, header)).toBe(false);
  });
});
