// Longer than 300 lines because it is one promise a test, and what a desk may do with a call is easiest to compare side by side.
import { describe, expect, test } from '@jest/globals';
import {
  ana,
  arrived,
  asks,
  colleague,
  consulted,
  consulting,
  facts,
  handingOver,
  happens,
  held,
  joined,
  moving,
  of,
  onHold,
  priya,
  released,
  talking,
  tom,
  waiting,
  wanted,
  when,
  words,
} from './call-for-tests.ts';
import type { CallCommand, DeskCommand } from './commands.ts';

const by = 'ana';
const everyCommand: readonly DeskCommand[] = [
  { type: 'HoldCaller', by },
  { type: 'ResumeCaller', by },
  { type: 'ConsultPerson', by, personId: 'priya' },
  { type: 'CancelConsult', by },
  { type: 'BringTogether', by },
  { type: 'HandOver', by },
  { type: 'TransferToPerson', by, personId: 'priya' },
  { type: 'TransferToQueue', by, queue: 'sales' },
  {
    type: 'Escalate',
    by,
    pathway: 'hierarchical',
    topic: null,
    authority: null,
    how: 'hand-over',
    summary: null,
  },
  { type: 'LeaveCall', by },
  { type: 'DropParty', by, offerId: ana.offerId },
  { type: 'EndCall', by },
];
const named = everyCommand.map((command) => [command.type, command] as const);

describe('only who is on the call may change it', () => {
  test.each(named)('%s is refused for everyone else', (_name, command) => {
    when(talking, { ...command, by: 'grace' }).thenRefused('not-on-call');
    when([arrived], command).thenRefused('not-on-call');
    when(waiting, command).thenRefused('not-on-call');
  });

  test.each(named.filter(([name]) => name !== 'LeaveCall'))(
    '%s is refused for whoever is only asked for advice',
    (_name, command) => {
      when(consulted, { ...command, by: 'priya' }).thenRefused('only-asked');
    },
  );

  test('whoever is asked for advice may leave, and the caller is back with the one who asked', () => {
    const leaving = when(consulted, { type: 'LeaveCall', by: 'priya' });
    expect(happens(leaving.answer)).toEqual(['PartyReleased', 'PendingFailed', 'CallerResumed']);
    expect(leaving.thenState()).toMatchObject({ parties: [{ personId: 'ana' }], pending: null });
  });
});

describe('hold', () => {
  test('gives music and a say-so', () => {
    const { answer } = when(talking, { type: 'HoldCaller', by });
    expect(happens(answer)).toEqual(['CallerHeld']);
    expect(words(answer)).toMatch(/You are on hold/);
  });

  test('twice is once, and so is coming back', () => {
    when(onHold, { type: 'HoldCaller', by }).thenNothing();
    when(talking, { type: 'ResumeCaller', by }).thenNothing();
  });

  test('ends with a word to the desk, and the music stops', () => {
    const { answer } = when(onHold, { type: 'ResumeCaller', by });
    expect(happens(answer)).toEqual(['CallerResumed']);
    expect(asks(answer)).toEqual(['line.release']);
  });

  test('cannot begin before the caller is there', () => {
    when(moving, { type: 'HoldCaller', by }).thenRefused('not-connected');
  });

  test('does not end by itself while a colleague is asked: the desk says which way', () => {
    when(consulting, { type: 'ResumeCaller', by }).thenRefused('asking');
  });

  test('is named anew each time, so that the line does it each time', () => {
    const first = when(talking, { type: 'HoldCaller', by }).answer;
    const resumed = { type: 'CallerResumed', ...of, why: 'Back.' } as const;
    const second = when([...onHold, resumed], { type: 'HoldCaller', by }).answer;
    expect(first).toMatchObject({ effects: [{ id: 'c1.5.hold' }] });
    expect(second).toMatchObject({ effects: [{ id: 'c1.7.hold' }] });
  });
});

describe('asking a colleague first', () => {
  const consult = { type: 'ConsultPerson', by, personId: 'priya' } as const;

  test('holds the caller, who is told, and rings the colleague', () => {
    when(talking, consult, { facts: colleague('priya') }).then({
      events: [held('consult'), wanted('consult')],
      effects: [
        {
          kind: 'line.hold',
          id: 'c1.5.hold',
          callId: 'c1',
          room: 'c1',
          sid: 'CA1',
          utterances: [
            {
              kind: 'say',
              text: 'One moment, please. I am asking a colleague, and then I am back with you.',
              language: 'en-GB',
            },
          ],
        },
      ],
    });
  });

  test('leaves a caller alone who is on hold already', () => {
    expect(asks(when(onHold, consult, { facts: colleague('priya') }).answer)).toEqual([]);
  });

  test('is refused for a colleague who is busy, in words that help', () => {
    const busy = when(talking, consult, { facts: colleague('priya', 'Priya Nair is on another call.') });
    busy.thenRefused('person-unsuitable');
    expect(busy.answer).toMatchObject({ reason: 'Priya Nair is on another call.' });
  });

  test('is refused for somebody unknown, and for somebody who is on the call', () => {
    when(talking, consult).thenRefused('person-unknown');
    const busy = { facts: colleague('tom', 'Tom Baker is on another call.') };
    when([...talking, joined(tom)], { ...consult, personId: 'tom' }, busy).thenRefused('on-this-call');
  });

  test('is refused while somebody is asked already, or before the caller is there', () => {
    when(consulting, consult, { facts: colleague('tom') }).thenRefused('asking');
    when(moving, consult, { facts: colleague('priya') }).thenRefused('not-connected');
  });

  test('can be cancelled while it rings: the ring is named, and the caller is back', () => {
    const cancelled = when(consulting, { type: 'CancelConsult', by });
    expect(cancelled.answer).toMatchObject({
      events: [
        { type: 'PendingCancelled', pending: { offerId: 'c1.c1', status: 'ringing' } },
        { type: 'CallerResumed' },
      ],
    });
    expect(asks(cancelled.answer)).toEqual(['line.release']);
  });

  test('can be cancelled while they talk: the colleague is on the call no more', () => {
    const cancelled = when(consulted, { type: 'CancelConsult', by }).thenState();
    expect(cancelled).toMatchObject({ parties: [ana], pending: null, place: { at: 'talking' } });
  });

  test('can be cancelled once; there is nothing to cancel afterwards', () => {
    when(talking, { type: 'CancelConsult', by }).thenNothing();
  });

  test('can bring all three together', () => {
    const together = when(consulted, { type: 'BringTogether', by });
    expect(happens(together.answer)).toEqual(['BroughtTogether', 'CallerResumed']);
    expect(together.thenState()).toMatchObject({
      parties: [ana, { ...priya, role: 'agent' }],
      pending: null,
    });
  });

  test('can end in handing the caller over', () => {
    const handed = when(consulted, { type: 'HandOver', by });
    expect(happens(handed.answer)).toEqual(['PartyReleased', 'HandedOver', 'CallerResumed']);
    expect(handed.thenState()).toMatchObject({
      parties: [{ ...priya, role: 'agent' }],
      place: { at: 'talking' },
    });
  });

  test('hands nobody over who has not answered', () => {
    when(consulting, { type: 'HandOver', by }).thenRefused('not-answered');
    when(consulting, { type: 'BringTogether', by }).thenRefused('not-answered');
    when(talking, { type: 'HandOver', by }).thenRefused('nobody-asked');
  });
});

describe('passing the caller on without asking', () => {
  test('to a person: the caller is told to whom and what if there is no answer, and the front line is free', () => {
    const passed = when(
      talking,
      { type: 'TransferToPerson', by, personId: 'priya' },
      { facts: colleague('priya') },
    );
    expect(happens(passed.answer)).toEqual(['CallerHeld', 'PersonWanted', 'PartyReleased']);
    expect(words(passed.answer)).toMatch(/putting you through to Priya Nair.*first in line/);
    expect(passed.thenState()).toMatchObject({
      parties: [],
      pending: { kind: 'hand-over' },
      place: { at: 'held' },
    });
  });

  test('to a person, from hold: the words are spoken over the music, and the hold is left as it is', () => {
    const passed = when(
      onHold,
      { type: 'TransferToPerson', by, personId: 'priya' },
      { facts: colleague('priya') },
    );
    expect(asks(passed.answer)).toEqual(['line.announce']);
  });

  test('to a queue: the caller waits there, at its end, and the front line is free', () => {
    const passed = when(talking, { type: 'TransferToQueue', by, queue: 'sales' });
    expect(passed.answer).toMatchObject({
      events: [
        released(ana),
        {
          type: 'WaitWanted',
          wait: { entryId: 'c1.q2', queue: 'sales', returning: null, entrance: 'fetched' },
        },
      ],
    });
    expect(words(passed.answer)).toMatch(/queue for Sales/);
  });

  test('to a queue that does not exist is refused', () => {
    when(talking, { type: 'TransferToQueue', by, queue: 'nowhere' }).thenRefused('queue-unknown');
  });
});

describe('passing the call up', () => {
  const escalate = (asked: Partial<Extract<CallCommand, { type: 'Escalate' }>>): CallCommand => ({
    type: 'Escalate',
    by,
    pathway: 'functional',
    topic: 'vat',
    authority: null,
    how: 'hand-over',
    summary: 'Charged twice.',
    ...asked,
  });

  test('to an expert: the caller is told of the topic, of the ringing and of when to expect an answer', () => {
    const up = when(talking, escalate({}));
    expect(up.answer).toMatchObject({
      events: [
        { type: 'CallerHeld', why: 'hand-over' },
        {
          type: 'EscalationWanted',
          pathway: 'functional',
          manner: 'hand-over',
          from: { kind: 'topic', topic: 'vat' },
          topic: 'VAT',
          story: ['Chose Billing', 'Ana Silva: Charged twice.', 'Ana Silva asked for an expert in VAT.'],
          except: ['ana'],
        },
        { type: 'PartyReleased' },
      ],
    });
    expect(words(up.answer)).toMatch(/knows about VAT.*answer by noon/);
  });

  test('to a manager who may decide it: the caller is told so', () => {
    const up = when(talking, escalate({ pathway: 'hierarchical', topic: null, authority: 'refund' }));
    expect(up.answer).toMatchObject({
      events: [{}, { from: { kind: 'authority', authority: 'refund' } }, {}],
    });
    expect(words(up.answer)).toMatch(/manager who may decide this: Refund over £50/);
  });

  test('to the managers when no authority is named', () => {
    const up = when(talking, escalate({ pathway: 'hierarchical', topic: null }));
    expect(up.answer).toMatchObject({ events: [{}, { from: { kind: 'managers' } }, {}] });
  });

  test('asking first keeps the front line on the call', () => {
    const up = when(talking, escalate({ how: 'ask-first' }));
    expect(happens(up.answer)).toEqual(['CallerHeld', 'EscalationWanted']);
    expect(up.thenState()).toMatchObject({
      parties: [ana],
      pending: { kind: 'consult', asker: { noun: 'escalations', id: 'c1.e1' }, status: 'ringing' },
    });
  });

  test('a caller on hold hears what happens, too', () => {
    const { answer } = when(onHold, escalate({ how: 'ask-first' }));
    expect(asks(answer)).toEqual(['line.announce']);
    expect(words(answer)).toMatch(/knows about VAT/);
  });

  test('is refused for what this business does not know, in words', () => {
    when(talking, escalate({ topic: null })).thenRefused('topic-missing');
    when(talking, escalate({ topic: 'astrology' })).thenRefused('topic-unknown');
    when(talking, escalate({ pathway: 'hierarchical', topic: null, authority: 'all' })).thenRefused(
      'authority-unknown',
    );
  });
});

describe('leaving and ending', () => {
  test('the last one may not leave the caller alone', () => {
    when(talking, { type: 'LeaveCall', by }).thenRefused('last-one');
    when(consulted, { type: 'LeaveCall', by }).thenRefused('last-one');
  });

  test('one of two may leave, and one of two may be let go', () => {
    const two = [...talking, joined(tom)];
    expect(happens(when(two, { type: 'LeaveCall', by }).answer)).toEqual(['PartyReleased']);
    when(two, { type: 'DropParty', by, offerId: tom.offerId }).then({ events: [released(tom, 'Ana Silva')] });
  });

  test('letting the asked colleague go is the end of the asking', () => {
    const { answer } = when(consulted, { type: 'DropParty', by, offerId: priya.offerId });
    expect(happens(answer)).toEqual(['PendingCancelled', 'CallerResumed']);
  });

  test('letting oneself go as the last one is refused, letting nobody go does nothing', () => {
    when(talking, { type: 'DropParty', by, offerId: ana.offerId }).thenRefused('last-one');
    when(talking, { type: 'DropParty', by, offerId: 'c1.t7' }).thenNothing();
  });

  test('ending the call lets everybody go and calls the caller to the goodbye', () => {
    const end = when([...consulted, joined(tom)], { type: 'EndCall', by });
    expect(happens(end.answer)).toEqual([
      'PendingCancelled',
      'CallerDismissed',
      'PartyReleased',
      'PartyReleased',
    ]);
    expect(asks(end.answer)).toEqual(['line.move']);
    expect(end.thenState()).toMatchObject({ place: { at: 'leaving' }, parties: [], pending: null });
  });

  test('a call that was handed over is nobody’s to end until somebody has it', () => {
    when(handingOver, { type: 'EndCall', by }, { facts }).thenRefused('not-on-call');
  });
});
