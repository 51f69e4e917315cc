import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { walk } from '../../../test/harness/random-walk.ts';
import { Call } from './call.ts';
import { colleague, facts, rules } from './call-for-tests.ts';
import type { CallCommand } from './commands.ts';

const by = fc.constantFrom('ana', 'tom', 'priya');
const offerId = fc.constantFrom('c1.q1.o1', 'c1.q2.o1', 'c1.c1', 'c1.t1', 'c1.e1.o1');
const escalationId = fc.constantFrom('c1.e1', 'c1.e2');
const asker = fc.constantFrom(
  { noun: 'routing', id: 'c1.q1' },
  { noun: 'calls', id: 'c1' },
  { noun: 'escalations', id: 'c1.e1' },
);
const is = <T extends CallCommand['type']>(type: T) => fc.constant(type);

const line: fc.Arbitrary<CallCommand> = fc.oneof(
  fc.record({
    type: is('TakeTurn'),
    turn: fc.integer({ min: 1, max: 3 }),
    input: fc.constant({ sid: 'CA1' }),
  }),
  fc.constantFrom<CallCommand>(
    { type: 'CallerJoinedRoom' },
    { type: 'AskLineAgain' },
    { type: 'CheckLegs' },
    { type: 'NoteNotice' },
    { type: 'SetLanguage', language: 'de-DE' },
    { type: 'NoteWaiting', entryId: 'c1.q1', queue: 'billing', joinedAt: 0 },
    { type: 'LeaveWait', outcome: { kind: 'key', key: '0' }, words: null },
    { type: 'LeaveWait', outcome: { kind: 'nobody' }, words: 'Nobody.' },
  ),
  fc.record({
    type: is('EffectSettled'),
    effectId: fc.constant('e'),
    kind: fc.constantFrom('line.move', 'line.hold', 'line.release', 'line.announce'),
    outcome: fc.constant('failed' as const),
    why: fc.constantFrom('gone' as const, 'refused' as const, 'gave-up' as const),
    reason: fc.constant('Time-out.'),
  }),
);
const house: fc.Arbitrary<CallCommand> = fc.oneof(
  fc.record({
    type: is('WaitForPerson'),
    queue: fc.constantFrom('billing', null),
    only: fc.constant(null),
    ringSeconds: fc.constant(null),
    topic: fc.constantFrom('a bill', null),
    priority: fc.constant(null),
    waitingKeys: fc.constant({}),
    story: fc.constant([]),
    askedForManager: fc.boolean(),
  }),
  fc.record({
    type: is('EscalateWait'),
    pathway: fc.constantFrom('automatic' as const, 'hierarchical' as const),
    reason: fc.constant('The wait is too long.'),
  }),
  fc.record({
    type: is('PersonReached'),
    offerId,
    personId: by,
    name: by,
    sid: fc.constant('CA7'),
    device: fc.constantFrom('browser' as const, 'telephone' as const),
    purpose: fc.constantFrom('queue' as const, 'consult' as const),
    asker,
  }),
  fc.record({
    type: is('OfferOver'),
    offerId,
    personId: by,
    outcome: fc.constant('no-answer' as const),
    reason: fc.constant('No answer.'),
  }),
  fc.record({
    type: is('EscalationOver'),
    escalationId,
    pathway: fc.constantFrom('functional' as const, 'hierarchical' as const, 'automatic' as const),
    reached: fc.boolean(),
    reason: fc.constant('Nobody.'),
  }),
  fc.record({ type: is('PartyGone'), offerId }),
);
const desk: fc.Arbitrary<CallCommand> = fc.oneof(
  fc.record({
    type: fc.constantFrom(
      'HoldCaller' as const,
      'ResumeCaller' as const,
      'CancelConsult' as const,
      'BringTogether' as const,
      'HandOver' as const,
      'LeaveCall' as const,
      'EndCall' as const,
    ),
    by,
  }),
  fc.record({
    type: fc.constantFrom('ConsultPerson' as const, 'TransferToPerson' as const),
    by,
    personId: by,
  }),
  fc.record({ type: is('TransferToQueue'), by, queue: fc.constantFrom('billing', 'nowhere') }),
  fc.record({
    type: is('Escalate'),
    by,
    pathway: fc.constantFrom('functional' as const, 'hierarchical' as const),
    topic: fc.constantFrom('vat', 'astrology', null),
    authority: fc.constantFrom('refund', 'all', null),
    how: fc.constantFrom('ask-first' as const, 'hand-over' as const),
    summary: fc.constantFrom('Charged twice.', null),
  }),
  fc.record({ type: is('DropParty'), by, offerId }),
  fc.record({ type: is('AddNote'), by, text: fc.constant('Ring back.') }),
);
const command = fc.oneof(
  { weight: 3, arbitrary: line },
  { weight: 5, arbitrary: house },
  { weight: 5, arbitrary: desk },
  { weight: 1, arbitrary: fc.constant<CallCommand>({ type: 'CallerHungUp' }) },
);
const circumstances = fc.constantFrom(
  { ...colleague('priya'), actor: { personId: 'ana', name: 'Ana Silva' } },
  colleague('tom', 'Tom Baker is on another call.'),
  facts,
);
const arrive: CallCommand = {
  type: 'ArriveCall',
  callerSid: 'CA1',
  businessId: 'shop',
  number: '+442079460100',
  flow: 'main',
  from: '+447700900555',
  callerName: null,
};

test('whatever comes in whatever order, a call ends once and everything asked of the line has a name of its own', () => {
  const steps = fc.array(
    fc.record({ command, facts: circumstances, afterMs: fc.integer({ min: 1, max: 30_000 }) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(steps, (commands) => {
      let ends = 0;
      walk(rules, [{ command: arrive, facts, afterMs: 0 }, ...commands], {
        id: 'c1',
        parse: (written) => Call.parse(written),
        ended: ['ended'],
        check: (_after, events) => {
          ends += events.filter(({ type }) => type === 'CallEnded').length;
        },
      });
      expect(ends).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
});
