import { describe, expect, test } from '@jest/globals';
import { fieldsFromMultipart } from './multipart.ts';

const type = 'multipart/form-data; boundary=---edge42';

function body(...parts: readonly (readonly [name: string, value: string])[]): Buffer {
  const text = parts.map(
    ([name, value]) => `-----edge42\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return Buffer.from(`${text.join('')}-----edge42--\r\n`);
}

describe('a multipart body of an old SDK', () => {
  test('gives its text fields, in order, repeated names together', () => {
    const fields = fieldsFromMultipart(
      body(['To', '+442079460018'], ['StatusCallbackEvent', 'ringing'], ['StatusCallbackEvent', 'answered']),
      type,
    );
    expect([...fields]).toEqual([
      ['To', ['+442079460018']],
      ['StatusCallbackEvent', ['ringing', 'answered']],
    ]);
  });

  test('keeps empty values, line breaks and letters beyond ASCII', () => {
    const fields = fieldsFromMultipart(
      body(['StatusCallback', ''], ['Twiml', '<Say>Grüße\r\n--ok</Say>']),
      type,
    );
    expect(fields.get('StatusCallback')).toEqual(['']);
    expect(fields.get('Twiml')).toEqual(['<Say>Grüße\r\n--ok</Say>']);
  });

  test('takes a quoted boundary and a body without any field', () => {
    const fields = fieldsFromMultipart(Buffer.from('--a b--\r\n'), 'multipart/form-data; boundary="a b"');
    expect(fields.size).toBe(0);
  });

  test.each([
    ['names no boundary', body(['To', '1']), 'multipart/form-data'],
    ['begins elsewhere', Buffer.from('hello'), type],
    ['is cut short', body(['To', '1']).subarray(0, 60), type],
    [
      'has a part without a name',
      Buffer.from('-----edge42\r\nContent-Disposition: form-data\r\n\r\nx\r\n-----edge42--'),
      type,
    ],
    [
      'carries a file',
      Buffer.from(
        '-----edge42\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nx\r\n-----edge42--',
      ),
      type,
    ],
  ])('is refused in plain words when it %s', (_what, bytes, contentType) => {
    expect(() => fieldsFromMultipart(bytes, contentType)).toThrow(/multipart\/form-data body cannot be read/);
  });
});
