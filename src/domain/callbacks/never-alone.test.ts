// Longer than 300 lines because the doings, the world they happen in and the rules that hold are one model: none means anything alone.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AnyCommand, PureHouse } from '../../../test/harness/pure-house.ts';
import { PEOPLE } from '../../../test/harness/shop.ts';
import type { LiveCall } from '../calls/call.ts';
import { attemptOf, isAlive } from '../offers/legs.ts';
import { ringOfTry, type OpenCallback } from './callback.ts';

/**
 * The sentence that the house is built for, told of customers who are rung back, with random doings of everyone at once:
 * who was promised a call is looked after, and who picks up is never alone.
 */

const ID = 'c1.q1.cb';
const KINDS = [
  'person lifts',
  'person presses 1',
  'person presses 2',
  'person hangs up',
  'person comes or goes',
  'customer picks up',
  'customer takes a turn',
  'customer is in the room',
  'customer’s leg ends',
  'customer’s ring is heard of',
  'voicemail',
  'desk',
  'settle or move',
  'time passes',
] as const;

interface Doing {
  readonly what: (typeof KINDS)[number];
  readonly who: number;
  readonly which: number;
}

const doing: fc.Arbitrary<Doing> = fc.record({
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...KINDS.filter((kind) => kind !== 'settle or move')) },
    {
      weight: 4,
      arbitrary: fc.constantFrom('person lifts', 'person presses 1', 'customer picks up', 'time passes'),
    },
    { weight: 1, arbitrary: fc.constantFrom(...KINDS) },
  ),
  who: fc.nat(11),
  which: fc.nat(11),
});

class Story {
  readonly house = new PureHouse(['tom']);
  readonly told: string[] = [];
  readonly seen = new Set<string>();

  constructor() {
    this.tell('calls', 'c1', {
      type: 'ArriveCall',
      callerSid: 'CA1',
      businessId: 'shop',
      number: '+442079460100',
      flow: 'main',
      from: '+447700900555',
      callerName: null,
    });
    this.tell('calls', 'c1', {
      ...{
        type: 'WaitForPerson',
        queue: 'billing',
        only: null,
        ringSeconds: null,
        topic: null,
        priority: null,
      },
      ...{ waitingKeys: { '5': 'callback' }, story: [], askedForManager: false },
    });
    this.tell('queues', 'c1.q1', { type: 'TakeTurn', turn: 1, input: { sid: 'CA1', keys: '5' } });
    this.tell('queues', 'c1.q1', { type: 'TakeTurn', turn: 2, input: { sid: 'CA1', keys: '1' } });
    this.tell('calls', 'c1', { type: 'CallerHungUp' });
  }

  get callback(): OpenCallback | null {
    const callback = this.house.callbacks.states.get(ID);
    if (callback === undefined || callback.status === 'none') return null;
    return callback.status === 'done' || callback.status === 'given-up' ? null : callback;
  }

  do({ what, who, which }: Doing): void {
    const { house } = this;
    const open = this.#offers('ringing', 'picked-up');
    const offerId = open[which % Math.max(1, open.length)];
    const offer = offerId === undefined ? undefined : house.offers.states.get(offerId);
    const alive = offer === undefined || offer.status === 'none' ? [] : offer.legs.filter(isAlive);
    const { name: leg, turn } = alive[who % Math.max(1, alive.length)] ?? { name: 'first' as const, turn: 0 };
    const press = (keys?: string) => {
      if (offerId === undefined) return;
      const input = { sid: `CA-${attemptOf(offerId, leg)}`, ...(keys === undefined ? {} : { keys }) };
      this.tell('offers', offerId, { type: 'TakeTurn', leg, turn, input });
    };
    const tries = this.callback?.tries.length ?? 0;
    const n = which % 4 === 0 ? Math.max(1, tries - 1) : Math.max(1, tries);
    const ring = ringOfTry(ID, n);
    const callId = `${ID}.k${n}`;
    const person = PEOPLE[who % 2]?.personId ?? 'ana';
    switch (what) {
      case 'person lifts':
        return press();
      case 'person presses 1':
        return press('1');
      case 'person presses 2':
        return press('2');
      case 'person hangs up': {
        const legs = this.#offers('ringing', 'picked-up', 'reached');
        const id = legs[which % Math.max(1, legs.length)];
        if (id !== undefined) this.tell('offers', id, { type: 'LegEnded', leg: null, how: 'completed' });
        return;
      }
      case 'person comes or goes':
        return this.tell('people', person, {
          type: 'ChoosePresence',
          presence: (['available', 'available', 'away'] as const)[which % 3] ?? 'away',
          reason: null,
        });
      case 'customer picks up':
        return this.tell('callbacks', ID, {
          type: 'TakeTurn',
          turn: 2 * n - 1,
          input: { sid: `CA-jo-${n}` },
        });
      case 'customer takes a turn':
        return this.#customerTurn(n);
      case 'customer is in the room':
        return this.tell('calls', callId, { type: 'CallerJoinedRoom' });
      case 'customer’s leg ends':
        return this.tell('callbacks', ID, {
          ...{ type: 'LegEnded', ring, sid: `CA-jo-${n}` },
          how: (['completed', 'busy', 'no-answer', 'failed'] as const)[who % 4] ?? 'busy',
        });
      case 'customer’s ring is heard of':
        return this.tell('callbacks', ID, {
          type: 'RingProgressed',
          ring,
          sid: `CA-jo-${n}`,
          status: 'ringing',
        });
      case 'voicemail':
        return this.tell('callbacks', ID, {
          ...{ type: 'SettleCallback', outcome: 'voicemail', note: null },
          by: { kind: 'person', personId: 'ana', name: 'ana' },
        });
      case 'desk':
        return this.#desk(callId, who, which);
      case 'settle or move':
        return this.tell('callbacks', ID, {
          ...{ type: 'CancelCallback', by: { kind: 'person', personId: 'ana', name: 'ana' }, why: 'x' },
        });
      case 'time passes':
        this.told.push(`${(which + 1) * 3} minutes pass`);
        return this.house.pass((which + 1) * 3 * 60_000, () => this.looksRight());
    }
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
    const { callback } = this;
    if (callback !== null) {
      this.seen.add(callback.status);
      expect(this.#forgotten(callback)).toBeNull();
    }
    for (const [id, call] of this.house.calls.states)
      if (call.status === 'live') expect(this.#alone(id, call)).toBeNull();
    expect(this.#leftBehind()).toEqual([]);
    expect(this.#customerLegs().length).toBeLessThanOrEqual(1);
  }

  /** Null, or in words why nobody looks after a call-back that was promised. */
  #forgotten(callback: OpenCallback): string | null {
    const { house } = this;
    if (house.dueAt('callbacks', ID) === null && callback.status !== 'talking')
      return 'no timer looks after it';
    switch (callback.status) {
      case 'scheduled':
        return null;
      case 'in-line': {
        const entry = house.queues.states.get(callback.entryId)?.status;
        const search = house.searches.states.get(callback.entryId)?.status;
        return entry === 'kept-place' && search === 'looking' ? null : `in line, but ${entry} and ${search}`;
      }
      case 'ringing':
      case 'talking': {
        const call = house.calls.states.get(callback.tries.at(-1)?.callId ?? '');
        return call?.status === 'live' ? null : `${callback.status} without a call`;
      }
    }
  }

  /** Null, or in words why nobody is there for whoever is on the line. */
  #alone(id: string, { place, parties, pending }: LiveCall): string | null {
    const agents = parties.filter(({ offerId }) => this.#status(offerId) === 'reached').length;
    switch (place.at) {
      case 'ringing':
      case 'moving':
      case 'talking':
        return agents > 0 ? null : `${id} ${place.at} with nobody`;
      case 'held':
        return agents > 0 || pending?.status === 'ringing' ? null : `${id} held for nobody`;
      case 'waiting':
        return this.house.searches.states.get(place.entryId)?.status === 'looking'
          ? null
          : `${id} waits alone`;
      case 'flow':
      case 'leaving':
        return null;
    }
  }

  /** People's legs that nobody wants any more and nobody was asked to end. */
  #leftBehind(): readonly string[] {
    const parties = [...this.house.calls.states.values()].flatMap((call) =>
      call.status === 'live' ? call.parties.map(({ offerId }) => offerId) : [],
    );
    return this.#offers('reached').filter((id) => !parties.includes(id) && !this.#isToEnd(id));
  }

  /** Customers' telephones that were rung, and have neither ended nor been asked to end. */
  #customerLegs(): readonly string[] {
    const tries = this.house.callbacks.states.get(ID);
    if (tries === undefined || tries.status === 'none') return [];
    return tries.tries.filter(({ outcome }) => outcome === null).map(({ callId }) => callId);
  }

  #customerTurn(n: number): void {
    const call = this.house.calls.states.get(`${ID}.k${n}`);
    const input = { sid: `CA-jo-${n}` };
    if (call?.status === 'live' && call.place.at === 'waiting') {
      const entry = this.house.queues.states.get(call.place.entryId);
      const turn = entry === undefined || entry.status === 'none' ? 0 : entry.turn;
      return this.tell('queues', call.place.entryId, { type: 'TakeTurn', turn, input });
    }
    if (call?.status === 'live' && call.turn > 1)
      return this.tell('calls', `${ID}.k${n}`, { type: 'TakeTurn', turn: call.turn, input });
    this.tell('callbacks', ID, { type: 'TakeTurn', turn: 2 * n, input });
  }

  #desk(callId: string, who: number, which: number): void {
    const call = this.house.calls.states.get(callId);
    const parties = call?.status === 'live' ? call.parties : [];
    const by = parties[which % Math.max(1, parties.length)]?.personId ?? 'ana';
    const commands: readonly AnyCommand[] = [
      { type: 'HoldCaller', by },
      { type: 'ResumeCaller', by },
      { type: 'LeaveCall', by },
      { type: 'EndCall', by },
      { type: 'TransferToQueue', by, queue: 'sales' },
      { type: 'ConsultPerson', by, personId: 'priya' },
    ];
    this.tell('calls', callId, commands[who % commands.length] ?? { type: 'EndCall', by });
  }

  #status(offerId: string): string {
    return this.house.offers.states.get(offerId)?.status ?? 'none';
  }

  #offers(...statuses: readonly string[]): string[] {
    return [...this.house.offers.states.keys()].filter((id) => statuses.includes(this.#status(id)));
  }

  #isToEnd(offerId: string): boolean {
    const offer = this.house.offers.states.get(offerId) ?? { status: 'none' as const };
    const attempt = attemptOf(offerId, offer.status === 'reached' ? offer.on : 'first');
    return this.house.asked.some(({ kind, id }) => kind === 'line.end' && id.startsWith(`${attempt}.end`));
  }
}

function tellStory(doings: readonly Doing[]): Story {
  const story = new Story();
  try {
    for (const one of doings) story.do(one);
  } catch (error) {
    throw new Error(`${String(error)}\nThe story:\n${story.told.join('\n')}`, { cause: error });
  }
  return story;
}

test('who was promised a call is looked after, and who picks up is never alone, whatever anyone does', () => {
  fc.assert(
    fc.property(fc.array(doing, { minLength: 5, maxLength: 40 }), (doings) => {
      tellStory(doings);
    }),
    { numRuns: 100 },
  );
});

test('the stories are worth telling: they come to rings, talks and retries', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(doing, { minLength: 25, maxLength: 40 }), (doings) => {
      const story = tellStory(doings);
      for (const status of story.seen) seen.add(status);
      if ((story.callback?.tries.length ?? 0) > 1) seen.add('tried again');
    }),
    { numRuns: 40, seed: 7 },
  );
  expect([...seen].sort()).toEqual(['in-line', 'ringing', 'scheduled', 'talking', 'tried again']);
});
