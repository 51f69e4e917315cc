import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startCompany } from '../../../../test/emulator/company.ts';
import type { Company } from '../../../../test/emulator/company.ts';

let company: Company;

beforeEach(async () => {
  company = await startCompany({ verbResults: { Pay: { Result: 'payment-connector-error' } } });
  company.app.page('/after', '<Response><Say>After</Say></Response>');
});

afterEach(() => company.close());

async function ringing(document: string, from?: string): Promise<string> {
  company.app.page('/voice', `<Response>${document}<Say>Next verb</Say></Response>`);
  const caller = company.ring(from);
  await company.seconds(3);
  return caller;
}

test('Pay is noted and its configured result told to the action', async () => {
  await ringing(
    '<Pay action="/after" chargeAmount="20.45"><Prompt for="payment-card-number"><Say>Card?</Say></Prompt></Pay>',
  );
  expect(company.app.at('/after')[0]?.fields).toMatchObject({ Result: 'payment-connector-error' });
  const noted = company.journal
    .after(0)
    .find((entry) => entry.kind === 'event' && entry.name === 'pay-accepted');
  expect(noted).toMatchObject({ attributes: { chargeAmount: '20.45' }, nouns: [{ name: 'Prompt' }] });
});

test('Connect is noted and goes on', async () => {
  const caller = await ringing('<Connect><ConversationRelay url="wss://bot.example"/></Connect>');
  expect(company.heard(caller)).toContain('Say: Next verb');
});

test('Refer works for SIP callers only', async () => {
  await ringing('<Refer action="/after"><Sip>sip:a@example.org</Sip></Refer>', 'sip:desk@example.org');
  expect(company.app.at('/after')[0]?.fields['ReferCallStatus']).toBe('completed');
  const caller = await ringing('<Refer action="/after"><Sip>sip:a@example.org</Sip></Refer>');
  expect(company.debuggerCodes()).toEqual([13801]);
  expect(company.heard(caller)).toContain('Say: Next verb');
});

test('Start accepts streams and transcriptions without stopping the document', async () => {
  const caller = await ringing('<Start><Stream url="wss://x.example"/><Transcription/><Bogus/></Start>');
  expect(company.heard(caller)).toContain('Say: Next verb');
  expect(company.debuggerCodes()).toEqual([14300]);
});

test('Leave outside a queue is only warned of', async () => {
  const caller = await ringing('<Leave/>');
  expect(company.heard(caller)).toContain('Say: Next verb');
  expect(company.debuggerCodes()).toEqual([12200]);
});

test('Twilio’s helper addresses are stood in for', async () => {
  const caller = await ringing(
    '<Redirect>http://twimlets.com/message?Message%5B0%5D=Hello%20there&amp;Message%5B1%5D=Bye</Redirect>',
  );
  expect(company.heard(caller).slice(1)).toEqual(['Say: Hello there', 'Say: Bye']);
  const held = await ringing(
    '<Redirect>http://twimlets.com/holdmusic?Bucket=com.twilio.music.ambient</Redirect>',
  );
  await company.seconds(40);
  expect(company.heard(held).filter((line) => line.startsWith('Play')).length).toBe(2);
});
