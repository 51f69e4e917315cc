import { describe, expect, it } from '@jest/globals';
import { createNumbersPolicy, isEmergencyNumber, toE164 } from './numbers-policy.ts';
import { isWithheld } from './withheld.ts';

const british = createNumbersPolicy({ countries: ['GB'] });
const american = createNumbersPolicy({ countries: ['US'] });
const verdict = (policy: typeof british, number: string) => {
  const judged = policy.judge(number);
  return judged.allowed ? 'allowed' : judged.refused;
};

describe('which numbers may be dialled', () => {
  it.each([
    ['+442079460123', 'allowed'],
    ['+44 (0)20', 'not-a-number'],
    ['+44 7400 123456', 'allowed'],
    ['+449098790000', 'premium-rate'],
    ['+443000000000', 'kind'],
    ['+33612345678', 'country'],
    ['+12125550123', 'country'],
    ['02079460123', 'not-a-number'],
    ['client:alice', 'not-a-number'],
    ['', 'not-a-number'],
  ])('Britain allows landlines and mobiles only: %s', (number, expected) => {
    expect(verdict(british, number)).toBe(expected);
  });

  it('allows the browsers of the people who work here, whatever is brought to them, and nobody else’s', () => {
    const people = createNumbersPolicy({ countries: ['GB'], people: ['ana-silva', 'tom'] });
    expect(people.judge('client:ana_silva?offer=c1.q1.o1')).toEqual({
      allowed: true,
      e164: 'client:ana_silva',
    });
    expect(verdict(people, 'client:tom')).toBe('allowed');
    expect(verdict(people, 'client:tom2')).toBe('not-a-number');
    expect(verdict(people, 'client:911')).toBe('not-a-number');
    expect(verdict(people, 'sip:tom@example.com')).toBe('not-a-number');
  });

  it('tells countries apart that begin alike', () => {
    expect(verdict(american, '+12125550123')).toBe('allowed');
    expect(verdict(american, '+18765551234')).toBe('country');
    expect(verdict(american, '+14165550123')).toBe('country');
    expect(verdict(american, '+19005550123')).toBe('premium-rate');
  });

  it('refuses everything when nothing is allowed', () => {
    expect(verdict(createNumbersPolicy({ countries: [] }), '+442079460123')).toBe('country');
  });

  it('allows single numbers, but no premium-rate and no emergency one', () => {
    const numbers = ['+15550100', '+33 6 12 34 56 78', '+449098790000', '112', '+44999'];
    const policy = createNumbersPolicy({ countries: [], numbers });
    expect(numbers.map((number) => verdict(policy, number))).toEqual([
      'allowed',
      'allowed',
      'premium-rate',
      'emergency',
      'emergency',
    ]);
  });

  it('allows other kinds when they are named', () => {
    const policy = createNumbersPolicy({ countries: ['GB'], kinds: ['UAN'] });
    expect(verdict(policy, '+443000000000')).toBe('allowed');
    expect(verdict(policy, '+442079460123')).toBe('kind');
  });

  it('explains a refusal in a sentence', () => {
    expect(british.judge('+18765551234')).toEqual({
      allowed: false,
      refused: 'country',
      reason: 'The number belongs to the country JM, which is not on the list of allowed countries.',
    });
  });

  it.each(['112', '911', '999', '9-1-1', '+44999', '+1911', '+49112', '00 44 999', '000', '110'])(
    'never dials an emergency number: %s',
    (number) => {
      expect(isEmergencyNumber(number)).toBe(true);
      expect(verdict(british, number)).toBe('emergency');
    },
  );

  it('knows an ordinary number from an emergency one', () => {
    expect(['+442079460112', '+441129460999', '0', '1234'].filter(isEmergencyNumber)).toEqual([]);
  });

  it('writes numbers in E.164 and forgives how people set them', () => {
    expect(toE164('+44 (20) 7946-0123')).toBe('+442079460123');
    expect([toE164('+0123456789'), toE164('+44'), toE164('+4420794601234567890')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a withheld number', () => {
  it.each([
    '',
    'anonymous',
    'Restricted',
    'unknown',
    '+266696687',
    '+7378742833',
    '+86282452253',
    '+7748283',
    'sip:anonymous@x.invalid',
    '+',
    'über',
  ])('is seen through: "%s"', (from) => {
    expect(isWithheld(from)).toBe(true);
  });

  it.each(['+442079460123', '2079460123', 'client:alice', 'sip:alice@example.com'])('is not %s', (from) => {
    expect(isWithheld(from)).toBe(false);
  });
});
