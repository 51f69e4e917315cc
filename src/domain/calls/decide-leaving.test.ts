import { describe, expect, test } from '@jest/globals';
import {
  ana,
  asks,
  climbing,
  consulted,
  consulting,
  escalated,
  handingOver,
  happens,
  held,
  joined,
  moving,
  of,
  onHold,
  pending,
  pendingReached,
  priya,
  released,
  talking,
  talkingInBrowser,
  tom,
  waiting,
  when,
  words,
} from './call-for-tests.ts';
import type { CallCommand } from './commands.ts';

const gone = (party: { readonly offerId: string }): CallCommand => ({
  type: 'PartyGone',
  offerId: party.offerId,
});

describe('a person hangs up', () => {
  test.each([
    ['while they talk', talking],
    ['while the caller is on hold', onHold],
    ['before the caller has joined them', moving],
  ])('%s, and was the last: the caller is first in line again and is told why', (_when, past) => {
    const { answer } = when(past, gone(ana));
    expect(answer).toMatchObject({
      events: [
        { type: 'PartyLeft', personId: 'ana' },
        {
          type: 'WaitWanted',
          wait: { queue: 'billing', entrance: 'fetched', returning: { since: of.at }, waitingKeys: {} },
        },
      ],
    });
    expect(words(answer)).toMatch(/line to Ana Silva has ended.*first in line/);
  });

  test('and it was their browser, whose line is lost: the caller hears so and is offered to somebody else', () => {
    const { answer } = when(talkingInBrowser, gone(ana));
    expect(answer).toMatchObject({
      events: [
        { type: 'PartyLeft', personId: 'ana', lost: true },
        {
          type: 'WaitWanted',
          wait: { queue: 'billing', entrance: 'fetched', returning: { since: of.at }, lost: 'ana' },
        },
      ],
    });
    expect(words(answer)).toContain(
      'Your line to Ana Silva has been lost. I am finding somebody else for you.',
    );
  });

  test('in the browser after saying so on the screen: that is no lost line', () => {
    const { answer } = when(talkingInBrowser, { type: 'EndCall', by: 'ana' });
    if ('refused' in answer) throw new Error(answer.reason);
    when([...talkingInBrowser, ...answer.events], gone(ana)).thenNothing();
  });

  test('and was not the last: the caller goes on with the other', () => {
    expect(happens(when([...talking, joined(tom)], gone(ana)).answer)).toEqual(['PartyLeft']);
  });

  test('while a colleague is being rung: the caller waits for the colleague', () => {
    const leaving = when(consulting, gone(ana));
    expect(happens(leaving.answer)).toEqual(['PartyLeft', 'PendingInherited']);
    expect(leaving.thenState()).toMatchObject({ place: { at: 'held' }, pending: { kind: 'hand-over' } });
  });

  test('while a colleague is being rung and the caller could not be held: the caller is held now', () => {
    const resumed = { type: 'CallerResumed', ...of, why: 'The line could not hold the caller.' } as const;
    const { answer } = when([...consulting, resumed], gone(ana));
    expect(happens(answer)).toEqual(['PartyLeft', 'PendingInherited', 'CallerHeld']);
    expect(asks(answer)).toEqual(['line.hold']);
  });

  test('while they talk with the colleague: the colleague has the caller', () => {
    const leaving = when(consulted, gone(ana));
    expect(happens(leaving.answer)).toEqual(['PartyLeft', 'HandedOver', 'CallerResumed']);
    expect(asks(leaving.answer)).toEqual(['line.release']);
    expect(leaving.thenState()).toMatchObject({
      parties: [{ personId: 'priya', role: 'agent' }],
      pending: null,
    });
  });

  test('who was only asked for advice: the caller is back with whoever asked', () => {
    const leaving = when(consulted, gone(priya));
    expect(happens(leaving.answer)).toEqual(['PartyLeft', 'PendingFailed', 'CallerResumed']);
    expect(leaving.thenState()).toMatchObject({ place: { at: 'talking' }, parties: [{ personId: 'ana' }] });
  });

  test('who had been let go already: nothing happens to the caller', () => {
    when([...talking, joined(tom), released(tom)], gone(tom)).thenNothing();
  });

  test('during the goodbye: the goodbye goes on', () => {
    const dismissed = { type: 'CallerDismissed', ...of, by: 'Ana Silva' } as const;
    expect(happens(when([...talking, dismissed], gone(ana)).answer)).toEqual(['PartyLeft']);
  });
});

describe('a colleague who was asked and let go again', () => {
  const cancelled = {
    type: 'PendingCancelled',
    ...of,
    pending: { ...pending, status: 'talking' },
    by: 'Ana Silva',
  } as const;
  const back = { type: 'CallerResumed', ...of, why: 'Ana Silva is back with the caller.' } as const;
  const afterwards = [...consulted, cancelled, back];

  test('does not end the hold of a caller who was put on hold since', () => {
    when([...afterwards, held('hold')], gone(priya)).thenNothing();
  });

  test('does not stop the ringing of the next one who is asked', () => {
    const next = when(
      afterwards,
      { type: 'ConsultPerson', by: 'ana', personId: 'tom' },
      {
        facts: {
          business: null,
          actor: null,
          target: { personId: 'tom', name: 'Tom Baker', unsuitable: null },
        },
      },
    ).thenState();
    expect(next).toMatchObject({
      pending: { name: 'Tom Baker', status: 'ringing' },
      parties: [{ personId: 'ana' }],
    });
  });
});

describe('nobody answers for the held caller', () => {
  const over = (offerId: string): CallCommand => ({
    type: 'OfferOver',
    offerId,
    personId: 'priya',
    outcome: 'failed',
    reason: 'Priya Nair could not be rung: error 21211.',
  });

  test('a colleague was asked: the caller is back with whoever asked', () => {
    const failed = when(consulting, over('c1.c1'));
    expect(happens(failed.answer)).toEqual(['PendingFailed', 'CallerResumed']);
    expect(asks(failed.answer)).toEqual(['line.release']);
  });

  test('the front line has gone: the caller is first in line again, and hears no inner workings', () => {
    const { answer } = when(handingOver, over('c1.t1'));
    expect(happens(answer)).toEqual(['PendingFailed', 'WaitWanted']);
    expect(words(answer)).toMatch(/Priya Nair did not answer.*first in line/);
    expect(words(answer)).not.toMatch(/21211/);
    expect(answer).toMatchObject({
      events: [{}, { wait: { story: ['Chose Billing', expect.stringMatching(/21211/)] } }],
    });
  });

  test('the front line left while it rang: the caller is first in line again', () => {
    const left = {
      type: 'PartyLeft',
      ...of,
      offerId: ana.offerId,
      personId: 'ana',
      name: 'Ana Silva',
      lost: false,
    } as const;
    const inherited = { type: 'PendingInherited', ...of } as const;
    const { answer } = when([...consulting, left, inherited], over('c1.c1'));
    expect(happens(answer)).toEqual(['PendingFailed', 'WaitWanted']);
  });

  test('an old ring is over: nothing happens to the new one', () => {
    when(consulting, over('c1.c0')).thenNothing();
    when(consulted, over('c1.c1')).thenNothing();
  });

  const exhausted = (pathway: 'functional' | 'hierarchical' | 'automatic'): CallCommand => ({
    type: 'EscalationOver',
    escalationId: 'c1.e1',
    pathway,
    reached: false,
    reason: 'Rung without success: Priya Nair.',
  });

  test('no expert for a caller who was handed over: the matter climbs to the managers, and the caller is told', () => {
    const past = [...talking, held('hand-over'), escalated('hand-over'), released(ana)];
    const { answer } = when(past, exhausted('functional'));
    expect(answer).toMatchObject({
      events: [
        { type: 'EscalationWanted', escalationId: 'c1.e2', pathway: 'automatic', from: { kind: 'managers' } },
      ],
    });
    expect(words(answer)).toMatch(/ringing a manager for you now/);
  });

  test('no manager for a caller who was handed over: first in line again', () => {
    const past = [
      ...talking,
      held('hand-over'),
      { ...escalated('hand-over'), pathway: 'hierarchical' as const },
      released(ana),
    ];
    const { answer } = when(past, exhausted('hierarchical'));
    expect(happens(answer)).toEqual(['PendingFailed', 'WaitWanted']);
    expect(words(answer)).toMatch(/No manager can be reached.*first in line/);
    expect(words(answer)).not.toMatch(/without success/);
  });

  test('no expert for a front line who asked first: the caller is back with them', () => {
    const past = [...talking, held('consult'), escalated('ask-first')];
    expect(happens(when(past, exhausted('functional')).answer)).toEqual(['PendingFailed', 'CallerResumed']);
  });
});

describe('the caller hangs up', () => {
  const hangUp = { type: 'CallerHungUp' } as const;

  test('in the queue: the wait and whatever climbs end with the call', () => {
    expect(when([...waiting, climbing()], hangUp).answer).toMatchObject({
      events: [{ type: 'CallEnded', by: 'caller', entryId: 'c1.q1', climbing: 'c1.e1', parties: [] }],
    });
  });

  test('while a colleague talks with the front line: both are let go', () => {
    expect(when(consulted, hangUp).answer).toMatchObject({
      events: [{ type: 'CallEnded', parties: [ana.offerId, priya.offerId], entryId: null }],
    });
  });

  test('while somebody is being rung: the ring is named, so that it stops', () => {
    expect(when(handingOver, hangUp).answer).toMatchObject({
      events: [{ type: 'CallEnded', pending: { offerId: 'c1.t1', status: 'ringing' }, parties: [] }],
    });
    const asked = [...talking, held('consult'), escalated('ask-first')];
    expect(when(asked, hangUp).answer).toMatchObject({
      events: [{ type: 'CallEnded', pending: { asker: { noun: 'escalations', id: 'c1.e1' } } }],
    });
  });
});

test('a hand-over that is answered gives the caller to whoever answered', () => {
  const party = { ...priya, offerId: 'c1.t1', role: 'agent' } as const;
  const answered = when(handingOver, {
    type: 'PersonReached',
    offerId: 'c1.t1',
    personId: 'priya',
    name: 'Priya Nair',
    sid: 'CA-priya',
    device: 'telephone',
    purpose: 'transfer',
    asker: { noun: 'calls', id: 'c1' },
  });
  expect(happens(answered.answer)).toEqual(['PendingReached', 'CallerResumed']);
  expect(asks(answered.answer)).toEqual(['line.release']);
  expect(answered.thenState()).toMatchObject({ parties: [party], pending: null, place: { at: 'talking' } });
  expect(pendingReached(party)).toMatchObject({ type: 'PendingReached' });
});
