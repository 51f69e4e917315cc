import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shopNumber, startCompany } from '../../../../test/emulator/company.ts';
import type { Company } from '../../../../test/emulator/company.ts';

let company: Company;

beforeEach(async () => {
  company = await startCompany();
  company.app.page(
    '/voice',
    '<Response><Enqueue waitUrl="/wait" action="/left">support</Enqueue><Say>Next verb</Say></Response>',
  );
  company.app.page('/wait', '<Response><Say>Please wait</Say><Pause length="5"/></Response>');
  company.app.page('/left', '<Response><Say>You left the queue</Say></Response>');
});

afterEach(() => company.close());

const leftFields = () => company.app.at('/left').map(({ fields }) => fields);
const waitFields = () => company.app.at('/wait').map(({ fields }) => fields);

async function waiting(from: string): Promise<string> {
  const caller = company.ring(from);
  await company.seconds(2);
  return caller;
}

/** An agent's leg that dials the queue. */
async function agentDials(dial: string): Promise<string> {
  const agent = company.world.calls.createOutbound({
    from: shopNumber,
    to: '+441632960200',
    instructions: { kind: 'twiml', twiml: `<Response>${dial}</Response>` },
    fallback: null,
    statusCallback: null,
    timeoutSeconds: 60,
    timeLimitSeconds: null,
    sendDigits: null,
    record: null,
    callerName: null,
  });
  await company.seconds(1);
  company.world.handsets.answer(agent.sid);
  await company.seconds(1);
  return agent.sid;
}

describe('waiting', () => {
  test('the queue is made, the waiting document is asked again and again with position and times', async () => {
    await waiting('+441632960301');
    await waiting('+441632960302');
    const [queue] = company.world.queues.list();
    expect(queue).toMatchObject({ friendlyName: 'support', maxSize: 1_000 });
    await company.seconds(12);
    expect(waitFields()[0]).toMatchObject({
      QueuePosition: '1',
      QueueTime: '0',
      AvgQueueTime: '0',
      CurrentQueueSize: '1',
      MaxQueueSize: '1000',
      QueueSid: queue?.sid,
    });
    const second = waitFields().filter((fields) => fields['From'] === '+441632960302');
    expect(second.length).toBeGreaterThan(1);
    expect(second[1]).toMatchObject({ QueuePosition: '2', CurrentQueueSize: '2' });
    expect(Number(second[1]?.['QueueTime'])).toBeGreaterThan(3);
  });

  test('a key in the waiting document can lead to Leave; the action is told at once', async () => {
    company.app.page('/wait', '<Response><Gather numDigits="1" timeout="10" action="/key"/></Response>');
    company.app.page('/key', '<Response><Leave/></Response>');
    const caller = await waiting('+441632960301');
    company.world.handsets.press(caller, '9');
    await company.seconds(1);
    expect(leftFields()).toEqual([expect.objectContaining({ QueueResult: 'leave', QueueTime: '2' })]);
    expect(company.heard(caller)).toContain('Say: You left the queue');
  });

  test('a caller who hangs up is reported, and stands in the queue no longer', async () => {
    const caller = await waiting('+441632960301');
    company.world.handsets.hangUp(caller);
    const [queue] = company.world.queues.list();
    expect(company.world.queues.members(queue?.sid ?? '')).toEqual([]);
    await company.seconds(1);
    expect(leftFields()).toEqual([
      expect.objectContaining({ QueueResult: 'hangup', CallStatus: 'completed' }),
    ]);
  });

  test('Hangup in the waiting document leaves the queue and ends the call', async () => {
    company.app.page('/wait', '<Response><Hangup/></Response>');
    const caller = await waiting('+441632960301');
    expect(company.status(caller)).toBe('completed');
    expect(leftFields().map((fields) => fields['QueueResult'])).toEqual(['hangup']);
  });

  test('a full queue turns the caller away', async () => {
    company.world.queues.create('support', 1);
    await waiting('+441632960301');
    await waiting('+441632960302');
    expect(leftFields().map((fields) => [fields['QueueResult'], fields['QueueSid']])).toEqual([
      ['queue-full', undefined],
    ]);
  });

  test.each([
    ['<Response><Dial>+441632960999</Dial></Response>', 14202],
    ['<Response><Enqueue>other</Enqueue></Response>', 14202],
    ['not TwiML', 12100],
  ])('a waiting document %s is an error', async (page, code) => {
    company.app.page('/wait', page);
    await waiting('+441632960301');
    expect(leftFields().map((fields) => fields['QueueResult'])).toEqual(['error']);
    expect(company.debuggerCodes()).toEqual([code]);
  });

  test('without a waitUrl there is music; without an action the next verb runs', async () => {
    company.app.page('/voice', '<Response><Enqueue>support</Enqueue><Say>Next verb</Say></Response>');
    const caller = await waiting('+441632960301');
    expect(company.heard(caller).at(-1)).toBe('Play: waiting music');
    const agent = await agentDials('<Dial><Queue>support</Queue></Dial>');
    company.world.handsets.hangUp(agent);
    await company.seconds(1);
    expect(company.heard(caller).at(-1)).toBe('Say: Next verb');
  });
});

describe('being taken', () => {
  test('first come, first served; the action comes after the conversation', async () => {
    const first = await waiting('+441632960301');
    const second = await waiting('+441632960302');
    const agent = await agentDials(
      `<Dial action="${company.app.origin}/agent-after"><Queue>support</Queue></Dial>`,
    );
    company.app.page('/agent-after', '<Response><Say>Well done</Say></Response>');
    company.world.handsets.speak(agent, 'How can I help?');
    await company.clock.settle();
    expect(company.heard(first)).toContain('Party: How can I help?');
    expect(company.heard(second)).not.toContain('Party: How can I help?');
    expect(leftFields()).toEqual([]);
    await company.seconds(5);
    company.world.handsets.hangUp(first);
    await company.seconds(1);
    expect(company.app.at('/agent-after')[0]?.fields).toMatchObject({
      DialCallStatus: 'completed',
      DialCallSid: first,
    });
    expect(leftFields()).toEqual([expect.objectContaining({ QueueResult: 'bridged', CallSid: first })]);
  });

  test('the agent hangs up: the caller goes on with the action', async () => {
    const caller = await waiting('+441632960301');
    const agent = await agentDials('<Dial><Queue>support</Queue></Dial>');
    company.world.handsets.hangUp(agent);
    await company.seconds(1);
    expect(leftFields()).toEqual([expect.objectContaining({ QueueResult: 'bridged' })]);
    expect(company.heard(caller)).toContain('Say: You left the queue');
  });

  test('an empty queue is waited at until somebody comes', async () => {
    company.world.queues.create('support', 10);
    const agent = await agentDials('<Dial timeout="60"><Queue>support</Queue></Dial>');
    const caller = await waiting('+441632960301');
    company.world.handsets.speak(agent, 'Hello');
    await company.clock.settle();
    expect(company.heard(caller)).toContain('Party: Hello');
  });

  test('or until the timeout', async () => {
    company.world.queues.create('support', 10);
    company.app.page('/agent-after', '<Response/>');
    await agentDials(
      `<Dial timeout="20" action="${company.app.origin}/agent-after"><Queue>support</Queue></Dial>`,
    );
    await company.seconds(20);
    expect(company.app.at('/agent-after').map(({ fields }) => fields['DialCallStatus'])).toEqual([
      'no-answer',
    ]);
  });

  test('a queue that does not exist fails', async () => {
    company.app.page('/agent-after', '<Response/>');
    await agentDials(`<Dial action="${company.app.origin}/agent-after"><Queue>nowhere</Queue></Dial>`);
    expect(company.app.at('/agent-after').map(({ fields }) => fields['DialCallStatus'])).toEqual(['failed']);
  });

  test('the queued caller hears a whisper before being joined', async () => {
    company.app.page('/whisper', '<Response><Say>An agent will be with you</Say></Response>');
    const caller = await waiting('+441632960301');
    const agent = await agentDials(`<Dial><Queue url="${company.app.origin}/whisper">support</Queue></Dial>`);
    expect(company.app.at('/whisper')[0]?.fields).toMatchObject({ CallSid: caller, DequeingCallSid: agent });
    expect(company.heard(caller).at(-1)).toBe('Say: An agent will be with you');
    expect(company.heard(agent)).not.toContain('Say: An agent will be with you');
  });

  test('REST takes the front member out: the action is told, the call runs the new document', async () => {
    const caller = await waiting('+441632960301');
    company.app.page('/taken', '<Response><Say>This way</Say></Response>');
    const [queue] = company.world.queues.list();
    const member = company.world.queues.dequeue(queue?.sid ?? '', 'Front', {
      kind: 'url',
      url: `${company.app.origin}/taken`,
      method: 'POST',
    });
    expect(member).toMatchObject({ callSid: caller, position: 1 });
    await company.seconds(1);
    expect(leftFields()).toEqual([expect.objectContaining({ QueueResult: 'redirected' })]);
    expect(company.heard(caller).slice(-1)).toEqual(['Say: This way']);
    expect(() =>
      company.world.queues.dequeue(queue?.sid ?? '', 'Front', { kind: 'twiml', twiml: '<Response/>' }),
    ).toThrow(expect.objectContaining({ status: 404, code: 20404 }));
  });

  test('moving a caller out of the conversation is told as redirected-from-bridged and frees the agent', async () => {
    const caller = await waiting('+441632960301');
    const agent = await agentDials('<Dial><Queue>support</Queue></Dial><Say>Next caller</Say>');
    company.world.calls.update(caller, {
      instructions: { kind: 'twiml', twiml: '<Response><Say>Moved</Say></Response>' },
    });
    await company.seconds(1);
    expect(leftFields().map((fields) => fields['QueueResult'])).toEqual(['redirected-from-bridged']);
    expect(company.heard(caller).at(-1)).toBe('Say: Moved');
    expect(company.heard(agent).at(-1)).toBe('Say: Next caller');
  });
});

test('a queue with members cannot be deleted, and names are unique', async () => {
  await waiting('+441632960301');
  const [queue] = company.world.queues.list();
  expect(() => company.world.queues.remove(queue?.sid ?? '')).toThrow('has members');
  expect(() => company.world.queues.create('support', 5)).toThrow('exists already');
});
