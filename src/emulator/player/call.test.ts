import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { callerNumber, shopNumber, startCompany } from '../../../test/emulator/company.ts';
import type { Company } from '../../../test/emulator/company.ts';

let company: Company;

beforeEach(async () => {
  company = await startCompany({ fallback: true, statusCallback: true });
});

afterEach(() => company.close());

test('a caller hears the menu, presses a key and reaches a conference with the person who was called', async () => {
  const { app, world } = company;
  app.page(
    '/voice',
    '<Response><Gather numDigits="1" action="/menu"><Say>Press 2 for billing</Say></Gather></Response>',
  );
  app.page(
    '/menu',
    ({ fields }) =>
      `<Response><Say>You pressed ${fields['Digits']}</Say><Dial><Conference>room</Conference></Dial></Response>`,
  );
  app.page('/agent', '<Response><Dial><Conference>room</Conference></Dial></Response>');
  const caller = company.ring();
  await company.seconds(1);
  world.handsets.press(caller, '2');
  await company.seconds(3);
  const agent = world.calls.createOutbound({
    from: shopNumber,
    to: '+441632960100',
    instructions: { kind: 'url', url: `${app.origin}/agent`, method: 'POST' },
    fallback: null,
    statusCallback: {
      url: `${app.origin}/agent-status`,
      method: 'POST',
      events: ['initiated', 'ringing', 'answered', 'completed'],
    },
    timeoutSeconds: 60,
    timeLimitSeconds: null,
    sendDigits: null,
    record: null,
    callerName: null,
  });
  await company.seconds(1);
  world.handsets.answer(agent.sid);
  await company.seconds(1);
  world.handsets.speak(agent.sid, 'Good morning');
  await company.seconds(2);
  world.handsets.hangUp(caller);
  world.handsets.hangUp(agent.sid);
  await company.seconds(1);

  expect(company.heard(caller)).toEqual([
    'Ringing: ringing',
    'Say: Press 2 for billing',
    'Key: 2',
    'Say: You pressed 2',
    'Conference: room',
    'Play: waiting music',
    'Conference: beep',
    'Party: Good morning',
  ]);
  expect(app.at('/voice')[0]?.fields).toMatchObject({
    CallStatus: 'ringing',
    From: callerNumber,
    Direction: 'inbound',
  });
  expect(app.at('/agent-status').map(({ fields }) => fields['CallStatus'])).toEqual([
    'initiated',
    'ringing',
    'in-progress',
    'completed',
  ]);
  expect(app.at('/status').map(({ fields }) => fields['CallStatus'])).toEqual(['completed']);
});
