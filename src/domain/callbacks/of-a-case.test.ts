import { describe, expect, test } from '@jest/globals';
import { ask, facts, told } from './callback-for-tests.ts';

describe('a call-back', () => {
  test('belongs to the open case of whoever asks, unless another is named', () => {
    const known = { facts: { ...facts, caseId: 'case-1' } };
    const events = (asked: typeof ask | (Omit<typeof ask, 'caseId'> & { caseId: string })) =>
      told(known).decision(asked).events;
    expect(events(ask)).toMatchObject([
      { type: 'CallbackAsked', caseId: 'case-1', asked: { caseId: 'case-1' } },
      { type: 'CallbackScheduled', caseId: 'case-1' },
    ]);
    expect(events({ ...ask, caseId: 'case-2' })[0]).toMatchObject({ asked: { caseId: 'case-2' } });
    expect(told().decision(ask).events[0]).toMatchObject({ caseId: null });
  });
});
