import { describe, expect, test } from '@jest/globals';
import { customerNumber } from './customer-number.ts';

const shop = {
  country: 'GB',
  timezone: 'Europe/London',
  dialling: { countries: ['GB', 'FR'], fictitious: ['+447700900'] },
};
const judged = (given: string, from: 'calling' | 'keyed' | 'desk' = 'calling') =>
  customerNumber(given, shop, from);

describe('which customers may be rung back', () => {
  test('an ordinary number, read out digit by digit in its country’s own form', () => {
    expect(judged('+447400123456')).toEqual({
      e164: '+447400123456',
      spoken: '0 7 4 0 0 1 2 3 4 5 6',
      zones: ['Europe/London'],
    });
    expect(judged('+33142685300')).toMatchObject({
      spoken: '+ 3 3 1 4 2 6 8 5 3 0 0',
      zones: ['Europe/Paris'],
    });
  });

  test('numbers for films, where the business allows them', () => {
    expect(judged('+447700900555')).toMatchObject({ e164: '+447700900555', zones: ['Europe/London'] });
    expect(judged('+441632960555')).toHaveProperty('refused');
  });

  test('never a withheld number, by any of its names', () => {
    for (const given of ['anonymous', '', '+266696687', 'Restricted'])
      expect(judged(given)).toEqual({ refused: 'withheld' });
  });

  test('never premium-rate, emergency, short or foreign numbers', () => {
    for (const given of ['+449098790000', '+18765551234', '118118', '+491711234567'])
      expect(judged(given)).toHaveProperty('refused');
    expect(judged('999', 'keyed')).toMatchObject({ refused: 'emergency' });
  });

  test('digits that a caller keyed count as dialled in the business’s own country, and stay in it', () => {
    expect(judged('07400123456', 'keyed')).toMatchObject({ e164: '+447400123456' });
    expect(judged('0033142685300', 'keyed')).toHaveProperty('refused');
    expect(judged('+33142685300', 'keyed')).toHaveProperty('refused');
    expect(judged('+33142685300', 'desk')).toMatchObject({ e164: '+33142685300' });
  });
});
