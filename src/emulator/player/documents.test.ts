import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shopNumber, startCompany } from '../../../test/emulator/company.ts';
import type { Answer, Company } from '../../../test/emulator/company.ts';

const apology = 'Error: We are sorry, an application error has occurred. Goodbye.';
const xml = { 'Content-Type': 'text/xml' };
let company: Company;

beforeEach(async () => {
  company = await startCompany({ fallback: true, statusCallback: true });
  company.app.page('/fallback', '<Response><Say>One moment please</Say></Response>');
  company.app.page('/status', { status: 204 });
});

afterEach(() => company.close());

async function ringAndWait(seconds = 30): Promise<string> {
  const caller = company.ring();
  await company.seconds(seconds);
  return caller;
}

describe('a document that fails sends the call to the fallback with its code', () => {
  test.each<[string, Answer, number]>([
    ['a server error', { status: 500 }, 11200],
    ['not found', { status: 404 }, 11200],
    ['no answer in fifteen seconds', 'never', 11200],
    ['broken XML', '<Response><Say>', 12100],
    ['an empty chunked body', '', 11770],
    ['an empty body', { headers: { ...xml, 'Content-Length': '0' } }, 12100],
    ['a space before the declaration', ' <?xml version="1.0"?><Response/>', 12100],
    ['another root', '<Reply/>', 12102],
    ['no content type', { headers: {}, body: '<Response/>' }, 12300],
    ['a picture', { headers: { 'Content-Type': 'image/png' }, body: 'x' }, 12300],
    ['JSON', { headers: { 'Content-Type': 'application/json' }, body: '{}' }, 12300],
    ['more than 64 kB', `<Response><Say>${'x'.repeat(66_000)}</Say></Response>`, 11750],
    ['a sound that cannot be had', '<Response><Play>/gone.wav</Play></Response>', 11200],
    [
      'an inline address that leads nowhere',
      '<Response><Redirect>mailto:x@example.org</Redirect></Response>',
      11100,
    ],
  ])('%s', async (_name, page, code) => {
    company.app.page('/voice', page);
    const caller = await ringAndWait();
    expect(company.app.at('/fallback').map(({ fields }) => fields['ErrorCode'])).toEqual([String(code)]);
    expect(company.app.at('/fallback')[0]?.fields['ErrorUrl']).toMatch(/^http:\/\/127.0.0.1|^$/);
    expect(company.heard(caller)).toContain('Say: One moment please');
    expect(company.heard(caller)).not.toContain(apology);
    expect(company.debuggerCodes()).toContain(code);
  });

  test('a later document of the call too', async () => {
    company.app.page('/voice', '<Response><Redirect>/next</Redirect></Response>');
    await ringAndWait();
    expect(company.app.at('/fallback')[0]?.fields['ErrorUrl']).toBe(`${company.app.origin}/next`);
  });
});

test('when the fallback fails as well, the caller hears the apology and the call ends', async () => {
  company.app.page('/voice', { status: 500 });
  company.app.page('/fallback', { status: 500 });
  const caller = await ringAndWait();
  expect(company.heard(caller).at(-1)).toBe(apology);
  expect(company.status(caller)).toBe('completed');
  expect(company.app.at('/fallback')).toHaveLength(1);
});

test('without a fallback the caller hears the apology', async () => {
  await company.close();
  company = await startCompany();
  const caller = await ringAndWait();
  expect(company.heard(caller)).toEqual(['Ringing: ringing', apology]);
});

describe('what Twilio plays', () => {
  test.each<[string, Answer, string[]]>([
    [
      'text/html as TwiML',
      { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: '<Response><Say>Hi</Say></Response>' },
      ['Say: Hi'],
    ],
    [
      'plain text that is TwiML',
      { headers: { 'Content-Type': 'text/plain' }, body: '<Response><Say>Hi</Say></Response>' },
      ['Say: Hi'],
    ],
    [
      'plain text that is not',
      { headers: { 'Content-Type': 'text/plain' }, body: 'Just words' },
      ['Say: Just words'],
    ],
    ['nothing of an empty response', { headers: xml, body: '<Response/>' }, []],
    ['Say in a loop', '<Response><Say loop="2">Ding</Say></Response>', ['Say: Ding', 'Say: Ding']],
    [
      'verbs in order, unknown ones skipped',
      '<Response><Say>a</Say><say>b</say><Shout>c</Shout><Say>d</Say></Response>',
      ['Say: a', 'Say: d'],
    ],
    [
      'SSML as its words',
      '<Response><Say>Call <say-as interpret-as="digits">12</say-as><break time="1s"/> now</Say></Response>',
      ['Say: Call 12 now'],
    ],
    ['nothing after a hang-up', '<Response><Say>a</Say><Hangup/><Say>b</Say></Response>', ['Say: a']],
  ])('%s', async (_name, page, lines) => {
    company.app.page('/voice', page);
    const caller = await ringAndWait();
    expect(company.heard(caller).slice(1)).toEqual(lines);
    expect(company.status(caller)).toBe('completed');
  });

  test('a sound file for as long as it lasts, and a sound reply, then hangs up', async () => {
    company.app.page('/tune.wav', { headers: { 'Content-Type': 'audio/wav' }, body: wav(3) });
    company.app.page('/voice', '<Response><Play>/tune.wav</Play><Redirect>/sound</Redirect></Response>');
    company.app.page('/sound', { headers: { 'Content-Type': 'audio/wav' }, body: wav(2) });
    const caller = company.ring();
    await company.seconds(4.9);
    expect(company.status(caller)).toBe('in-progress');
    await company.seconds(0.2);
    expect(company.status(caller)).toBe('completed');
    expect(company.heard(caller).slice(1)).toEqual([
      `Play: ${company.app.origin}/tune.wav`,
      `Play: ${company.app.origin}/sound`,
    ]);
  });

  test('a file on a foreign host is stood in for, without asking the internet', async () => {
    company.app.page('/voice', '<Response><Play>https://music.example.com/a.mp3</Play></Response>');
    const caller = await ringAndWait(11);
    expect(company.status(caller)).toBe('completed');
    expect(company.webhooks().filter(({ purpose }) => purpose === 'media')).toEqual([]);
  });
});

test('warnings do not stop a document', async () => {
  company.app.page('/voice', '<Response><Say colour="red" loop="x">a</Say><Bogus/><Say/></Response>');
  await ringAndWait();
  expect(company.debuggerCodes().toSorted()).toEqual([12200, 12200, 13510, 13520]);
});

test('relative addresses are resolved against the document, an empty redirect is the document itself', async () => {
  let turns = 0;
  company.app.page('/deep/menu', () => {
    turns += 1;
    return turns < 3
      ? '<Response><Redirect/></Response>'
      : '<Response><Redirect>../other?x=1&amp;y=a,b:c</Redirect></Response>';
  });
  company.app.page('/voice', '<Response><Redirect method="GET">deep/menu?shop=1</Redirect></Response>');
  company.app.page('/other', '<Response/>');
  await ringAndWait();
  expect(company.app.at('/deep/menu').map(({ fields }) => fields['shop'])).toEqual(['1', '1', '1']);
  expect(company.app.at('/other')[0]?.url).toBe('/other?x=1&y=a,b:c');
});

test('a number with method GET is asked by GET', async () => {
  await company.close();
  company = await startCompany({ voiceMethod: 'GET' });
  company.app.page('/voice', '<Response/>');
  await ringAndWait();
  expect(company.app.at('/voice')[0]).toMatchObject({
    method: 'GET',
    fields: { To: shopNumber, CallStatus: 'ringing' },
  });
});

test('cookies last for the whole call', async () => {
  company.app.page('/voice', {
    headers: { ...xml, 'Set-Cookie': 'step=1' },
    body: '<Response><Redirect>/next</Redirect></Response>',
  });
  company.app.page('/next', '<Response/>');
  await ringAndWait();
  expect(company.app.at('/next')[0]?.headers.cookie).toBe('step=1');
});

test('a document that redirects to itself without end lets time pass and can be hung up', async () => {
  company.app.page('/voice', '<Response><Redirect/></Response>');
  const caller = await ringAndWait(2);
  company.world.handsets.hangUp(caller);
  await company.clock.settle();
  const count = company.app.at('/voice').length;
  await company.seconds(5);
  expect(count).toBeGreaterThan(20);
  expect(company.app.at('/voice')).toHaveLength(count);
});

describe('answering', () => {
  test('Reject as the first verb never answers the call', async () => {
    company.app.page('/voice', '<Response><Reject reason="busy"/></Response>');
    const caller = await ringAndWait(1);
    expect(company.status(caller)).toBe('busy');
    expect(company.app.at('/status').map(({ fields }) => fields['CallStatus'])).toEqual(['busy']);
    expect(
      company.journal.after(0).some((entry) => entry.kind === 'event' && entry.name === 'leg-answered'),
    ).toBe(false);
  });

  test('Reject after something was said only hangs up', async () => {
    company.app.page('/voice', '<Response><Say>a</Say><Reject/></Response>');
    expect(company.status(await ringAndWait())).toBe('completed');
  });

  test('Pause as the first verb lets it ring', async () => {
    company.app.page('/voice', '<Response><Pause length="5"/><Say>Hello</Say></Response>');
    const caller = await ringAndWait(4.9);
    expect(company.status(caller)).toBe('ringing');
    await company.seconds(0.2);
    expect(company.status(caller)).toBe('in-progress');
  });

  test('the number’s status callback is told once, at the end, with the length of the call', async () => {
    company.app.page('/voice', '<Response><Pause length="2"/><Say>Hi</Say><Pause length="59"/></Response>');
    await ringAndWait(90);
    expect(company.app.at('/status').map(({ fields }) => fields)).toEqual([
      expect.objectContaining({
        CallStatus: 'completed',
        CallDuration: '59',
        Duration: '1',
        SequenceNumber: '0',
        CallbackSource: 'call-progress-events',
        Timestamp: expect.stringMatching(/^Mon, 23 Nov 2026 09:01:01 \+0000$/),
      }),
    ]);
  });

  test('a number without a voice URL fails the call', async () => {
    company.world.numbers.create({ phoneNumber: '+441632960009', settings: {} });
    const call = company.world.handsets.ring({ from: '+441632960778', to: '+441632960009' });
    expect(call.status).toBe('failed');
  });

  test('a number nobody has cannot be rung', () => {
    expect(() => company.world.handsets.ring({ from: '+441632960778', to: '+441632960666' })).toThrow(
      'Nobody has',
    );
  });
});

/** Silence of that many seconds, 8 kHz, 16 bit, mono. */
function wav(seconds: number): Buffer {
  const data = Buffer.alloc(seconds * 16_000);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
