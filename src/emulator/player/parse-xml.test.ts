import { expect, test } from '@jest/globals';
import twilio from 'twilio';
import { elementsOf, parseXml, textOf, XmlError } from './parse-xml.ts';

test('reads elements, attributes, text, comments, CDATA and entities', () => {
  const root = parseXml(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Response><!-- a menu --><Say voice=\'man\' loop="2">Fish &amp; <![CDATA[<chips>]]> &#x41;&#66;&lt;</Say><Redirect/></Response>',
  );
  const [say, redirect] = elementsOf(root);
  expect(say?.attributes).toEqual(
    new Map([
      ['voice', 'man'],
      ['loop', '2'],
    ]),
  );
  expect(say && textOf(say)).toBe('Fish & <chips> AB<');
  expect(redirect).toMatchObject({ name: 'Redirect', children: [], line: 2 });
});

test('reads what Twilio’s own builder writes', () => {
  const response = new twilio.twiml.VoiceResponse();
  response.gather({ action: '/menu?a=1&b=2', input: ['dtmf', 'speech'] }).say('Ünï "quoted" & <angled>');
  const root = parseXml(response.toString());
  const [gather] = elementsOf(root);
  expect(gather?.attributes.get('action')).toBe('/menu?a=1&b=2');
  expect(gather && textOf(gather)).toBe('Ünï "quoted" & <angled>');
});

test.each([
  ['', 'empty'],
  ['hello', 'before the root'],
  [' <?xml version="1.0"?><Response/>', 'before the XML declaration'],
  ['\n<?xml version="1.0"?><Response/>', 'before the XML declaration'],
  ['<Response>', 'never closed'],
  ['<Response></Say>', 'closes'],
  ['<Response/><Response/>', 'follows the root'],
  ['<Response a=1/>', 'quotation'],
  ['<Response a="1" a="2"/>', 'twice'],
  ['<Response a="1"b="2"/>', 'space'],
  ['<Response a="<"/>', 'contains <'],
  ['<Response>a & b</Response>', 'bare &'],
  ['<Response>&nbsp;</Response>', 'not an entity'],
  ['<Response>]]></Response>', ']]>'],
  ['<Response><!-- a -- b --></Response>', '-- stands'],
  ['<!DOCTYPE x><Response/>', 'DOCTYPE'],
  ['<Response><Say>unfinished', 'never closed'],
])('refuses %j', (text, reason) => {
  expect(() => parseXml(text)).toThrow(XmlError);
  expect(() => parseXml(text)).toThrow(reason);
});

test('an error says where it is', () => {
  expect(() => parseXml('<Response>\n  <Say>a & b</Say>\n</Response>')).toThrow('line 2, column 10');
});

test('a wrong version has a code of its own', () => {
  expect(() => parseXml('<?xml version="9"?><Response/>')).toThrow(expect.objectContaining({ code: 12101 }));
});
