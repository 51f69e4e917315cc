import { describe, expect, test } from '@jest/globals';
import { SHOP } from '../../../test/harness/shop.ts';
import { formFor } from './form.ts';
import { form } from './message-for-tests.ts';

const business = {
  queues: SHOP.queues,
  messageForms: [
    { ...form, key: 'night', when: 'closed' as const },
    { ...form, key: 'vat', topic: 'vat' },
    { ...form, key: 'day', when: 'hours' as const },
  ],
};

describe('the form of a message', () => {
  test.each([
    [null, true, 'day'],
    [null, false, 'night'],
    ['vat', true, 'vat'],
    ['vat', false, 'vat'],
    ['sales', false, 'night'],
  ])('for the topic %s, open %s, is "%s"', (topic, open, key) => {
    expect(formFor(business, topic, open).key).toBe(key);
  });
  test('is a built-in one for the first queue where the business wrote none that fits', () => {
    expect(formFor({ ...business, messageForms: [] }, null, true)).toMatchObject({
      key: 'built-in',
      for: { kind: 'queue', id: 'billing' },
    });
  });
});
