import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { TwilioError } from '../../world/world.ts';
import { fieldsFromUrlEncoded } from './fields.ts';
import {
  callbackFrom,
  callEventsFrom,
  dialable,
  everyValue,
  flag,
  httpMethod,
  readParameters,
  requiredText,
  spacedWords,
  webAddress,
  wholeNumber,
} from './parameters.ts';

const schema = z.object({
  To: requiredText,
  Muted: flag.default(false),
  Method: httpMethod.default('POST'),
  Url: webAddress.optional(),
  Timeout: wholeNumber(5, 600).default(60),
  StatusCallbackEvent: everyValue.optional(),
});

function read(form: string) {
  return readParameters(schema, fieldsFromUrlEncoded(form));
}

function refusalOf(form: string): TwilioError {
  try {
    read(form);
  } catch (error) {
    if (error instanceof TwilioError) return error;
    throw error;
  }
  throw new Error(`${form} was not refused`);
}

describe('parameters', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['False', false],
    ['yes', false],
    ['', false],
  ])('read the boolean %j as %j', (written, meant) => {
    expect(read(`To=1&Muted=${written}`).Muted).toBe(meant);
  });

  test('take methods in any case, the last of repeated values, and ignore unknown names', () => {
    expect(read('To=1&To=2&Method=get&Nonsense=1')).toEqual({
      To: '2',
      Method: 'GET',
      Muted: false,
      Timeout: 60,
    });
  });

  test.each([
    ['Muted=true', 21201, 'The To parameter is required.'],
    ['To=', 21201, 'The To parameter is required.'],
    ['To=1&Url=nowhere', 21205, 'The Url parameter is not a valid absolute http or https URL.'],
    ['To=1&Url=ftp://a.example/', 21205, 'The Url parameter is not a valid absolute http or https URL.'],
    ['To=1&Timeout=soon', 21208, 'The Timeout parameter must be a whole number from 5 to 600.'],
    ['To=1&Timeout=601', 21208, 'The Timeout parameter must be at most 600.'],
    ['To=1&Method=PUT', 21209, 'The Method parameter must be GET or POST.'],
  ])('refuse %j with code %i', (form, code, message) => {
    expect(refusalOf(form)).toMatchObject({ status: 400, code, message });
  });

  test('an empty callback URL means no callback', () => {
    expect(callbackFrom('', 'POST', ['completed'])).toBeNull();
    expect(callbackFrom('http://a.example/', undefined, ['completed'])?.method).toBe('POST');
  });

  test('call events are one field each: a blank-joined value asks for nothing, as at Twilio', () => {
    expect(callEventsFrom(undefined)).toEqual(['completed']);
    expect(callEventsFrom(['initiated', 'answered'])).toEqual(['initiated', 'answered']);
    expect(callEventsFrom(['initiated ringing answered completed'])).toEqual([]);
  });

  test('conference and recording events may be blank-separated, repeated or both', () => {
    expect(spacedWords.parse(['start end', 'join'])).toEqual(['start', 'end', 'join']);
  });

  test.each([
    ['+442079460018', '+442079460018'],
    [' 442079460018', '+442079460018'],
    ['442079460018', '+442079460018'],
    ['(415) 555-0123', '+14155550123'],
    ['client:alice', 'client:alice'],
    ['sip:desk@example.com', 'sip:desk@example.com'],
    ['nobody', 'nobody'],
  ])('the address %j is dialled as %j', (written, dialled) => {
    expect(dialable(written)).toBe(dialled);
  });
});
