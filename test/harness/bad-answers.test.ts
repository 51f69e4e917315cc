import { describe, expect, test } from '@jest/globals';
import type { JournalRecord, WebhookEntry } from '../../src/emulator/journal.ts';
import { badAnswers } from './bad-answers.ts';

const answered = (some: Partial<WebhookEntry>): JournalRecord => ({
  n: 1,
  at: 0,
  kind: 'webhook',
  purpose: 'voice',
  callSid: 'CA1',
  method: 'POST',
  url: 'http://127.0.0.1/twilio/voice',
  params: {},
  token: '',
  attempt: 1,
  sentAt: 0,
  status: 200,
  contentType: 'text/xml',
  answer: '<Response><Say>Hello.</Say></Response>',
  errorCode: null,
  ...some,
});

describe('answers by which a caller would hear silence or an error', () => {
  test.each<[string, Partial<WebhookEntry>]>([
    ['a failure', { status: 500, answer: 'oops' }],
    ['no answer at all', { status: null, answer: 'connection refused' }],
    ['an empty body', { answer: '' }],
    ['a document that says nothing', { answer: '<Response></Response>' }],
    ['a torn document', { answer: '<Response><Say>Hel' }],
    ['far too much', { answer: `<Response><Say>${'a'.repeat(70_000)}</Say></Response>` }],
  ])('%s is found', (_what, some) => {
    expect(badAnswers([answered(some)])).toHaveLength(1);
  });

  test('words are well, and so is whatever answers mere news', () => {
    expect(badAnswers([answered({}), answered({ purpose: 'status', status: 409, answer: '' })])).toEqual([]);
  });
});
