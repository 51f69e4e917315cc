import { describe, expect, it } from '@jest/globals';
import RestException from 'twilio/lib/base/RestException.js';
import { HttpFailure, judge, outcomeOf } from './errors.ts';

const rest = (statusCode: number, code?: number) =>
  new RestException.default({
    statusCode,
    body: JSON.stringify({ code, message: 'words', status: statusCode }),
  });
const system = (code: string) => Object.assign(new Error(code), { code });

describe('whether a failed request may be tried again', () => {
  it.each([
    [rest(429, 20429), 'retry'],
    [rest(429), 'retry'],
    [rest(503), 'retry'],
    [rest(409, 20009), 'retry'],
    [rest(400, 21220), 'gone'],
    [rest(404, 20404), 'gone'],
    [rest(400, 16022), 'gone'],
    [rest(401, 20003), 'refused'],
    [rest(400, 21211), 'refused'],
    [rest(422, 20422), 'refused'],
    [rest(500), 'unknown'],
    [rest(502), 'unknown'],
    [rest(408), 'unknown'],
    [new HttpFailure(404, 'x'), 'gone'],
    [system('ECONNREFUSED'), 'retry'],
    [system('ENOTFOUND'), 'retry'],
    [new TypeError('fetch failed', { cause: system('ECONNREFUSED') }), 'retry'],
    [system('ECONNRESET'), 'unknown'],
    [system('ECONNABORTED'), 'unknown'],
    [system('ETIMEDOUT'), 'unknown'],
    [new SyntaxError('Unexpected end of JSON input'), 'unknown'],
    ['a text', 'unknown'],
  ])('%s: %s', (error, verdict) => {
    expect(judge(error).verdict).toBe(verdict);
  });

  it('says what happened in words, with the code to look up', () => {
    expect(judge(rest(400, 21220)).reason).toBe(
      'the call is not in a state for this, mostly because it has ended (HTTP 400, 21220, words)',
    );
  });

  it('is told to the effect runner in its own words', () => {
    expect(outcomeOf(rest(404, 20404))).toMatchObject({ outcome: 'failed', why: 'gone' });
    expect(outcomeOf(rest(500))).toMatchObject({ outcome: 'unknown' });
  });
});
