import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { shopNumber, startCompany } from '../../../test/emulator/company.ts';
import type { Company } from '../../../test/emulator/company.ts';

let company: Company;

beforeEach(async () => {
  company = await startCompany();
  company.app.page('/status', { status: 204 });
});

afterEach(() => company.close());

/** A call that is answered and hung up: four callbacks in a clean run. */
async function wholeCall(): Promise<void> {
  const call = company.world.calls.createOutbound({
    from: shopNumber,
    to: '+441632960101',
    instructions: { kind: 'twiml', twiml: '<Response><Pause length="60"/></Response>' },
    fallback: null,
    statusCallback: {
      url: `${company.app.origin}/status`,
      method: 'POST',
      events: ['initiated', 'ringing', 'answered', 'completed'],
    },
    timeoutSeconds: 30,
    timeLimitSeconds: null,
    sendDigits: null,
    record: null,
    callerName: null,
  });
  await company.seconds(1);
  company.world.handsets.answer(call.sid);
  await company.seconds(1);
  company.world.handsets.hangUp(call.sid);
  await company.clock.settle();
}

const statuses = () => company.app.at('/status').map(({ fields }) => fields['CallStatus']);
const cleanRun = ['initiated', 'ringing', 'in-progress', 'completed'];

test('callbacks come in order, even when the application is slow with the first', async () => {
  company.app.page('/status', async ({ fields }) => {
    if (fields['CallStatus'] === 'initiated') await new Promise((resolve) => setTimeout(resolve, 60));
    return { status: 204 };
  });
  await wholeCall();
  expect(statuses()).toEqual(cleanRun);
});

test('doubled callbacks carry the same idempotency token', async () => {
  company.faults.set({ callbacks: { duplicate: 1 } });
  await wholeCall();
  expect(statuses()).toEqual(cleanRun.flatMap((status) => [status, status]));
  const tokens = company.app.at('/status').map(({ headers }) => headers['i-twilio-idempotency-token']);
  expect(new Set(tokens).size).toBe(4);
});

test('late callbacks come that much later', async () => {
  company.faults.set({ callbacks: { delayMs: 5_000 } });
  await wholeCall();
  expect(statuses()).toEqual([]);
  await company.seconds(5);
  expect(statuses()).toEqual(cleanRun);
});

test('one that is held back comes after the next one', async () => {
  company.faults.set({ callbacks: { reorder: { next: 1 } } });
  await wholeCall();
  expect(statuses()).toEqual(['ringing', 'initiated', 'in-progress', 'completed']);
  expect(company.app.at('/status').map(({ fields }) => fields['SequenceNumber'])).toEqual([
    '1',
    '0',
    '2',
    '3',
  ]);
});

test('one that is held back with nothing after it still comes', async () => {
  await wholeCall();
  company.faults.set({ callbacks: { reorder: 1 } });
  company.world.messages.create({
    from: shopNumber,
    to: '+441632960101',
    body: 'Hi',
    statusCallback: `${company.app.origin}/sms`,
  });
  await company.seconds(10);
  expect(
    company.app
      .at('/sms')
      .map(({ fields }) => fields['MessageStatus'])
      .toSorted(),
  ).toEqual(['delivered', 'sent']);
});

test('dropped callbacks never come, and the journal says so', async () => {
  company.faults.set({ callbacks: { drop: { next: 2 } } });
  await wholeCall();
  expect(statuses()).toEqual(['in-progress', 'completed']);
  const dropped = company.journal
    .after(0)
    .filter((entry) => entry.kind === 'event' && entry.name === 'callback-dropped');
  expect(dropped).toHaveLength(2);
});

test('a callback that is answered badly, or goes nowhere, is only warned of', async () => {
  company.app.page('/status', { status: 500 });
  await wholeCall();
  expect(statuses()).toEqual(cleanRun);
  expect(company.debuggerCodes()).toEqual([11200, 11200, 11200, 11200]);
});
