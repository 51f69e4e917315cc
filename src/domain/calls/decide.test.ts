// Longer than 300 lines because it is one promise a test, in the order in which a call goes from its arrival to its end.
import { describe, expect, test } from '@jest/globals';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import type { CallEvent } from './call.ts';
import {
  ana,
  arrived,
  asks,
  atQueue,
  climbing,
  consulting,
  facts,
  handingOver,
  happens,
  of,
  onHold,
  moving,
  rules,
  talking,
  tom,
  waiting,
  when,
  words,
} from './call-for-tests.ts';
import type { CallCommand } from './commands.ts';

const arrive = {
  type: 'ArriveCall',
  callerSid: 'CA1',
  businessId: 'shop',
  number: '+442079460100',
  flow: 'main',
  from: '+447700900555',
  callerName: null,
} as const;
const ended: CallEvent = {
  type: 'CallEnded',
  ...of,
  by: 'caller',
  parties: [],
  pending: null,
  climbing: null,
  entryId: null,
};
const dismissed: CallEvent = { type: 'CallerDismissed', ...of, by: 'Ana Silva' };
const turn = (number: number): CallCommand => ({ type: 'TakeTurn', turn: number, input: { sid: 'CA1' } });
const reached = (asker: { noun: string; id: string }): CallCommand => ({
  type: 'PersonReached',
  offerId: ana.offerId,
  personId: 'ana',
  name: 'Ana Silva',
  sid: 'CA-ana',
  device: 'telephone',
  purpose: 'queue',
  asker,
});
const byQueue = reached({ noun: 'routing', id: 'c1.q1' });
const wait = {
  type: 'WaitForPerson',
  queue: 'billing',
  only: null,
  ringSeconds: null,
  topic: 'a bill',
  priority: null,
  waitingKeys: { '9': 'manager' },
  story: ['Chose Billing'],
  askedForManager: false,
} as const;

const lookAt = (at: number) => ({ set: 'check-legs', at, command: { type: 'CheckLegs' } }) as const;

describe('a call comes in', () => {
  test('in the first language of the business, and goes into its flow', () => {
    given(rules)
      .when(arrive, { facts, id: 'c1' })
      .then({ events: [arrived], timers: [lookAt(NINE + 60_000)] });
  });

  test('once: a doubled arrival changes nothing', () => {
    when([arrived], arrive).thenNothing();
  });

  test('and is refused when no business answers the number', () => {
    given(rules)
      .when(arrive, { facts: { ...facts, business: null }, id: 'c1' })
      .thenRefused('business-unknown');
  });
});

describe('the caller waits', () => {
  test('with everything that the flow learned', () => {
    expect(when([arrived], wait).answer).toMatchObject({
      events: [
        {
          type: 'WaitWanted',
          wait: {
            entryId: 'c1.q1',
            queue: 'billing',
            entrance: 'asking',
            returning: null,
            story: ['Chose Billing'],
          },
        },
      ],
    });
  });

  test('and a manager is rung meanwhile when the caller asked for one, who is told so', () => {
    const { answer } = when([arrived], { ...wait, askedForManager: true });
    expect(happens(answer)).toEqual(['WaitWanted', 'EscalationWanted']);
    expect(words(answer)).toMatch(/ringing a manager/);
  });

  test('but not a second time while one is being rung', () => {
    const back: CallEvent = {
      type: 'CallerBackInFlow',
      ...of,
      outcome: { kind: 'nobody' },
      words: null,
      givenUp: null,
    };
    const { answer } = when([...waiting, climbing(), back], { ...wait, askedForManager: true });
    expect(happens(answer)).toEqual(['WaitWanted']);
  });

  test('a late wish of the flow does not tear the caller from whoever has said yes', () => {
    when(moving, wait).thenNothing();
    when(talking, wait).thenNothing();
  });

  test('a wait that passes its target climbs by itself, once', () => {
    const breach = { type: 'EscalateWait', pathway: 'automatic', reason: 'The wait is too long.' } as const;
    expect(when(waiting, breach).answer).toMatchObject({
      events: [
        {
          type: 'EscalationWanted',
          pathway: 'automatic',
          manner: 'while-waiting',
          from: { kind: 'managers' },
        },
      ],
    });
    when([...waiting, climbing()], breach).thenNothing();
    when(talking, breach).thenNothing();
  });

  test('and no wait climbs by itself where the business does not want it', () => {
    const { business } = facts;
    if (business === null) throw new Error('the tests have a shop');
    const patient = {
      ...facts,
      business: { ...business, escalation: { ...business.escalation, onWaitBreach: false } },
    };
    const breach = { type: 'EscalateWait', pathway: 'automatic', reason: 'The wait is too long.' } as const;
    when(waiting, breach, { facts: patient }).thenNothing();
    expect(happens(when(waiting, { ...breach, pathway: 'hierarchical' }, { facts: patient }).answer)).toEqual(
      ['EscalationWanted'],
    );
  });

  test('who was promised a manager hears when none can be reached; who was not is told nothing', () => {
    const over = {
      type: 'EscalationOver',
      escalationId: 'c1.e1',
      reached: false,
      reason: 'Nobody.',
    } as const;
    expect(when([...waiting, climbing()], { ...over, pathway: 'hierarchical' }).answer).toMatchObject({
      events: [
        { type: 'ClimbOver', tells: { entryId: 'c1.q1', words: expect.stringMatching(/No manager/) } },
      ],
    });
    expect(when([...waiting, climbing()], { ...over, pathway: 'automatic' }).answer).toMatchObject({
      events: [{ type: 'ClimbOver', tells: null }],
    });
  });

  test('who leaves the line by a key is rung for no longer; who was given back still is', () => {
    const leave = (outcome: { kind: 'key'; key: string } | { kind: 'nobody' }): CallCommand => ({
      type: 'LeaveWait',
      outcome,
      words: null,
    });
    const past = [...waiting, climbing()];
    expect(when(past, leave({ kind: 'key', key: '0' })).answer).toMatchObject({
      events: [{ type: 'CallerBackInFlow', givenUp: 'c1.e1' }],
    });
    const givenBack = when(past, leave({ kind: 'nobody' }));
    expect(givenBack.answer).toMatchObject({ events: [{ type: 'CallerBackInFlow', givenUp: null }] });
    expect(givenBack.thenState()).toMatchObject({ climbing: 'c1.e1' });
  });
});

describe('somebody says yes', () => {
  test('and the caller is fetched from the queue into the room', () => {
    when(waiting, byQueue).then({
      events: [
        { type: 'CallerFetched', ...of, party: ana, purpose: 'queue', entryId: 'c1.q1', climbing: null },
      ],
      effects: [
        {
          kind: 'line.move',
          id: 'c1.3.fetch',
          callId: 'c1',
          sid: 'CA1',
          step: { noun: 'calls', id: 'c1', turn: 1, language: 'en-GB' },
        },
      ],
    });
  });

  test('or out of the flow, when a manager was still being rung', () => {
    const { answer } = when([arrived], byQueue);
    expect(answer).toMatchObject({ events: [{ type: 'CallerFetched', entryId: null }] });
  });

  test.each([
    ['somebody else was quicker', moving],
    ['the caller talks', talking],
    ['another person is asked', consulting],
    ['the caller hears the goodbye', [...talking, dismissed]],
    ['the caller has gone', [...talking, ended]],
  ])('and is let go when %s', (_why, past) => {
    when(past, byQueue).then({ events: [{ type: 'PartyNotNeeded', ...of, offerId: ana.offerId }] });
  });
});

describe('the leg of the caller asks what to do', () => {
  const joinRoom = {
    do: 'join-room',
    room: 'c1',
    label: 'caller',
    then: { noun: 'calls', id: 'c1', turn: 2, language: 'en-GB' },
  };

  test('on the way: it joins the room, and the talk has begun', () => {
    when(moving, turn(1)).then({
      events: [
        { type: 'CallerTurned', ...of, turn: 2 },
        { type: 'CallerInRoom', ...of },
      ],
      says: {
        do: 'join-room',
        room: 'c1',
        label: 'caller',
        then: { noun: 'calls', id: 'c1', turn: 2, language: 'en-GB' },
      },
    });
  });

  test('fallen out of the room: it goes back in', () => {
    expect(when(talking, turn(1)).answer).toMatchObject({ says: joinRoom });
  });

  test('fallen out of the room while on hold: it goes back in, on hold', () => {
    const { answer } = when(onHold, turn(1));
    expect(answer).toMatchObject({ says: joinRoom });
    expect(asks(answer)).toEqual(['line.hold']);
  });

  test('while it waits for the queue to call: it does not sit in an empty room', () => {
    expect(when(waiting, turn(1)).answer).toMatchObject({ says: { do: 'speak' } });
  });

  test('when the call was ended with a goodbye: it hears the goodbye and hangs up', () => {
    const { answer } = when([...talking, dismissed], turn(1));
    expect(answer).toMatchObject({ says: { do: 'hang-up' } });
    expect(words(answer)).toMatch(/Thank you for calling Brightwick/);
  });

  test('a turn that was used already is refused', () => {
    when(talking, turn(0)).thenRefused('old-step');
    when(talking, turn(2)).thenRefused('old-step');
  });

  test('the room tells that the caller is there, which counts once', () => {
    when(moving, { type: 'CallerJoinedRoom' }).then({ events: [{ type: 'CallerInRoom', ...of }] });
    when(talking, { type: 'CallerJoinedRoom' }).thenNothing();
    when(waiting, { type: 'CallerJoinedRoom' }).thenNothing();
  });
});

describe('the line cannot do what was asked', () => {
  const failed = (kind: string, why: 'gave-up' | 'gone'): CallCommand => ({
    type: 'EffectSettled',
    effectId: 'c1.3.x',
    kind,
    outcome: 'failed',
    why,
    reason: 'time-out',
  });
  const again = [{ set: 'ask-line-again', at: NINE + 2_000, command: { type: 'AskLineAgain' } }] as const;

  test.each([
    ['to fetch the caller', 'line.move', moving],
    ['to fetch the caller for the goodbye', 'line.move', [...talking, dismissed]],
    ['to end the music', 'line.release', talking],
    ['to hold a caller who was handed over', 'line.hold', handingOver],
  ])('%s: it is asked again', (_what, kind, past) => {
    when(past, failed(kind, 'gave-up')).then({ events: [], timers: again });
    const { answer } = when(past, { type: 'AskLineAgain' }, { at: NINE + 2_000 });
    expect(asks(answer)).toEqual([kind]);
  });

  test('to hold a caller whose agent is there: the agent is told that they still hear each other', () => {
    expect(when(onHold, failed('line.hold', 'gave-up')).answer).toMatchObject({
      events: [{ type: 'CallerResumed', why: expect.stringMatching(/could not hold/) }],
    });
  });

  test('because the leg has gone: its own end tells that', () => {
    when(moving, failed('line.move', 'gone')).thenNothing();
  });

  test('but the call has moved on: nothing is asked for the sake of the past', () => {
    when(waiting, failed('line.move', 'gave-up')).thenNothing();
    when(onHold, failed('line.release', 'gave-up')).thenNothing();
    when(waiting, { type: 'AskLineAgain' }).thenNothing();
  });
});

describe('a call has ended', () => {
  const over = [...talking, ended];

  test.each([
    ['HoldCaller', { type: 'HoldCaller', by: 'ana' }],
    ['ConsultPerson', { type: 'ConsultPerson', by: 'ana', personId: 'priya' }],
    ['EndCall', { type: 'EndCall', by: 'ana' }],
  ] as const)('%s is refused in words that say so', (_name, command) => {
    when(over, command).thenRefused('call-ended');
  });

  test('and ends once, but a note can still be added', () => {
    when(over, { type: 'CallerHungUp' }).thenNothing();
    const actor = { personId: 'ana', name: 'Ana Silva' };
    const note = when(
      over,
      { type: 'AddNote', by: 'ana', text: 'Ring back.' },
      { facts: { ...facts, actor } },
    );
    expect(note.thenState()).toMatchObject({
      status: 'ended',
      notes: [{ name: 'Ana Silva', text: 'Ring back.' }],
    });
  });

  test('a call that never was is refused', () => {
    given(rules)
      .when({ type: 'HoldCaller', by: tom.personId }, { facts, id: 'c1' })
      .thenRefused('call-unknown');
  });
});

describe('news of a leg is lost', () => {
  const settled = (sid: string, status: string): CallCommand => ({
    type: 'EffectSettled',
    effectId: 'c1.check',
    kind: 'line.check',
    outcome: 'done',
    result: { sid, status },
  });

  test('so every leg of the call is looked at, again and again', () => {
    const look = when(talking, { type: 'CheckLegs' });
    expect(look.answer).toMatchObject({
      events: [],
      effects: [
        { kind: 'line.check', sid: 'CA1' },
        { kind: 'line.check', sid: 'CA-ana' },
      ],
      timers: [lookAt(NINE + 60_000)],
    });
  });

  test('a leg that is alive changes nothing', () => {
    when(talking, settled('CA1', 'live')).thenNothing();
    when(talking, settled('CA-ana', 'live')).thenNothing();
  });

  test('the call of a caller found gone ends, and a person found gone is named', () => {
    expect(happens(when(talking, settled('CA1', 'completed')).answer)).toEqual(['CallEnded']);
    expect(when(talking, settled('CA-ana', 'completed')).answer).toMatchObject({
      events: [{ type: 'PartyFoundGone', offerId: ana.offerId, how: 'completed' }],
    });
  });

  test('a person who was let go since is of no concern', () => {
    when(talking, settled('CA-tom', 'completed')).thenNothing();
  });
});

test('the queue that the caller waits in is remembered for the way back', () => {
  expect(given(rules, arrived, atQueue).state).toMatchObject({ queue: 'billing', place: { at: 'waiting' } });
});
