import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '../../kernel/decision.ts';
import { given, MONDAY_MORNING } from '../../../test/harness/given.ts';
import { ladders, means, person, rung, wanted } from './ladder-for-tests.ts';
import type { ClimbWanted, LadderCommand, LadderEvent, LadderFacts } from './ladder.ts';

const a = person('a');
const b = person('b');
const begin = (climb: ClimbWanted): LadderCommand => ({ type: 'BeginClimb', ...climb });

/** Plays commands one after the other, each a minute after the last, and tells what happened in few words. */
function play(facts: LadderFacts, ...commands: readonly LadderCommand[]) {
  const events: LadderEvent[] = [];
  let timers: readonly unknown[] = [];
  commands.forEach((command, index) => {
    const { answer } = given(ladders, ...events).when(command, {
      facts,
      at: MONDAY_MORNING + index * 60_000,
    });
    if (isRefusal(answer)) throw new Error(answer.reason);
    events.push(...answer.events);
    timers = answer.timers ?? [];
  });
  return { events, timers, said: events.map(inWords) };
}

function inWords(event: LadderEvent): string {
  switch (event.type) {
    case 'PeopleTold':
      return `told ${event.rungName}: ${event.notices.map(({ name, way }) => `${name} ${way}`).join(', ')}`;
    case 'ClimbRungSkipped':
      return event.why;
    case 'ClimbAcknowledged':
      return `${event.name} has it${event.late ? ', late' : ''}`;
    case 'ClimbExhausted':
      return event.why;
    default:
      return event.type;
  }
}

const acknowledged = (personId: string): LadderCommand => ({
  type: 'AcknowledgeClimb',
  ...{ personId, name: personId.toUpperCase(), how: 'click', asOf: null },
});
const settled = (noticeId: string, outcome: 'failed' | 'refused' | 'delivered'): LadderCommand => ({
  type: 'NoticeSettled',
  ...{ noticeId, personId: noticeId, outcome, reason: 'nobody answered' },
});

describe('a climb', () => {
  test('tells everybody on the first rung by all its ways, and waits for as long as its patience', () => {
    const climb = wanted([rung('First', { ways: ['desk', 'sms'], patienceSeconds: 900 })]);
    const { said, timers } = play(means([a, b]), begin(climb));
    expect(said).toEqual(['ClimbBegan', 'ClimbRungReached', 'told First: A desk, A sms, B desk, B sms']);
    expect(timers).toEqual([
      { set: 'patience', at: MONDAY_MORNING + 900_000, command: { type: 'MoveOn', wait: 1 } },
    ]);
  });

  test('tells one after the other where the rung says so, each with its own patience', () => {
    const climb = wanted([rung('First', { order: 'in-turn' }), rung('Second')]);
    const facts = means([a, b], [person('c')]);
    const { said } = play(facts, begin(climb), { type: 'MoveOn', wait: 1 }, { type: 'MoveOn', wait: 2 });
    expect(said.filter((text) => text.startsWith('told'))).toEqual([
      'told First: A desk',
      'told First: B desk',
      'told Second: C desk',
    ]);
  });

  test('skips a rung on which nobody can be told at once, and says why', () => {
    const climb = wanted(
      [
        rung('Empty'),
        rung('Left out'),
        rung('Told already'),
        rung('Barred', { ways: ['email'] }),
        rung('Last'),
      ],
      { except: ['x'] },
    );
    const noMail = person('m', { barred: { email: 'no mail server is set up' } });
    const facts: LadderFacts = {
      rungs: [
        { people: [], missing: ['nobody is on call (Nights)'] },
        ...means([person('x')], [], [noMail], [a]).rungs,
      ],
    };
    expect(play(facts, begin(climb)).said).toEqual([
      'ClimbBegan',
      'The rung "Empty" is skipped: nobody is on call (Nights).',
      'The rung "Left out" is skipped: X is left out.',
      'The rung "Told already" is skipped: nobody stands on it.',
      'The rung "Barred" is skipped: M cannot be told: no mail server is set up.',
      'ClimbRungReached',
      'told Last: A desk',
    ]);
  });

  test('goes on at once when all who were told have refused or could not be told, and not before', () => {
    const climb = wanted([rung('First', { ways: ['phone', 'sms'] }), rung('Second')]);
    const facts = means([a, b], [person('c')]);
    const before = play(facts, begin(climb), settled('it.n1', 'failed'), settled('it.n2', 'refused'));
    expect(before.said.at(-1)).toBe('ClimbNoticeSettled');
    const { said } = play(
      facts,
      begin(climb),
      ...[settled('it.n2', 'refused'), settled('it.n3', 'failed'), settled('it.n4', 'failed')],
    );
    expect(said.at(-1)).toBe('told Second: C desk');
  });

  test('begins again as often as it should, without whoever said that they cannot', () => {
    const climb = wanted([rung('First')], { repeats: 1 });
    const { said } = play(
      means([a, b]),
      begin(climb),
      settled('it.n1', 'refused'),
      { type: 'MoveOn', wait: 1 },
      { type: 'MoveOn', wait: 2 },
    );
    expect(said.slice(3)).toEqual([
      'ClimbNoticeSettled',
      'ClimbRungReached',
      'told First: B desk',
      'Nobody said "I have it". Told: A, B.',
    ]);
  });

  test('does not begin again when a round told nobody', () => {
    const { said } = play(means([]), begin(wanted([rung('First')], { repeats: 5 })));
    expect(said.at(-1)).toBe('Nobody on the ladder could be told.');
    expect(said).toHaveLength(3);
  });

  test('tells nobody twice in one round, though they stand on two rungs', () => {
    const climb = wanted([rung('First'), rung('Second')]);
    const { said } = play(means([a], [a, b]), begin(climb), { type: 'MoveOn', wait: 1 });
    expect(said.at(-1)).toBe('told Second: B desk');
  });

  test('has one owner: the first to say it; later ones change nothing', () => {
    const climb = wanted([rung('First')]);
    const { said, events } = play(means([a, b]), begin(climb), acknowledged('b'), acknowledged('a'));
    expect(said.slice(3)).toEqual(['B has it']);
    expect(events.at(-1)).toMatchObject({ withdrawn: ['it.n1', 'it.n2'], late: false });
  });

  test('is taken late too, after everybody was told in vain', () => {
    const { said } = play(
      means([a]),
      begin(wanted([rung('First')])),
      { type: 'MoveOn', wait: 1 },
      acknowledged('a'),
    );
    expect(said.slice(-2)).toEqual(['Nobody said "I have it". Told: A.', 'A has it, late']);
  });

  test('hears nothing of a timer that comes too late, and of nobody after it was called off', () => {
    const climb = begin(wanted([rung('First'), rung('Second')]));
    const facts = means([a], [b]);
    const { said } = play(facts, climb, { type: 'MoveOn', wait: 1 }, { type: 'MoveOn', wait: 1 });
    expect(said.filter((text) => text.startsWith('told'))).toHaveLength(2);
    const cancelled = play(facts, climb, { type: 'CancelClimb', why: 'It is resolved.' }, acknowledged('a'));
    expect(cancelled.said.at(-1)).toBe('ClimbCancelled');
    expect(cancelled.timers).toEqual([]);
  });

  test('tells a large rung in portions, so that no transaction grows without end', () => {
    const crowd = Array.from({ length: 30 }, (_, index) => person(`p${index}`));
    const { events, timers } = play(means(crowd), begin(wanted([rung('All')])));
    const told = events.find((event) => event.type === 'PeopleTold');
    expect(told?.type === 'PeopleTold' && told.notices.length).toBe(12);
    expect(timers).toEqual([
      { set: 'patience', at: MONDAY_MORNING + 1_000, command: { type: 'MoveOn', wait: 1 } },
    ]);
  });

  test('that nobody began is unknown', () => {
    given(ladders).when(acknowledged('a'), { facts: means() }).thenRefused('climb-unknown');
  });
});
