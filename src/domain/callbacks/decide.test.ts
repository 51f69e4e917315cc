import { describe, expect, test } from '@jest/globals';
import {
  ask,
  askedAtDesk,
  ended,
  facts,
  ID,
  inLine,
  MINUTE,
  NINE,
  pickedUp,
  ringOf,
  rung,
  together,
  told,
  turn,
  yes,
} from './callback-for-tests.ts';

const ana = { kind: 'person', personId: 'ana', name: 'Ana' } as const;

describe('asking for a call-back', () => {
  test('waits until the caller’s own telephone is free, then stands in the line in the old place', () => {
    const asked = told(ask);
    expect(asked.state).toMatchObject({
      status: 'scheduled',
      entryId: 'c1.q1',
      promisedBy: NINE + 20 * MINUTE,
    });
    const { events } = asked.decision({ type: 'CallerHasGone' });
    expect(events).toMatchObject([
      { type: 'CallbackInLine', entryId: 'c1.q1', callId: `${ID}.k1`, asked: { place: ask.place } },
    ]);
  });

  test('begins by itself when the end of the caller’s leg is never told', () => {
    const { timers } = told().decision(ask);
    expect(timers).toEqual([{ set: 'next', at: NINE + MINUTE, command: { type: 'BeginTry' } }]);
    expect(told(ask, { after: MINUTE }, { type: 'BeginTry' }).state).toMatchObject({ status: 'in-line' });
  });

  test('a second press changes nothing', () => {
    told(ask).when(ask).thenNothing();
  });

  test('is refused for a number that may not be dialled', () => {
    told({ facts: { number: { refused: 'kind' } } })
      .when(ask)
      .thenRefused('number-refused');
  });

  test('is refused while another one is open for this number', () => {
    told({ facts: { open: 'other' } })
      .when(askedAtDesk)
      .thenRefused('already-asked');
  });

  test('at the desk says by when, and stands in the line at once', () => {
    const asked = told(askedAtDesk);
    expect(asked.types).toEqual(['CallbackAsked', 'CallbackInLine']);
    expect(asked.state).toMatchObject({
      words: 'We ring you back in your turn, within 60 minutes',
      promisedBy: NINE + 60 * MINUTE,
    });
  });

  test('for an agreed time looks for somebody a little before', () => {
    const dueAt = NINE + 120 * MINUTE;
    const { timers } = told().decision({ ...askedAtDesk, dueAt });
    expect(timers).toContainEqual({ set: 'next', at: dueAt - 5 * MINUTE, command: { type: 'BeginTry' } });
    expect(told({ ...askedAtDesk, dueAt }).state).toMatchObject({ words: 'We ring you back today at 11 am' });
  });

  test('for a time in the customer’s night, or gone by, is refused at the desk', () => {
    told()
      .when({ ...askedAtDesk, dueAt: NINE + 13 * 60 * MINUTE })
      .thenRefused('quiet-hours');
    told()
      .when({ ...askedAtDesk, dueAt: NINE - 10 * MINUTE })
      .thenRefused('in-the-past');
  });

  test('offers it to the person who was asked for first, and then to the queue', () => {
    const person = { personId: 'tom', name: 'Tom' };
    const asked = told({ facts: { person } }, { ...askedAtDesk, personId: 'tom' });
    expect(asked.events.at(-1)).toMatchObject({ type: 'CallbackInLine', only: ['tom'] });
    const later = told(
      { facts: { person } },
      { ...askedAtDesk, personId: 'tom' },
      { type: 'NobodyThere', entryId: `${ID}.q1`, why: 'Tom is away.' },
      { after: MINUTE },
      { type: 'BeginTry' },
    );
    expect(later.events.at(-1)).toMatchObject({ type: 'CallbackInLine', entryId: `${ID}.q2`, only: null });
  });
});

describe('whose turn comes', () => {
  test('is not rung by night: it leaves the line until the morning', () => {
    const night = told(...inLine, { after: 12 * 60 * MINUTE }, { type: 'QuietBegins' });
    expect(night.state).toMatchObject({ status: 'scheduled', nextAt: NINE + 23 * 60 * MINUTE });
    expect(night.types).toContain('CallbackOffLine');
  });

  test('is not rung while they have us on the line already', () => {
    const engaged = told(ask, { facts: { engaged: true } }, { type: 'CallerHasGone' });
    expect(engaged.state).toMatchObject({ status: 'scheduled', entryId: 'c1.q1', nextAt: NINE + 2 * MINUTE });
  });

  test('is rung only after a person said yes', () => {
    expect(told(...inLine).decision(yes())).toMatchObject({
      events: [{ type: 'CustomerRung', n: 1, entryId: 'c1.q1', ringer: { name: 'Ana' } }],
      effects: [
        {
          kind: 'line.ring',
          id: ringOf(1),
          to: '+447700900555',
          from: '+442079460100',
          ringSeconds: 25,
          answered: { noun: 'callbacks', id: ID, turn: 1 },
        },
      ],
    });
  });

  test('a second person’s yes rings nobody: they are thanked and let go', () => {
    const { events, effects } = told(...rung).decision(yes(1, 'c1.q1.o2'));
    expect(events).toMatchObject([{ type: 'RingerNotNeeded', offerId: 'c1.q1.o2' }]);
    expect(effects).toBeUndefined();
  });

  test('a yes that comes when the customer is on the line elsewhere lets the person go', () => {
    const late = told(...inLine, { facts: { engaged: true } }, yes());
    expect(late.types.slice(-3)).toEqual(['RingerNotNeeded', 'CallbackOffLine', 'CallbackScheduled']);
  });
});

describe('the customer', () => {
  test('hears who rings and that it is recorded, before anybody speaks', () => {
    const { events, says } = told(...rung).decision(turn(1));
    expect(events).toMatchObject([{ type: 'CustomerPickedUp', callId: `${ID}.k1`, sid: 'CA-jo' }]);
    expect(says).toMatchObject({
      do: 'speak',
      utterances: [
        { text: 'This is Brightwick, returning your call. Calls are recorded. Ana is on the line.' },
      ],
      then: { noun: 'callbacks', id: ID, turn: 2 },
    });
    expect(told(...pickedUp).decision(turn(2)).events).toMatchObject([
      { type: 'CustomerGreeted', noticeGiven: true },
    ]);
  });

  test('who does not answer is tried again after a while, and the promise is kept', () => {
    const once = told(...rung, { after: 25_000 }, ended(1));
    expect(once.types.slice(-3)).toEqual(['CustomerNotReached', 'CallbackAttempted', 'CallbackScheduled']);
    expect(once.events.at(-2)).toMatchObject({ outcome: 'no-answer', promiseId: `${ID}.p1` });
    expect(once.state).toMatchObject({
      status: 'scheduled',
      nextAt: NINE + 25_000 + 15 * MINUTE,
      promiseKept: true,
    });
  });

  test('who never answers is given up after three tries, with the outcome written down', () => {
    const again = (n: number) => [
      { after: 20 * MINUTE },
      { type: 'BeginTry' } as const,
      yes(n),
      ended(n, 'busy'),
    ];
    const thrice = told(...rung, ended(1), ...again(2), ...again(3));
    expect(thrice.state).toMatchObject({ status: 'given-up', outcome: 'busy' });
    expect(thrice.types.filter((type) => type === 'CustomerRung')).toHaveLength(3);
    expect(thrice.events.at(-1)).toMatchObject({ promiseId: null });
    thrice.when({ type: 'BeginTry' }).thenNothing();
  });

  test('whose number the line refuses is not tried again', () => {
    const refused = told(...rung, {
      type: 'EffectSettled',
      effectId: ringOf(1),
      kind: 'line.ring',
      outcome: 'failed',
      why: 'refused',
      reason: 'Calls to this country are not allowed.',
    });
    expect(refused.state).toMatchObject({ status: 'given-up', outcome: 'refused-number' });
    expect(refused.events.at(-1)).toMatchObject({ promiseId: `${ID}.p1` });
  });

  test('whose ring is never heard of again is not waited for: the ring ends', () => {
    const { effects, events } = told(...rung, { after: 85_000 }).decision({ type: 'RingLost' });
    expect(effects).toMatchObject([{ kind: 'line.end', leg: { ring: ringOf(1) } }]);
    expect(events.map(({ type }) => type)).toContain('CustomerNotReached');
  });

  test('who talked is done, and who hung up at once is tried again', () => {
    const over = { type: 'CallOver', callId: `${ID}.k1`, by: 'caller' } as const;
    expect(told(...together, over).state).toMatchObject({ status: 'done', outcome: 'talked' });
    expect(told(...pickedUp, over).state).toMatchObject({
      status: 'scheduled',
      tries: [{ outcome: 'no-answer' }],
    });
  });

  test('whose voicemail picked up hears a message, which counts as a try', () => {
    const voicemail = { type: 'SettleCallback', by: ana, outcome: 'voicemail', note: null } as const;
    const { events } = told(...together).decision(voicemail);
    expect(events).toMatchObject([
      {
        type: 'VoicemailWanted',
        words: expect.stringMatching(/Hello Jo. This is Ana of Brightwick.*We try again today at 9:15 am/),
      },
    ]);
    const left = told(...together, voicemail, { type: 'CallOver', callId: `${ID}.k1`, by: 'Ana' });
    expect(left.state).toMatchObject({ status: 'scheduled', tries: [{ outcome: 'voicemail' }] });
    told(...rung)
      .when(voicemail)
      .thenRefused('nobody-picked-up');
  });

  test('who picks up when the person has just gone is told so', () => {
    const { says } = told(...rung, { type: 'CallOver', callId: `${ID}.k1`, by: 'Ana' }).decision(turn(1));
    expect(says).toMatchObject({ do: 'hang-up', utterances: [{ text: expect.stringMatching(/cut off/) }] });
  });

  test('whose leg comes alive after its ring was given up is let go', () => {
    const gone = told(...rung, { type: 'CallOver', callId: `${ID}.k1`, by: 'Ana' });
    expect(
      gone.decision({ type: 'RingProgressed', ring: ringOf(1), sid: 'CA-jo', status: 'ringing' }).effects,
    ).toMatchObject([{ kind: 'line.end', leg: { sid: 'CA-jo' } }]);
  });

  test('who rings us first has the place, and nobody rings them', () => {
    const back = told(...inLine, { type: 'CustomerRangIn', callId: 'c2' });
    expect(back.state).toMatchObject({ status: 'done', outcome: 'rang-in' });
    expect(back.types).toContain('CallbackOffLine');
  });
});

describe('the person who rings', () => {
  const stops = { type: 'CallOver', callId: `${ID}.k1`, by: 'Ana' } as const;

  test('stops the ring by hanging up; too soon does not count as a try', () => {
    const soon = told(...rung, { after: 5_000 }).decision(stops);
    expect(soon.withdraws).toEqual([ringOf(1)]);
    expect(soon.effects).toMatchObject([{ kind: 'line.end', leg: { ring: ringOf(1) } }]);
    expect(soon.events).toMatchObject([
      { type: 'CallbackAttempted', outcome: 'interrupted', promiseId: null },
      { type: 'CallbackScheduled', nextAt: NINE + 35_000 },
    ]);
    expect(told(...rung, { after: 20_000 }).decision(stops).events[0]).toMatchObject({
      outcome: 'no-answer',
    });
  });
});

describe('people at the desk', () => {
  test('cancel it with a reason, as long as nobody rings', () => {
    const cancel = { type: 'CancelCallback', by: ana, why: 'They wrote that it is settled.' } as const;
    expect(told(...inLine, cancel).state).toMatchObject({
      status: 'done',
      outcome: 'cancelled',
      why: 'Ana: They wrote that it is settled.',
    });
    told(...rung)
      .when(cancel)
      .thenRefused('under-way');
    told(...together, { type: 'CallOver', callId: `${ID}.k1`, by: 'caller' })
      .when(cancel)
      .thenRefused('callback-over');
  });

  test('agree another time: the old promise is not owed any more, and a new one is', () => {
    const dueAt = NINE + 180 * MINUTE;
    const moved = told(...inLine, { type: 'RescheduleCallback', by: ana, dueAt, words: null });
    expect(moved.state).toMatchObject({ status: 'scheduled', nextAt: dueAt - 5 * MINUTE, promisedBy: dueAt });
    expect(moved.events.find(({ type }) => type === 'CallbackRescheduled')).toMatchObject({
      oldPromiseId: `${ID}.p1`,
      promiseId: `${ID}.p2`,
    });
  });

  test('say that they have spoken to the customer in another way', () => {
    const spoke = { type: 'SettleCallback', by: ana, outcome: 'talked', note: 'They came by.' } as const;
    expect(told(...inLine, spoke).state).toMatchObject({
      outcome: 'talked',
      why: 'Ana has spoken to them: They came by.',
    });
  });

  test('learn that there is no such call-back', () => {
    expect(facts.open).toBeNull();
    told().when({ type: 'CancelCallback', by: ana, why: 'x' }).thenRefused('callback-unknown');
  });
});
