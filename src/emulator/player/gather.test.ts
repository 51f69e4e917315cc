import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startCompany } from '../../../test/emulator/company.ts';
import type { Company } from '../../../test/emulator/company.ts';

let company: Company;

beforeEach(async () => {
  company = await startCompany();
  company.app.page('/done', '<Response><Pause length="60"/></Response>');
});

afterEach(() => company.close());

/** A caller who rings and is asked with this `<Gather>`; afterwards a `<Say>` tells that nothing was entered. */
async function asked(gather: string): Promise<string> {
  company.app.page('/voice', `<Response>${gather}<Say>Nothing heard</Say><Pause length="60"/></Response>`);
  const caller = company.ring();
  await company.clock.settle();
  return caller;
}

const press = (caller: string, keys: string): void => company.world.handsets.press(caller, keys);
const fieldsAt = (path: string) => company.app.at(path).map(({ fields }) => fields);
const saidNothingHeard = (caller: string): boolean => company.heard(caller).includes('Say: Nothing heard');

describe('keys', () => {
  test('a key stops the prompt and is kept', async () => {
    const caller = await asked(
      '<Gather numDigits="2" action="/done"><Say>A very long sentence that nobody wants to hear to its end</Say><Say>Never said</Say></Gather>',
    );
    await company.clock.advance(300);
    press(caller, '4');
    await company.clock.advance(300);
    press(caller, '2');
    await company.clock.settle();
    expect(fieldsAt('/done')).toEqual([expect.objectContaining({ Digits: '42', CallStatus: 'in-progress' })]);
    expect(company.heard(caller)).not.toContain('Say: Never said');
  });

  test('the time begins after the prompt, and starts anew with every key', async () => {
    const caller = await asked('<Gather timeout="3" action="/done"><Pause length="10"/></Gather>');
    await company.seconds(12.5);
    press(caller, '1');
    await company.seconds(2.5);
    press(caller, '2');
    await company.seconds(2.5);
    expect(company.app.at('/done')).toHaveLength(0);
    await company.seconds(0.6);
    expect(fieldsAt('/done')).toEqual([expect.objectContaining({ Digits: '12' })]);
  });

  test('the finishing key ends the input and is not part of it', async () => {
    const caller = await asked('<Gather action="/done"/>');
    press(caller, '1234#');
    await company.clock.settle();
    expect(fieldsAt('/done')).toEqual([expect.objectContaining({ Digits: '1234' })]);
  });

  test('the finishing key alone is no input: the next verb runs', async () => {
    const caller = await asked('<Gather action="/done"/>');
    press(caller, '#');
    await company.clock.settle();
    expect(company.app.at('/done')).toHaveLength(0);
    expect(saidNothingHeard(caller)).toBe(true);
  });

  test('with an empty finishOnKey every key is input', async () => {
    const caller = await asked('<Gather finishOnKey="" numDigits="3" action="/done"/>');
    press(caller, '#1*');
    await company.clock.settle();
    expect(fieldsAt('/done')).toEqual([expect.objectContaining({ Digits: '#1*' })]);
  });

  test('nothing entered means no request: the next verb runs after five seconds', async () => {
    const caller = await asked('<Gather action="/done"/>');
    await company.seconds(4.9);
    expect(saidNothingHeard(caller)).toBe(false);
    await company.seconds(0.2);
    expect(saidNothingHeard(caller)).toBe(true);
    expect(company.app.at('/done')).toHaveLength(0);
  });

  test('with actionOnEmptyResult nothing entered is reported', async () => {
    await asked('<Gather action="/done" timeout="2" actionOnEmptyResult="true"/>');
    await company.seconds(2.1);
    expect(fieldsAt('/done')).toEqual([expect.objectContaining({ Digits: '' })]);
  });

  test('without an action the same document is asked again, with the digits', async () => {
    const caller = await asked('<Gather numDigits="1"/>');
    press(caller, '7');
    await company.clock.settle();
    expect(fieldsAt('/voice').map((fields) => fields['Digits'])).toEqual([undefined, '7']);
  });

  test('a key after the input is complete goes nowhere', async () => {
    const caller = await asked('<Gather numDigits="1" action="/done"/>');
    press(caller, '123');
    await company.seconds(10);
    expect(fieldsAt('/done').map((fields) => fields['Digits'])).toEqual(['1']);
  });

  test('without barge-in the prompt is said to its end and keys still count', async () => {
    const caller = await asked(
      '<Gather numDigits="2" bargeIn="false" timeout="4" action="/done"><Pause length="8"/></Gather>',
    );
    await company.seconds(1);
    press(caller, '5');
    await company.seconds(10);
    expect(company.app.at('/done')).toHaveLength(0);
    await company.seconds(1.1);
    expect(fieldsAt('/done').map((fields) => fields['Digits'])).toEqual(['5']);
  });
});

describe('words', () => {
  test('speech stops the prompt; the result comes after the speaker is silent', async () => {
    const caller = await asked(
      '<Gather input="speech" speechTimeout="2" action="/done"><Say>Tell me in a few words what you are calling about today</Say></Gather>',
    );
    await company.clock.advance(200);
    company.world.handsets.speak(caller, 'My boiler is broken');
    await company.seconds(1);
    expect(company.app.at('/done')).toHaveLength(0);
    await company.seconds(4);
    expect(fieldsAt('/done')).toEqual([
      expect.objectContaining({
        SpeechResult: 'My boiler is broken',
        Confidence: expect.stringMatching(/^[01](\.\d+)?$/),
      }),
    ]);
  });

  test('a second sentence within the pause belongs to the same answer', async () => {
    const caller = await asked('<Gather input="speech" speechTimeout="3" action="/done"/>');
    company.world.handsets.speak(caller, 'Delivery please');
    await company.seconds(2.5);
    company.world.handsets.speak(caller, 'for Monday');
    await company.seconds(10);
    expect(fieldsAt('/done').map((fields) => fields['SpeechResult'])).toEqual(['Delivery please for Monday']);
  });

  test('of keys and words the first kind wins', async () => {
    const caller = await asked('<Gather input="dtmf speech" numDigits="2" timeout="3" action="/done"/>');
    press(caller, '1');
    company.world.handsets.speak(caller, 'operator');
    await company.seconds(10);
    expect(fieldsAt('/done').map(({ Digits, SpeechResult }) => [Digits, SpeechResult])).toEqual([
      ['1', undefined],
    ]);
  });

  test('once somebody speaks, the finishing key is ignored', async () => {
    const caller = await asked('<Gather input="dtmf speech" speechTimeout="1" action="/done"/>');
    company.world.handsets.speak(caller, 'Billing');
    press(caller, '#');
    await company.seconds(10);
    expect(fieldsAt('/done').map((fields) => fields['SpeechResult'])).toEqual(['Billing']);
  });

  test('words said to a keys-only question count as nothing', async () => {
    const caller = await asked('<Gather action="/done"/>');
    company.world.handsets.speak(caller, 'Hello');
    await company.seconds(6);
    expect(company.app.at('/done')).toHaveLength(0);
    expect(saidNothingHeard(caller)).toBe(true);
  });

  test('partial results are told as they come', async () => {
    company.app.page('/partial', { status: 204 });
    const caller = await asked(
      '<Gather input="speech" speechTimeout="2" partialResultCallback="/partial" action="/done"/>',
    );
    company.world.handsets.speak(caller, 'One two');
    await company.seconds(10);
    expect(fieldsAt('/partial')).toEqual([expect.objectContaining({ UnstableSpeechResult: 'One two' })]);
  });
});

test('a wrong attribute is warned of and the default holds', async () => {
  const caller = await asked(
    '<Gather timeout="soon" numDigits="0" colour="red" action="/done"><Dial>1</Dial></Gather>',
  );
  await company.seconds(5.1);
  expect(saidNothingHeard(caller)).toBe(true);
  expect(company.debuggerCodes().toSorted()).toEqual([12200, 13313, 13314, 13320]);
});

test('a caller who hangs up during a question ends everything', async () => {
  const caller = await asked('<Gather action="/done"/>');
  company.world.handsets.hangUp(caller);
  await company.seconds(60);
  expect(company.status(caller)).toBe('completed');
  expect(company.app.received.map(({ path }) => path)).toEqual(['/voice']);
});
