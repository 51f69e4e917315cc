import { describe, expect, test } from '@jest/globals';
import { readClientAddress } from './client-address.ts';
import { normaliseAddress } from './phone-number.ts';

describe('the address of a Voice SDK client', () => {
  test('is parted from its custom parameters', () => {
    expect(readClientAddress('client:alice?reason=a%20bill%20%26%20more&queue=x')).toEqual({
      address: 'client:alice',
      identity: 'alice',
      parameters: [
        ['reason', 'a bill & more'],
        ['queue', 'x'],
      ],
    });
    expect(readClientAddress('client:alice')).toEqual({
      address: 'client:alice',
      identity: 'alice',
      parameters: [],
    });
  });

  test.each(['+447700900001', 'sip:alice@example.com'])('is not %s', (address) => {
    expect(readClientAddress(address)).toBeNull();
  });

  test.each([
    ['client:alice?reason=billing', 'client:alice?reason=billing'],
    [' client:alice ', 'client:alice'],
    ['client:', null],
    ['client:?reason=billing', null],
    ['client:alice smith', null],
  ])('%j can be dialled as %j', (text, address) => {
    expect(normaliseAddress(text)).toBe(address);
  });
});
