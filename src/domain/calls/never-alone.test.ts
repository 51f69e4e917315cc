// Longer than 300 lines because the doings, the world they happen in and the rules that hold are one model: none means anything alone.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AnyCommand, PureHouse } from '../../../test/harness/pure-house.ts';
import { PEOPLE } from '../../../test/harness/shop.ts';
import type { EffectSettled } from '../../telephony/line.ts';
import { attemptOf, isAlive } from '../offers/legs.ts';
import type { Offer, OfferCommand } from '../offers/offer.ts';
import type { LiveCall } from './call.ts';
import type { CallCommand, DeskCommand } from './commands.ts';

/**
 * The sentence that the house is built for, tried with random doings of everyone at once: a caller is never alone,
 * and nobody's telephone rings or stays engaged for a caller who has gone.
 */

const CALL = 'c1';

interface Doing {
  readonly what: (typeof KINDS)[number];
  readonly who: number;
  readonly which: number;
}

const KINDS = [
  'flow asks for somebody',
  'flow asks for a person',
  'flow asks for a manager',
  'caller takes a turn',
  'caller presses 0',
  'caller presses 9',
  'caller is in the room',
  'caller hangs up',
  'person lifts',
  'person presses 1',
  'person presses 2',
  'person clicks yes',
  'person clicks no',
  'leg ends',
  'leg that was to end ends',
  'person comes or goes',
  'browser comes or goes',
  'desk',
  'desk consults',
  'desk transfers',
  'desk escalates',
  'line fails',
  'time passes',
] as const;

const doing: fc.Arbitrary<Doing> = fc.record({
  what: fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...KINDS.filter((kind) => kind !== 'caller hangs up')) },
    { weight: 1, arbitrary: fc.constant('caller hangs up' as const) },
    // The likely ways, so that most calls come to a conversation and further.
    {
      weight: 30,
      arbitrary: fc.constantFrom(
        'person lifts',
        'person presses 1',
        'caller takes a turn',
        'desk escalates',
        'desk transfers',
        'desk consults',
        'desk',
        'line fails',
      ),
    },
  ),
  who: fc.nat(11),
  which: fc.nat(11),
});

class Story {
  readonly house = new PureHouse(['tom', 'priya', 'grace']);
  readonly told: string[] = [];

  constructor() {
    this.call({
      type: 'ArriveCall',
      callerSid: 'CA1',
      businessId: 'shop',
      number: '+442079460100',
      flow: 'main',
      from: '+447700900555',
      callerName: null,
    });
  }

  do({ what, who, which }: Doing): void {
    const { house } = this;
    const open = this.#offers('ringing', 'picked-up');
    const offerId = open[which % Math.max(1, open.length)];
    const offer = offerId === undefined ? undefined : house.offers.states.get(offerId);
    const person = PEOPLE[who % PEOPLE.length]?.personId ?? 'ana';
    const ofOffer = (command: OfferCommand) => {
      if (offerId !== undefined) this.tell('offers', offerId, command);
    };
    const alive = offer === undefined || offer.status === 'none' ? [] : offer.legs.filter(isAlive);
    const { name: leg, turn } = alive[who % Math.max(1, alive.length)] ?? { name: 'first', turn: 0 };
    const personId = offer === undefined || offer.status === 'none' ? '' : offer.personId;
    const sid = `CA-${attemptOf(offerId ?? '', leg)}`;
    switch (what) {
      case 'flow asks for somebody':
        return this.call(
          wait({ queue: which % 2 === 0 ? 'billing' : 'sales', waitingKeys: { '9': 'manager' } }),
        );
      case 'flow asks for a person':
        return this.call(wait({ only: [person, 'tom'] }));
      case 'flow asks for a manager':
        return this.call(wait({ askedForManager: true }));
      case 'caller takes a turn':
        return this.#callerTurn();
      case 'caller presses 0':
        return this.#callerTurn('0');
      case 'caller presses 9':
        return this.#callerTurn('9');
      case 'caller is in the room':
        return this.call({ type: 'CallerJoinedRoom' });
      case 'caller hangs up':
        return this.call({ type: 'CallerHungUp' });
      case 'person lifts':
        return ofOffer({ type: 'TakeTurn', leg, turn, input: { sid } });
      case 'person presses 1':
        return ofOffer({ type: 'TakeTurn', leg, turn, input: { sid, keys: '1' } });
      case 'person presses 2':
        return ofOffer({ type: 'TakeTurn', leg, turn, input: { sid, keys: '2' } });
      case 'person clicks yes':
        return ofOffer({ type: 'AcceptOffer', personId });
      case 'person clicks no':
        return ofOffer({ type: 'RefuseOffer', personId, reason: null });
      case 'leg ends': {
        const legs = this.#offers('ringing', 'picked-up', 'reached');
        const id = legs[which % Math.max(1, legs.length)];
        const how = (['completed', 'busy', 'no-answer'] as const)[who % 3] ?? 'completed';
        const ending = who % 2 === 0 ? 'first' : 'phone';
        if (id !== undefined) this.tell('offers', id, { type: 'LegEnded', leg: ending, how });
        return;
      }
      case 'leg that was to end ends': {
        const legs = this.#released();
        const id = legs[which % Math.max(1, legs.length)];
        if (id !== undefined) this.tell('offers', id, { type: 'LegEnded', leg: null, how: 'completed' });
        return;
      }
      case 'browser comes or goes':
        return this.tell(
          'people',
          person,
          which % 2 === 0
            ? { type: 'ReportReady', tab: 'tab' }
            : { type: 'ReportLost', tab: 'tab', reason: 'microphone' },
        );
      case 'person comes or goes': {
        const presence = (['available', 'away', 'offline'] as const)[which % 3] ?? 'available';
        return this.tell('people', person, { type: 'ChoosePresence', presence, reason: null });
      }
      case 'desk':
        return this.call(this.#deskCommand(who, which));
      case 'desk consults':
        return this.call({ type: 'ConsultPerson', by: this.#somebodyOn(which), personId: person });
      case 'desk transfers':
        return this.call({ type: 'TransferToPerson', by: this.#somebodyOn(which), personId: person });
      case 'desk escalates':
        return this.call({
          type: 'Escalate',
          by: this.#somebodyOn(which),
          pathway: who % 2 === 0 ? 'functional' : 'hierarchical',
          topic: who % 2 === 0 ? 'vat' : null,
          authority: who % 4 === 1 ? 'refund' : null,
          how: which % 2 === 0 ? 'ask-first' : 'hand-over',
          summary: null,
        });
      case 'line fails':
        return this.#lineFails(which);
      case 'time passes':
        this.told.push(`${(who + 1) * 4} s pass`);
        return this.house.pass((who + 1) * 4_000, () => this.looksRight());
    }
  }

  call(command: CallCommand): void {
    this.tell('calls', CALL, command);
  }

  tell(noun: string, id: string, command: AnyCommand): void {
    const refusal = this.house.tell(noun, id, command);
    this.told.push(
      `${id} ${JSON.stringify(command)}${refusal === null ? '' : ` refused: ${refusal.refused}`}`,
    );
    this.looksRight();
  }

  /** The rules that hold at every moment. */
  looksRight(): void {
    const state = this.house.calls.states.get(CALL);
    if (state?.status === 'live') {
      expect(this.#alone(state)).toBeNull();
    }
    expect(this.#leftBehind()).toEqual([]);
  }

  /** Null, or in words why nobody is there for the caller. */
  #alone(call: LiveCall): string | null {
    const { place, parties, pending } = call;
    const inRoom = (role: 'agent' | 'consulted') =>
      parties.filter((party) => party.role === role && this.#status(party.offerId) === 'reached').length;
    const asked = pending?.status === 'talking' ? 1 : 0;
    if (inRoom('consulted') !== asked) return `${inRoom('consulted')} consulted, but ${asked} asked`;
    if (pending?.status === 'ringing' && !this.#rings(pending.asker.id))
      return 'nobody rings for the held caller';
    if (call.climbing !== null && !this.#rings(call.climbing)) return 'nobody rings for the waiting caller';
    switch (place.at) {
      case 'flow':
      case 'leaving':
        return null;
      case 'ringing':
        return inRoom('agent') > 0 ? null : 'nobody waits for the customer';
      case 'waiting': {
        const waits = this.house.queues.states.get(place.entryId)?.status === 'waiting';
        const entry = this.house.queues.states.get(place.entryId);
        const looked =
          this.house.searches.states.get(place.entryId)?.status === 'looking' ||
          (entry?.status === 'waiting' && entry.givingBack !== null);
        return waits && looked && parties.length === 0 ? null : 'waits where nobody looks';
      }
      case 'moving':
      case 'talking':
        return inRoom('agent') > 0 ? null : `${place.at} with nobody`;
      case 'held':
        return inRoom('agent') > 0 || pending?.status === 'ringing' ? null : 'held for nobody';
    }
  }

  /** Legs that nobody wants any more and nobody was asked to end. */
  #leftBehind(): readonly string[] {
    const state = this.house.calls.states.get(CALL);
    const parties = state?.status === 'live' ? state.parties.map(({ offerId }) => offerId) : [];
    const lookedFor = state?.status === 'live' ? this.#lookedFor(state) : [];
    const rings = this.#offers('ringing', 'picked-up').filter(
      (id) => !lookedFor.some((by) => id.startsWith(by)),
    );
    const legs = this.#offers('reached').filter((id) => !parties.includes(id) && !this.#isToEnd(id));
    return [...rings, ...legs];
  }

  /** The beginnings of the names of offers that may ring now. */
  #lookedFor({ place, pending, climbing }: LiveCall): readonly string[] {
    return [
      ...(place.at === 'waiting' ? [`${place.entryId}.`] : []),
      ...(climbing === null ? [] : [`${climbing}.`]),
      ...(pending?.status === 'ringing' ? [pending.offerId ?? `${pending.asker.id}.`] : []),
    ];
  }

  #rings(asker: string): boolean {
    const escalation = this.house.escalations.states.get(asker);
    if (escalation !== undefined) {
      return (
        escalation.status === 'climbing' && escalation.tried.some(({ outcome }) => outcome === 'ringing')
      );
    }
    const call = this.house.calls.states.get(asker);
    const offerId = call?.status === 'live' ? call.pending?.offerId : undefined;
    return (
      offerId !== undefined && offerId !== null && ['ringing', 'picked-up'].includes(this.#status(offerId))
    );
  }

  #status(offerId: string): string {
    return this.house.offers.states.get(offerId)?.status ?? 'none';
  }

  #offers(...statuses: readonly string[]): string[] {
    return [...this.house.offers.states.keys()].filter((id) => statuses.includes(this.#status(id)));
  }

  #isToEnd(offerId: string): boolean {
    const offer: Offer = this.house.offers.states.get(offerId) ?? { status: 'none' };
    const attempt = attemptOf(offerId, offer.status === 'reached' ? offer.on : 'first');
    return this.house.asked.some(({ kind, id }) => kind === 'line.end' && id.startsWith(`${attempt}.end`));
  }

  #released(): string[] {
    return this.#offers('reached').filter((id) => this.#isToEnd(id));
  }

  #callerTurn(keys?: string): void {
    const state = this.house.calls.states.get(CALL);
    if (state?.status !== 'live') return;
    const input = { sid: 'CA1', ...(keys === undefined ? {} : { keys }) };
    const { place } = state;
    if (place.at === 'waiting') {
      const entry = this.house.queues.states.get(place.entryId);
      const turn = entry === undefined || entry.status === 'none' ? 0 : entry.turn;
      return this.tell('queues', place.entryId, { type: 'TakeTurn', turn, input });
    }
    if (place.at !== 'flow') this.call({ type: 'TakeTurn', turn: state.turn, input });
  }

  #somebodyOn(which: number): string {
    const state = this.house.calls.states.get(CALL);
    const parties = state?.status === 'live' ? state.parties : [];
    return parties[which % Math.max(1, parties.length)]?.personId ?? 'ana';
  }

  #deskCommand(who: number, which: number): DeskCommand {
    const by = this.#somebodyOn(which);
    const state = this.house.calls.states.get(CALL);
    const parties = state?.status === 'live' ? state.parties : [];
    const offerId = parties[who % Math.max(1, parties.length)]?.offerId ?? 'c1.q1.o1';
    const commands: readonly DeskCommand[] = [
      { type: 'HoldCaller', by },
      { type: 'ResumeCaller', by },
      { type: 'CancelConsult', by },
      { type: 'BringTogether', by },
      { type: 'HandOver', by },
      { type: 'LeaveCall', by },
      { type: 'DropParty', by, offerId },
      { type: 'TransferToQueue', by, queue: 'sales' },
      { type: 'AddNote', by, text: 'A note.' },
      { type: 'EndCall', by },
    ];
    return commands[who % commands.length] ?? { type: 'HoldCaller', by };
  }

  /** A late failure of something that was asked of the line for the caller's leg. */
  #lineFails(which: number): void {
    const asked = this.house.asked.filter(({ id }) => id.startsWith(CALL)).slice(-4);
    const effect = asked[which % Math.max(1, asked.length)];
    if (effect === undefined || !['line.hold', 'line.move', 'line.release'].includes(effect.kind)) return;
    const settled: EffectSettled = {
      type: 'EffectSettled',
      effectId: effect.id,
      kind: effect.kind,
      outcome: 'failed',
      why: which % 2 === 0 ? 'gave-up' : 'refused',
      reason: 'The line did not answer.',
    };
    const [, owner] = /^c1\.(q\d+)\.(fetch|give-back)/.exec(effect.id) ?? [];
    if (owner !== undefined) this.tell('queues', `${CALL}.${owner}`, settled);
    else if (/^c1\.\d+\./.test(effect.id)) this.call(settled);
    else if (effect.id.endsWith('.join'))
      this.tell('offers', effect.id.replace(/(\.phone)?\.join$/, ''), settled);
  }

  /** The caller goes and every leg that was to end ends: then nobody may be engaged any more. */
  finish(): void {
    this.call({ type: 'CallerHungUp' });
    for (const offerId of this.#released())
      this.tell('offers', offerId, { type: 'LegEnded', leg: null, how: 'completed' });
    expect(this.#offers('ringing', 'picked-up', 'reached')).toEqual([]);
    this.house.pass(600_000, () => this.looksRight());
    for (const { personId } of PEOPLE) {
      expect([personId, this.house.presence(personId)]).not.toEqual([
        personId,
        expect.stringMatching(/ringing|on-a-call|wrap-up/),
      ]);
    }
  }
}

function wait(asked: Partial<Extract<CallCommand, { type: 'WaitForPerson' }>>): CallCommand {
  return {
    type: 'WaitForPerson',
    queue: null,
    only: null,
    ringSeconds: null,
    topic: null,
    priority: null,
    waitingKeys: {},
    story: [],
    askedForManager: false,
    ...asked,
  };
}

function tellStory(doings: readonly Doing[]): Story {
  const story = new Story();
  try {
    for (const one of doings) story.do(one);
    story.finish();
  } catch (error) {
    throw new Error(`${String(error)}\nThe story:\n${story.told.join('\n')}`, { cause: error });
  }
  return story;
}

/** Stories begin in the queue or, to come further in as many steps, in a conversation. */
const toQueue: readonly Doing[] = [{ what: 'flow asks for somebody', who: 0, which: 0 }];
const toTalk: readonly Doing[] = [
  ...toQueue,
  ...(['person lifts', 'person presses 1', 'caller takes a turn'] as const).map((what) => ({
    what,
    who: 0,
    which: 0,
  })),
];
const beginning = fc.constantFrom(toQueue, toTalk, toTalk);

test('a caller is never alone, and no leg is left behind, whatever anyone does in whatever order', () => {
  fc.assert(
    fc.property(beginning, fc.array(doing, { minLength: 5, maxLength: 40 }), (first, doings) => {
      tellStory([...first, ...doings]);
    }),
    { numRuns: 600 },
  );
});

test('the stories are worth telling: they come to talks, holds, consultations and hand-overs', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(doing, { minLength: 20, maxLength: 40 }), (doings) => {
      const { told } = tellStory([...toTalk, ...doings]);
      for (const line of told) {
        const type = /"type":"(\w+)"/.exec(line)?.[1];
        if (type !== undefined && !line.includes('refused')) seen.add(type);
      }
    }),
    { numRuns: 200, seed: 7 },
  );
  const acts = ['HoldCaller', 'ResumeCaller', 'ConsultPerson', 'CancelConsult', 'BringTogether', 'HandOver'];
  const ways = ['TransferToPerson', 'TransferToQueue', 'Escalate', 'DropParty', 'EndCall', 'LeaveCall'];
  expect([...seen]).toEqual(expect.arrayContaining([...acts, ...ways, 'EffectSettled', 'LegEnded']));
});
