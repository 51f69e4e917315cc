// Longer than 300 lines because it is one promise a test, and the promises of one resource are easier to compare side by side.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shopNumber, startCompany } from '../../../test/emulator/company.ts';
import type { Company } from '../../../test/emulator/company.ts';
import type { NewParticipant } from './world.ts';

const agentNumber = '+441632960101';
const expertNumber = '+441632960102';
let company: Company;

beforeEach(async () => {
  company = await startCompany();
  company.app.page('/after', '<Response><Say>Room is over</Say></Response>');
  company.app.page('/room', { status: 204 });
});

afterEach(() => company.close());

const events = () => company.app.at('/room').map(({ fields }) => fields['StatusCallbackEvent']);
const allEvents = 'start end join leave mute hold modify announcement';

/** Everyone who rings joins the room with these attributes. */
async function joins(
  attributes = '',
  from = '+441632960777',
  rest = '<Say>Next verb</Say>',
): Promise<string> {
  company.app.page(
    '/voice',
    `<Response><Dial action="/after"><Conference ${attributes}>room</Conference></Dial>${rest}</Response>`,
  );
  const caller = company.ring(from);
  await company.seconds(1);
  return caller;
}

const listened = (attributes = ''): string =>
  `statusCallback="/room" statusCallbackEvent="${allEvents}" ${attributes}`;
const room = () => company.world.conferences.list().at(-1);
const roomSid = (): string => room()?.sid ?? '';

function participant(more: Partial<NewParticipant> = {}): NewParticipant {
  return {
    from: shopNumber,
    to: agentNumber,
    label: null,
    timeoutSeconds: 20,
    muted: false,
    beep: 'true',
    startConferenceOnEnter: true,
    endConferenceOnExit: false,
    earlyMedia: true,
    waitUrl: null,
    waitMethod: 'POST',
    maxParticipants: 250,
    coachCallSid: null,
    statusCallback: null,
    conferenceStatusCallback: null,
    record: null,
    conferenceRecord: null,
    ...more,
  };
}

/** Adds somebody by REST who answers. */
async function added(more: Partial<NewParticipant> = {}): Promise<string> {
  const { callSid } = company.world.conferences.addParticipant('room', participant(more));
  await company.seconds(1);
  company.world.handsets.answer(callSid);
  await company.seconds(1);
  return callSid;
}

async function says(
  speaker: string,
  text: string,
  ...hearers: readonly string[]
): Promise<readonly boolean[]> {
  company.world.handsets.speak(speaker, text);
  await company.seconds(3);
  return hearers.map((hearer) => company.heard(hearer).includes(`Party: ${text}`));
}

describe('starting and ending', () => {
  test('one alone waits; with the second it starts; the last to leave ends it', async () => {
    const caller = await joins(listened());
    expect(room()).toMatchObject({ status: 'init', friendlyName: 'room' });
    expect(company.heard(caller)).toContain('Play: waiting music');
    const agent = await added();
    expect(room()?.status).toBe('in-progress');
    company.world.handsets.hangUp(agent);
    expect(room()?.status).toBe('in-progress');
    company.world.handsets.hangUp(caller);
    await company.seconds(1);
    expect(room()).toMatchObject({
      status: 'completed',
      reasonConferenceEnded: 'last-participant-left',
      callSidEndingConference: caller,
    });
    expect(events()).toEqual([
      'participant-join',
      'participant-join',
      'conference-start',
      'participant-leave',
      'participant-leave',
      'conference-end',
    ]);
    expect(company.app.at('/room').map(({ fields }) => fields['SequenceNumber'])).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
    expect(company.app.at('/room').at(-2)?.fields).toMatchObject({
      ReasonParticipantLeft: 'participant_hung_up',
      ParticipantCallStatus: 'completed',
    });
  });

  test('two without a starter still wait, and do not hear each other', async () => {
    const one = await joins('startConferenceOnEnter="false"', '+441632960701');
    const two = await joins('startConferenceOnEnter="false"', '+441632960702');
    expect(room()?.status).toBe('init');
    expect(await says(one, 'Anybody there?', two)).toEqual([false]);
    const agent = await added();
    expect(room()?.status).toBe('in-progress');
    expect(await says(one, 'At last', two, agent)).toEqual([true, true]);
  });

  test('somebody whose leaving ends the room frees everyone: their actions run', async () => {
    const caller = await joins(listened());
    const agent = await added({ endConferenceOnExit: true, label: 'agent' });
    company.world.handsets.hangUp(agent);
    await company.seconds(1);
    expect(company.app.at('/after').map(({ fields }) => fields)).toEqual([
      expect.objectContaining({ CallSid: caller, DialCallStatus: 'answered' }),
    ]);
    expect(company.app.at('/after')[0]?.fields).not.toHaveProperty('DialCallSid');
    expect(company.heard(caller)).toContain('Say: Room is over');
    expect(company.app.at('/room').at(-1)?.fields).toMatchObject({
      ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
      CallSidEndingConference: agent,
      ParticipantLabelEndingConference: 'agent',
    });
    expect(company.app.at('/room').at(-2)?.fields).toMatchObject({
      ReasonParticipantLeft: 'moderator_ended_conference',
      CallSid: caller,
    });
  });

  test('the same name afterwards is a new room', async () => {
    const first = await joins();
    const sid = roomSid();
    company.world.handsets.hangUp(first);
    await joins();
    expect(roomSid()).not.toBe(sid);
    expect(company.world.conferences.find('room')?.sid).toBe(roomSid());
  });

  test('ending by REST frees everyone; a room that did not start cannot be ended', async () => {
    const caller = await joins(listened());
    expect(() => company.world.conferences.update(roomSid(), { status: 'completed' })).toThrow(
      expect.objectContaining({ code: 16001 }),
    );
    const agent = await added();
    company.world.conferences.update(roomSid(), { status: 'completed' });
    await company.seconds(1);
    expect(company.heard(caller)).toContain('Say: Room is over');
    expect(company.status(agent)).toBe('completed');
    expect(company.world.conferences.participants(roomSid())).toEqual([]);
    expect(company.world.conferences.participant(roomSid(), caller)).toBeUndefined();
    expect(() => company.world.conferences.updateParticipant(roomSid(), caller, { muted: true })).toThrow(
      expect.objectContaining({ status: 404, code: 20404 }),
    );
    expect(company.app.at('/room').at(-1)?.fields['ReasonConferenceEnded']).toBe('conference-ended-via-api');
  });

  test('only the first participant’s callback is told', async () => {
    await joins(listened());
    await joins('statusCallback="/other" statusCallbackEvent="join"', '+441632960702');
    expect(company.app.at('/other')).toEqual([]);
    expect(events()).toHaveLength(3);
  });

  test('the time limit of the dial takes one out', async () => {
    company.app.page(
      '/voice',
      '<Response><Dial timeLimit="10"><Conference>room</Conference></Dial><Say>Time is up</Say></Response>',
    );
    const caller = company.ring();
    await company.seconds(11);
    expect(company.heard(caller)).toContain('Say: Time is up');
  });
});

describe('the waiting document', () => {
  test('is asked once and followed by silence', async () => {
    company.app.page('/wait', '<Response><Say>Please hold</Say></Response>');
    const caller = await joins('waitUrl="/wait"');
    await company.seconds(60);
    expect(company.app.at('/wait')).toHaveLength(1);
    expect(company.heard(caller).slice(-1)).toEqual(['Say: Please hold']);
    expect(company.status(caller)).toBe('in-progress');
  });

  test('can loop by itself, and stops when the room starts', async () => {
    company.app.page('/wait', '<Response><Pause length="10"/><Redirect/></Response>');
    await joins('waitUrl="/wait"');
    await company.seconds(35);
    expect(company.app.at('/wait').length).toBe(4);
    await added();
    await company.seconds(60);
    expect(company.app.at('/wait').length).toBe(4);
  });

  test('may not gather: error 13238 and the caller goes on without the room', async () => {
    company.app.page('/wait', '<Response><Gather/></Response>');
    const caller = await joins('waitUrl="/wait"');
    await company.seconds(1);
    expect(company.debuggerCodes()).toEqual([13238]);
    expect(company.heard(caller)).toContain('Say: Room is over');
  });
});

describe('who hears whom', () => {
  test('a muted participant is not heard but hears', async () => {
    const caller = await joins(listened());
    const agent = await added();
    company.world.conferences.updateParticipant(roomSid(), caller, { muted: true });
    expect(await says(caller, 'Can you hear me?', agent)).toEqual([false]);
    expect(await says(agent, 'You are muted', caller)).toEqual([true]);
    company.world.conferences.updateParticipant(roomSid(), caller, { muted: false });
    expect(await says(caller, 'Now?', agent)).toEqual([true]);
    expect(events().filter((event) => event?.includes('mute'))).toEqual([
      'participant-mute',
      'participant-unmute',
    ]);
  });

  test('a held participant hears the hold document instead, and is not heard', async () => {
    company.app.page(
      '/hold',
      '<Response><Say>You are on hold</Say><Pause length="5"/><Redirect/></Response>',
    );
    const caller = await joins(listened());
    const agent = await added();
    company.world.conferences.updateParticipant(roomSid(), caller, {
      hold: true,
      holdUrl: `${company.app.origin}/hold`,
    });
    await company.seconds(1);
    expect(company.app.at('/hold')[0]).toMatchObject({ method: 'GET', fields: { CallSid: caller } });
    expect(company.heard(caller)).toContain('Say: You are on hold');
    expect(await says(agent, 'About this caller', caller)).toEqual([false]);
    expect(await says(caller, 'Hello?', agent)).toEqual([false]);
    company.world.conferences.updateParticipant(roomSid(), caller, { hold: false });
    const asked = company.app.at('/hold').length;
    expect(await says(agent, 'Thank you for waiting', caller)).toEqual([true]);
    await company.seconds(20);
    expect(company.app.at('/hold')).toHaveLength(asked);
    expect(events().filter((event) => event?.includes('hold'))).toEqual([
      'participant-hold',
      'participant-unhold',
    ]);
  });

  test('without a document there is hold music, and changing how a held participant leaves has no effect', async () => {
    const caller = await joins();
    await added();
    company.world.conferences.updateParticipant(roomSid(), caller, { hold: true });
    company.world.conferences.updateParticipant(roomSid(), caller, { endConferenceOnExit: true });
    await company.clock.settle();
    expect(company.heard(caller).at(-1)).toBe('Hold: hold music');
    expect(company.world.conferences.participant(roomSid(), caller)?.endConferenceOnExit).toBe(false);
  });

  test('a coach is heard by the coached alone', async () => {
    const caller = await joins(listened());
    const agent = await added();
    const coach = await added({ to: expertNumber, coachCallSid: agent });
    expect(await says(coach, 'Offer a refund', agent, caller)).toEqual([true, false]);
    expect(await says(caller, 'I want my money', agent, coach)).toEqual([true, true]);
    company.world.conferences.updateParticipant(roomSid(), coach, { coaching: false });
    expect(await says(coach, 'I am the manager', agent, caller)).toEqual([true, true]);
    expect(events().at(-1)).toBe('participant-modify');
  });

  test('somebody on hold or absent cannot be coached', async () => {
    const caller = await joins();
    const agent = await added();
    company.world.conferences.updateParticipant(roomSid(), caller, { hold: true });
    const update = (callSidToCoach: string) => () =>
      company.world.conferences.updateParticipant(roomSid(), agent, { coaching: true, callSidToCoach });
    expect(update(caller)).toThrow(expect.objectContaining({ code: 16027 }));
    expect(update(`CA${'0'.repeat(32)}`)).toThrow(expect.objectContaining({ code: 16028 }));
  });

  test('an announcement reaches one, or everybody', async () => {
    company.app.page('/announce', '<Response><Say>This call is recorded</Say></Response>');
    const caller = await joins(listened());
    const agent = await added();
    const announceUrl = `${company.app.origin}/announce`;
    company.world.conferences.updateParticipant(roomSid(), agent, { announceUrl });
    await company.seconds(5);
    const heardIt = () =>
      [caller, agent].map(
        (sid) => company.heard(sid).filter((line) => line === 'Say: This call is recorded').length,
      );
    expect(heardIt()).toEqual([0, 1]);
    company.world.conferences.update(roomSid(), { announceUrl });
    await company.seconds(5);
    expect(heardIt()).toEqual([1, 2]);
    expect(company.app.at('/announce')).toHaveLength(2);
    expect(events().filter((event) => event === 'announcement-end')).toHaveLength(2);
  });

  test('a beep tells of joining and leaving, unless it is off', async () => {
    const caller = await joins();
    const loud = await added();
    const quiet = await added({ to: expertNumber, beep: 'false' });
    company.world.handsets.hangUp(quiet);
    company.world.handsets.hangUp(loud);
    expect(company.heard(caller).filter((line) => line === 'Conference: beep')).toHaveLength(2);
  });
});

describe('participants by REST', () => {
  test('may be rung before the caller has joined; the room is made by its name', async () => {
    const record = company.world.conferences.addParticipant('early', participant({ label: 'agent' }));
    expect(record.status).toBe('queued');
    expect(company.world.conferences.find('early')?.status).toBe('init');
    await company.seconds(1);
    expect(company.world.conferences.participant(roomSid(), 'agent')?.status).toBe('ringing');
    company.world.handsets.answer(record.callSid);
    await company.seconds(1);
    expect(record.status).toBe('connected');
    expect(company.heard(record.callSid)).toContain('Play: waiting music');
  });

  test('the room hears their telephone ring, except whoever is on hold', async () => {
    const caller = await joins();
    const agent = await added();
    company.world.conferences.updateParticipant(roomSid(), caller, { hold: true });
    company.world.conferences.addParticipant('room', participant({ to: expertNumber }));
    await company.seconds(1);
    expect(company.heard(agent).at(-1)).toBe('Ringing: ringing');
    expect(company.heard(caller).at(-1)).not.toBe('Ringing: ringing');
  });

  test('who never answers is told as participant_add_failed, and the others stay', async () => {
    const caller = await joins(listened());
    company.world.conferences.addParticipant('room', participant({ timeoutSeconds: 10 }));
    await company.seconds(16);
    expect(company.app.at('/room').at(-1)?.fields).toMatchObject({
      StatusCallbackEvent: 'participant-leave',
      ReasonParticipantLeft: 'participant_add_failed',
      ParticipantCallStatus: 'no-answer',
    });
    expect(company.status(caller)).toBe('in-progress');
    expect(company.world.conferences.participants(roomSid())).toHaveLength(1);
  });

  test('kicking one sends a leg with instructions on, and hangs up one without', async () => {
    const caller = await joins();
    const agent = await added();
    company.world.conferences.removeParticipant(roomSid(), caller);
    company.world.conferences.removeParticipant(roomSid(), agent);
    await company.seconds(1);
    expect(company.heard(caller)).toContain('Say: Room is over');
    expect(company.status(agent)).toBe('completed');
    expect(room()?.reasonConferenceEnded).toBe('last-participant-kicked');
  });

  test('removing one who still rings cancels the call', async () => {
    await joins();
    const { callSid } = company.world.conferences.addParticipant('room', participant());
    await company.seconds(1);
    company.world.conferences.removeParticipant(roomSid(), callSid);
    expect(company.status(callSid)).toBe('canceled');
  });

  test('a label belongs to one participant: the second leg runs its next verb', async () => {
    await joins('participantLabel="caller"', '+441632960701');
    const second = await joins('participantLabel="caller"', '+441632960702');
    expect(company.heard(second)).toContain('Say: Next verb');
    expect(company.debuggerCodes()).toEqual([16025]);
    expect(company.app.at('/after')).toEqual([]);
    expect(() => company.world.conferences.addParticipant('room', participant({ label: 'caller' }))).toThrow(
      expect.objectContaining({ code: 16025 }),
    );
  });

  test('coaching somebody who is not there sends the leg to its action', async () => {
    await joins(`coach="CA${'0'.repeat(32)}"`);
    expect(company.debuggerCodes()).toEqual([13240]);
    expect(company.app.at('/after').map(({ fields }) => fields['DialCallStatus'])).toEqual(['failed']);
  });

  test('a full room turns people away', async () => {
    await joins('maxParticipants="2"', '+441632960701');
    await joins('maxParticipants="2"', '+441632960702');
    await joins('maxParticipants="2"', '+441632960703');
    expect(company.debuggerCodes()).toEqual([16020]);
  });

  test('a room that is over, or never was, is refused', async () => {
    const caller = await joins();
    company.world.handsets.hangUp(caller);
    expect(() => company.world.conferences.addParticipant(roomSid(), participant())).toThrow(
      expect.objectContaining({ code: 16022 }),
    );
    expect(() => company.world.conferences.addParticipant(`CF${'0'.repeat(32)}`, participant())).toThrow(
      expect.objectContaining({ code: 20404 }),
    );
  });
});
