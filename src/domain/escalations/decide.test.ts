import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { given, MONDAY_MORNING as NINE } from '../../../test/harness/given.ts';
import { walk } from '../../../test/harness/random-walk.ts';
import type { Rung } from '../businesses/business.ts';
import type { PresenceWord } from '../people/person.ts';
import { decideEscalation } from './decide.ts';
import {
  Escalation,
  type EscalationCommand,
  type EscalationEvent,
  type EscalationFacts,
} from './escalation.ts';
import { evolveEscalation } from './evolve.ts';

const initial: Escalation = { status: 'none' };
const rules = { name: 'escalations', initial, decide: decideEscalation, evolve: evolveEscalation } as const;

const DUTY: Rung = { name: 'Duty manager', people: ['grace', 'henry'] };
const OWNER: Rung = { name: 'Owner', people: ['david'] };
const knowing = (
  presences: Readonly<Record<string, PresenceWord>>,
  ladder: readonly Rung[] | null = [DUTY, OWNER],
): EscalationFacts => ({
  policy: ladder === null ? null : { ladder, rungSeconds: 20 },
  people: Object.fromEntries(
    Object.entries(presences).map(([personId, presence]) => [
      personId,
      {
        personId,
        name: personId.replace(/^./, (letter) => letter.toUpperCase()),
        presence,
        unreachable: presence === 'unreachable' ? 'The microphone of the browser is gone' : null,
      },
    ]),
  ),
});
const allFree = knowing({ grace: 'free', henry: 'free', david: 'free' });

const begin = {
  type: 'BeginEscalation',
  callId: 'c1',
  businessId: 'shop',
  pathway: 'hierarchical',
  manner: 'hand-over',
  reason: 'Ana asked for a manager.',
  from: { kind: 'managers' },
  topic: null,
  language: 'en-GB',
  story: ['Chose Billing'],
  waitingSince: NINE,
  except: [],
} as const satisfies EscalationCommand;

/** The events so far, grown by what a command leads to. */
function after(
  past: readonly EscalationEvent[],
  command: EscalationCommand,
  facts: EscalationFacts,
): readonly EscalationEvent[] {
  const { answer } = given(rules, ...past).when(command, { facts, id: 'c1.e1' });
  if ('refused' in answer) throw new Error(answer.reason);
  return [...past, ...answer.events];
}
const when = (past: readonly EscalationEvent[], command: EscalationCommand, facts: EscalationFacts) =>
  given(rules, ...past).when(command, { facts, id: 'c1.e1' });
const over = (offer: number, personId: string): EscalationCommand => ({
  type: 'OfferOver',
  offerId: `c1.e1.o${offer}`,
  personId,
  outcome: 'no-answer',
  reason: `${personId} did not answer.`,
});
const climbing = after([], begin, allFree);
/** What happened, in short: a person rung, a rung skipped, the end. */
const story = (answer: ReturnType<typeof when>['answer']): readonly string[] =>
  'refused' in answer
    ? [`refused: ${answer.refused}`]
    : answer.events.flatMap((event) => {
        if (event.type === 'RungTried') return [event.personId];
        if (event.type === 'RungSkipped') return [`skip ${event.rung}`];
        return event.type === 'EscalationBegan' || event.type === 'RungAnswered' ? [] : [event.type];
      });

describe('who is rung', () => {
  test('first: the first free person of the lowest rung, with the story and the reason', () => {
    expect(when([], begin, allFree).answer).toMatchObject({
      events: [
        { type: 'EscalationBegan' },
        {
          type: 'RungTried',
          rung: 0,
          offerId: 'c1.e1.o1',
          personId: 'grace',
          ringSeconds: 20,
          story: ['Chose Billing'],
          why: 'Grace is on the rung "Duty manager" and is free.',
        },
      ],
    });
  });

  test('free ones before those who are at home', () => {
    const { answer } = when([], begin, knowing({ grace: 'offline', henry: 'free', david: 'free' }));
    expect(story(answer)).toEqual(['henry']);
  });

  test('those at home and those writing up, when nobody on the rung is free', () => {
    expect(
      story(when([], begin, knowing({ grace: 'offline', henry: 'away', david: 'free' })).answer),
    ).toEqual(['grace']);
    expect(
      story(when([], begin, knowing({ grace: 'wrap-up', henry: 'away', david: 'free' })).answer),
    ).toEqual(['grace']);
  });

  test.each(['away', 'on-a-call', 'ringing', 'unreachable'] as const)(
    'never somebody who is %s',
    (presence) => {
      const { answer } = when([], begin, knowing({ grace: presence, henry: 'free', david: 'free' }));
      expect(story(answer)).toEqual(['henry']);
    },
  );

  test('never whoever asked', () => {
    expect(story(when([], { ...begin, except: ['grace'] }, allFree).answer)).toEqual(['henry']);
  });
});

describe('the next one', () => {
  test('is rung as soon as one has not answered: the rest of the rung, then the next rung', () => {
    expect(story(when(climbing, over(1, 'grace'), allFree).answer)).toEqual(['henry']);
    const second = after(climbing, over(1, 'grace'), allFree);
    const third = when(second, over(2, 'henry'), allFree);
    expect(third.answer).toMatchObject({
      events: [
        { type: 'RungAnswered', outcome: 'no-answer' },
        {
          personId: 'david',
          rung: 1,
          offerId: 'c1.e1.o3',
          why: expect.stringMatching(/rung below could not be reached/),
        },
      ],
    });
  });

  test('is not rung for an outcome that was heard already, or is of another ring', () => {
    const second = after(climbing, over(1, 'grace'), allFree);
    when(second, over(1, 'grace'), allFree).thenNothing();
    when(second, over(7, 'david'), allFree).thenNothing();
  });

  test('a rung on which nobody can be rung is skipped at once, and everyone can see why', () => {
    const { answer } = when([], begin, knowing({ grace: 'away', henry: 'on-a-call', david: 'free' }));
    expect(answer).toMatchObject({
      events: [
        {},
        {
          type: 'RungSkipped',
          why: 'Nobody on the rung "Duty manager" can be rung: Grace (away), Henry (on a call).',
        },
        { type: 'RungTried', personId: 'david' },
      ],
    });
  });

  test('a rung that is empty but for whoever asked is skipped at once', () => {
    const { answer } = when([], { ...begin, except: ['grace', 'henry'] }, allFree);
    expect(story(answer)).toEqual(['skip 0', 'david']);
    expect(answer).toMatchObject({ events: [{}, { why: 'Nobody else is on the rung "Duty manager".' }, {}] });
  });

  test('nobody is rung twice, even when they stand on two rungs', () => {
    const ladder = [
      { name: 'Duty manager', people: ['grace'] },
      { name: 'Owner', people: ['grace', 'david'] },
    ];
    const twice = knowing({ grace: 'free', david: 'free' }, ladder);
    const past = after([], begin, twice);
    expect(story(when(past, over(1, 'grace'), twice).answer)).toEqual(['david']);
    const alone = knowing({ grace: 'free', david: 'away' }, ladder);
    const { answer } = when(past, over(1, 'grace'), alone);
    expect(story(answer)).toEqual(['skip 1', 'EscalationExhausted']);
    expect(answer).toMatchObject({
      events: [{}, { why: expect.stringMatching(/Grace \(rung already\), David \(away\)/) }, {}],
    });
  });
});

describe('the end', () => {
  test('is reached when somebody says yes', () => {
    const reached = when(climbing, { type: 'OfferReached', offerId: 'c1.e1.o1', personId: 'grace' }, allFree);
    expect(story(reached.answer)).toEqual(['EscalationReached']);
    expect(reached.thenState()).toMatchObject({ status: 'reached', by: 'grace' });
  });

  test('is exhausted when everyone was tried, and tells whom', () => {
    const all = after(after(climbing, over(1, 'grace'), allFree), over(2, 'henry'), allFree);
    const { answer } = when(all, over(3, 'david'), allFree);
    expect(answer).toMatchObject({
      events: [
        {},
        {
          type: 'EscalationExhausted',
          told: ['Grace', 'Henry', 'David'],
          reason: 'Rung without success: Grace, Henry, David.',
        },
      ],
    });
  });

  test('is exhausted at once when nobody at all can be rung', () => {
    const { answer } = when([], begin, knowing({ grace: 'away', henry: 'away', david: 'away' }));
    expect(story(answer)).toEqual(['skip 0', 'skip 1', 'EscalationExhausted']);
    expect(answer).toMatchObject({ events: [{}, {}, {}, { reason: 'Nobody on the ladder could be rung.' }] });
  });

  test('is a cancellation that withdraws whatever still rings', () => {
    const second = after(climbing, over(1, 'grace'), allFree);
    const cancel = when(second, { type: 'CancelEscalation', why: 'Ana took the call.' }, allFree);
    expect(cancel.answer).toMatchObject({
      events: [{ type: 'EscalationCancelled', withdrawn: ['c1.e1.o2'] }],
    });
    expect(cancel.thenState()).toMatchObject({
      status: 'cancelled',
      tried: [{ outcome: 'no-answer' }, { outcome: 'withdrawn' }],
    });
  });

  test('is the end: late outcomes and a second cancellation change nothing', () => {
    const cancelled = after(climbing, { type: 'CancelEscalation', why: 'Ana took the call.' }, allFree);
    when(cancelled, over(1, 'grace'), allFree).thenNothing();
    when(cancelled, { type: 'CancelEscalation', why: 'Again.' }, allFree).thenNothing();
    when(cancelled, begin, allFree).thenNothing();
  });
});

test('whoever cannot be reached in the browser is not skipped: their telephone rings, and the reason is said', () => {
  const { answer } = when([], begin, knowing({ grace: 'unreachable', henry: 'away', david: 'free' }));
  const why =
    'Grace is on the rung "Duty manager" and is rung on the telephone: The microphone of the browser is gone.';
  expect(answer).toMatchObject({ events: [{}, { type: 'RungTried', personId: 'grace', why }] });
});

describe('the policy', () => {
  test('of a running escalation is the one that it began with', () => {
    const changed = knowing({ henry: 'free', david: 'free' }, [{ name: 'Somebody else', people: ['david'] }]);
    expect(story(when(climbing, over(1, 'grace'), changed).answer)).toEqual(['henry']);
  });

  test('must know the topic or the authority', () => {
    when([], begin, knowing({}, null)).thenRefused('ladder-unknown');
  });
});

test('whatever comes in whatever order, everyone is rung once at most and somebody rings until the end', () => {
  const presence = fc.constantFrom<PresenceWord>(
    ...(['free', 'offline', 'wrap-up', 'away', 'on-a-call', 'unreachable'] as const),
  );
  const facts = fc
    .tuple(presence, presence, presence)
    .map(([grace, henry, david]) => knowing({ grace, henry, david }));
  const offer = fc.integer({ min: 1, max: 4 });
  const command: fc.Arbitrary<EscalationCommand> = fc.oneof(
    { weight: 6, arbitrary: offer.map((number) => over(number, 'grace')) },
    {
      weight: 1,
      arbitrary: offer.map((number): EscalationCommand => ({
        type: 'OfferReached',
        offerId: `c1.e1.o${number}`,
        personId: 'grace',
      })),
    },
    { weight: 1, arbitrary: fc.constant<EscalationCommand>({ type: 'CancelEscalation', why: 'Taken.' }) },
    { weight: 1, arbitrary: fc.constant<EscalationCommand>(begin) },
  );
  const steps = fc.array(fc.record({ command, facts, afterMs: fc.integer({ min: 0, max: 20_000 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(facts, steps, (first, commands) => {
      const last = walk(rules, [{ command: begin, facts: first, afterMs: 0 }, ...commands], {
        id: 'c1.e1',
        parse: (written) => Escalation.parse(written),
        ended: ['reached', 'exhausted', 'cancelled'],
        check: (state) => {
          if (state.status === 'climbing')
            expect(state.tried.filter(({ outcome }) => outcome === 'ringing')).toHaveLength(1);
        },
      });
      if (last.status === 'none') throw new Error('the escalation has begun');
      const rung = last.tried.map(({ personId }) => personId);
      expect(new Set(rung).size).toBe(rung.length);
    }),
  );
});
