// Longer than 300 lines because it is one house: every noun of the life of a call, and what each may look at.
import type { Business, Rung } from '../../src/domain/businesses/business.ts';
import { decideCallback } from '../../src/domain/callbacks/decide.ts';
import { evolveCallback } from '../../src/domain/callbacks/evolve.ts';
import type { Callback } from '../../src/domain/callbacks/callback.ts';
import type { CallbackCommand, CallbackFacts } from '../../src/domain/callbacks/callback-words.ts';
import { decideCall } from '../../src/domain/calls/decide.ts';
import { evolveCall } from '../../src/domain/calls/evolve.ts';
import type { Call } from '../../src/domain/calls/call.ts';
import type { CallCommand, CallFacts } from '../../src/domain/calls/commands.ts';
import { decideEscalation } from '../../src/domain/escalations/decide.ts';
import { evolveEscalation } from '../../src/domain/escalations/evolve.ts';
import type {
  Escalation,
  EscalationCommand,
  EscalationFacts,
} from '../../src/domain/escalations/escalation.ts';
import { decideOffer } from '../../src/domain/offers/decide.ts';
import { evolveOffer } from '../../src/domain/offers/evolve.ts';
import type { Offer, OfferCommand, OfferFacts } from '../../src/domain/offers/offer.ts';
import { decidePerson } from '../../src/domain/people/decide.ts';
import { evolvePerson } from '../../src/domain/people/evolve.ts';
import {
  deviceToRing,
  presenceOf,
  unreachableBecause,
  type PersonCommand,
  type PresenceWord,
} from '../../src/domain/people/person.ts';
import { decideQueue } from '../../src/domain/queues/decide.ts';
import { evolveQueue } from '../../src/domain/queues/evolve.ts';
import type { QueueCommand, QueueEntry, QueueFacts } from '../../src/domain/queues/queue-entry.ts';
import { decideRouting } from '../../src/domain/routing/decide.ts';
import { evolveSearch } from '../../src/domain/routing/evolve.ts';
import type { RoutingCommand, RoutingFacts, Search } from '../../src/domain/routing/routing.ts';
import type { Noun } from '../../src/engine/noun.ts';
import type { Command, Effect, Event, Message, Refusal } from '../../src/kernel/decision.ts';
import { isRefusal } from '../../src/kernel/decision.ts';
import { reactions } from '../../src/reactions.ts';
import { MONDAY_MORNING } from './given.ts';
import { callbackFacts, callerFacts } from './pure-callbacks.ts';
import { PEOPLE, SHOP } from './shop.ts';

/** What the nouns here are told; whoever sends one gets its fields checked. */
export type AnyCommand =
  | CallCommand
  | CallbackCommand
  | OfferCommand
  | QueueCommand
  | RoutingCommand
  | EscalationCommand
  | PersonCommand
  | Command;

/**
 * The house without a store, a telephone and a console: the real rules and the real reactions, in memory.
 * What the flow says and what is recorded is left out; the test plays the line and the flow.
 */
export class PureHouse {
  at = MONDAY_MORNING;
  /** Everything asked of the line so far. */
  readonly asked: Effect[] = [];
  readonly #timers = new Map<string, { readonly at: number; readonly message: Message }>();

  readonly calls = host<Call, CallCommand, CallFacts>(
    { initial: { status: 'none' }, decide: decideCall, evolve: evolveCall },
    (command) => this.#callFacts(command),
  );
  readonly offers = host<Offer, OfferCommand, OfferFacts>(
    { initial: { status: 'none' }, decide: decideOffer, evolve: evolveOffer },
    (command) => this.#offerFacts(command),
  );
  readonly queues = host<QueueEntry, QueueCommand, QueueFacts>(
    { initial: { status: 'none' }, decide: decideQueue, evolve: evolveQueue },
    (command) => queueFacts(command, callerFacts(this.callbacks.states)),
  );
  readonly callbacks = host<Callback, CallbackCommand, CallbackFacts>(
    { initial: { status: 'none' }, decide: decideCallback, evolve: evolveCallback },
    () => callbackFacts(this.calls.states),
  );
  readonly searches = host<Search, RoutingCommand, RoutingFacts>(
    { initial: { status: 'none' }, decide: decideRouting, evolve: evolveSearch },
    (command, search) => this.#routingFacts(command, search),
  );
  readonly escalations = host<Escalation, EscalationCommand, EscalationFacts>(
    { initial: { status: 'none' }, decide: decideEscalation, evolve: evolveEscalation },
    (command, escalation) => this.#escalationFacts(command, escalation),
  );
  readonly people = host(
    { initial: { status: 'unknown' }, decide: decidePerson, evolve: evolvePerson },
    () => ({ wrapUpSeconds: SHOP.wrapUpSeconds }),
  );

  /** @param inBrowser who takes calls in the browser; everybody else does on the telephone */
  constructor(inBrowser: readonly string[] = []) {
    for (const { personId, queues } of PEOPLE) {
      const record = {
        id: personId,
        name: personId,
        email: `${personId}@shop.example`,
        phone: '+447700900101',
        languages: [],
      };
      const memberships = [
        { businessId: SHOP.id, role: 'receptionist' as const, queues: [...queues], skills: [] },
      ];
      this.tell('people', personId, { type: 'DescribePerson', record, memberships });
      this.tell('people', personId, { type: 'ChoosePresence', presence: 'available', reason: null });
      if (!inBrowser.includes(personId)) continue;
      this.tell('people', personId, { type: 'ChooseDevice', device: 'browser' });
      this.tell('people', personId, { type: 'ReportReady', tab: 'tab' });
    }
  }

  /** One message and everything that follows from it, as in one transaction. Null, or the refusal. */
  tell(noun: string, id: string, command: AnyCommand): Refusal | null {
    const links: Message[] = [{ noun, id, command }];
    for (let index = 0; index < links.length; index += 1) {
      const message = links[index] as Message;
      const hosted = this.#host(message.noun);
      if (hosted === null) continue;
      const decision = hosted.handle(message.id, message.command, this.at);
      if (isRefusal(decision)) {
        if (index === 0) return decision;
        throw new Error(`${message.noun} refused ${message.command.type}: ${decision.reason}`);
      }
      this.asked.push(...(decision.effects ?? []));
      for (const timer of decision.timers ?? []) {
        const key = (name: string) => `${message.noun}/${message.id}/${name}`;
        if ('clear' in timer) this.#timers.delete(key(timer.clear));
        else
          this.#timers.set(key(timer.set), { at: timer.at, message: { ...message, command: timer.command } });
      }
      for (const event of decision.events) {
        links.push(...reactions({ seq: 0, noun: message.noun, id: message.id, at: this.at, event }));
      }
    }
    return null;
  }

  /** When this instance is looked after next, by any of its timers; null: by none. */
  dueAt(noun: string, id: string): number | null {
    const due = [...this.#timers].filter(([key]) => key.startsWith(`${noun}/${id}/`)).map(([, { at }]) => at);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Time passes, in ms; whatever is due happens, the earliest first. `each` is called after every one. */
  pass(ms: number, each: () => void): void {
    const until = this.at + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { at }]) => at <= until)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [key, { at, message }] = due;
      this.#timers.delete(key);
      this.at = Math.max(this.at, at);
      this.tell(message.noun, message.id, message.command);
      each();
    }
    this.at = until;
  }

  #host(noun: string) {
    switch (noun) {
      case 'calls':
        return this.calls;
      case 'offers':
        return this.offers;
      case 'queues':
        return this.queues;
      case 'callbacks':
        return this.callbacks;
      case 'routing':
        return this.searches;
      case 'escalations':
        return this.escalations;
      case 'people':
        return this.people;
      default:
        return null;
    }
  }

  #isEngaged(personId: string): boolean {
    return [...this.offers.states.values()].some(
      (offer) => offer.status !== 'none' && offer.status !== 'ended' && offer.personId === personId,
    );
  }

  #unreachable(personId: string): string | null {
    const person = this.people.states.get(personId);
    return person?.status === 'known' ? unreachableBecause(person) : null;
  }

  presence(personId: string): PresenceWord {
    const person = this.people.states.get(personId);
    if (person?.status !== 'known') return 'offline';
    const { presence } = presenceOf(person);
    return presence === 'free' && this.#isEngaged(personId) ? 'ringing' : presence;
  }

  #callFacts(command: CallCommand): CallFacts {
    const target = 'by' in command && 'personId' in command ? command.personId : null;
    const actor = 'by' in command ? { personId: command.by, name: command.by } : null;
    if (target === null) return { business: SHOP, target, actor };
    const unsuitable = this.#isEngaged(target) ? `${target} is on another call.` : null;
    return { business: SHOP, target: { personId: target, name: target, unsuitable }, actor };
  }

  #offerFacts(command: OfferCommand): OfferFacts {
    if (command.type !== 'MakeOffer') return { person: null, business: null };
    const { personId } = command;
    const busy = this.#isEngaged(personId) ? `${personId} is on another call.` : null;
    const person = this.people.states.get(personId);
    if (person?.status !== 'known') return { person: null, business: null };
    return {
      person: { name: personId, phone: '+447700900101', busy, ...deviceToRing(person) },
      business: { name: SHOP.name, callerId: '+442079460100' },
    };
  }

  #routingFacts(command: RoutingCommand, search: Search): RoutingFacts {
    if (command.type === 'FindCaller') {
      const waiting = [...this.searches.states].flatMap(([entryId, one]) => {
        if (one.status !== 'looking' || one.live.length > 0) return [];
        const triedAt = one.tried.findLast(({ personId }) => personId === command.personId)?.at ?? null;
        return this.#candidates(one).some(({ personId }) => personId === command.personId)
          ? [{ entryId, triedAt }]
          : [];
      });
      return { candidates: [], waiting: this.presence(command.personId) === 'free' ? waiting : [] };
    }
    const looking =
      command.type === 'BeginSearch' || command.type === 'SeekForCallback'
        ? command.search
        : search.status === 'looking'
          ? search
          : null;
    return { candidates: looking === null ? [] : this.#candidates(looking), waiting: [] };
  }

  #candidates({ only, queue }: { readonly only: readonly string[] | null; readonly queue: string | null }) {
    return PEOPLE.filter(({ personId, queues }) =>
      only === null ? queues.some((one) => one === queue) : only.includes(personId),
    ).map(({ personId }) => ({
      personId,
      name: personId,
      presence: this.presence(personId),
      idleSince: 0,
      skills: [],
      unreachable: this.#unreachable(personId),
    }));
  }

  #escalationFacts(command: EscalationCommand, escalation: Escalation): EscalationFacts {
    const ladder: readonly Rung[] | null =
      command.type === 'BeginEscalation'
        ? ladderOf(SHOP, command)
        : escalation.status === 'climbing'
          ? escalation.ladder
          : null;
    const ids = (ladder ?? []).flatMap(({ people }) => people);
    return {
      policy: ladder === null ? null : { ladder, rungSeconds: SHOP.escalation.rungSeconds },
      people: Object.fromEntries(
        ids.map((personId) => {
          const presence = this.presence(personId);
          return [personId, { personId, name: personId, presence, unreachable: this.#unreachable(personId) }];
        }),
      ),
    };
  }
}

function ladderOf(business: Business, { from }: Extract<EscalationCommand, { type: 'BeginEscalation' }>) {
  switch (from.kind) {
    case 'topic':
      return [
        { name: 'Experts', people: business.topics.find(({ key }) => key === from.topic)?.experts ?? [] },
      ];
    case 'authority':
      return business.authorities.find(({ key }) => key === from.authority)?.ladder ?? [];
    case 'managers':
      return business.managers;
  }
}

function queueFacts(command: QueueCommand, callback: QueueFacts['callback']): QueueFacts {
  if (command.type !== 'JoinQueue' && command.type !== 'KeepPlace')
    return { queue: null, recentWaits: [], callback };
  const queue = SHOP.queues.find(({ key }) => key === command.queue) ?? SHOP.queues[0] ?? null;
  return { queue: queue === null ? null : { ...queue, creditSeconds: 0 }, recentWaits: [], callback };
}

/** The instances of one noun and their rules. */
function host<State, C extends Command, Facts, E extends Event = Event, F extends Effect = Effect>(
  noun: Pick<Noun<State, C, E, F, Facts, unknown>, 'initial' | 'decide' | 'evolve'>,
  factsFor: (command: C, state: State) => Facts,
) {
  const states = new Map<string, State>();
  return {
    states,
    handle(id: string, command: Command, at: number) {
      const state = states.get(id) ?? noun.initial;
      const facts = factsFor(command as C, state);
      const decision = noun.decide(command as C, state, facts, { at, id });
      if (!isRefusal(decision)) {
        states.set(
          id,
          decision.events.reduce((before, event) => noun.evolve(before, event), state),
        );
      }
      return decision;
    },
  };
}
