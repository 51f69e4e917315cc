import { randomUUID } from 'node:crypto';
import type { PracticeCall, SetupView } from '../contract/setup.ts';
import type { PracticeCaller, RunningPractice } from '../demo/practice-caller.ts';
import type { Practising } from '../demo/practice-talk.ts';
import { allBusinesses } from '../domain/businesses/businesses-store.ts';
import { createHolidayLookup } from '../domain/businesses/holidays.ts';
import type { FlowLibrary } from '../domain/flows/library.ts';
import { findPerson } from '../domain/people/people-store.ts';
import { presenceOf, type PresenceWord } from '../domain/people/person.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Clock } from '../kernel/clock.ts';
import { isRefusal, refuse, type Refusal } from '../kernel/decision.ts';

import type { Database } from '../store/database.ts';
import { wayToQueue, type WayToQueue } from './way-to-queue.ts';

export interface PracticeCallsParts {
  readonly database: Database;
  readonly flows: Pick<FlowLibrary, 'current'>;
  readonly clock: Clock;
  /** Who rings; null with a real account, where nobody practises on a real line. */
  readonly caller: PracticeCaller | null;
}

/** The practice calls of the people who are trying Deskbell out: one at a time each. */
export interface PracticeCalls {
  describe(personId: string): Promise<SetupView['practice']>;
  /** @throws Error when the emulator does not let the call through */
  start(personId: string, businessId: string | null): Promise<PracticeCall | Refusal>;
  /** Null: this person has no such call. */
  look(personId: string, id: string): Promise<PracticeCall | null>;
  /** The caller hangs up. Null: this person has no such call. */
  end(personId: string, id: string): Promise<PracticeCall | null>;
  close(): Promise<void>;
}

interface Practice {
  readonly id: string;
  readonly businessName: string;
  readonly way: WayToQueue;
  readonly running: RunningPractice;
}

interface Target {
  readonly businessId: string;
  readonly name: string;
  readonly number: string;
  readonly way: WayToQueue;
}

/** Each person has one call at a time, kept in memory: it ends with the process. */
export function createPracticeCalls({ database, flows, clock, caller }: PracticeCallsParts): PracticeCalls {
  const { reader } = database;
  const holidays = createHolidayLookup();
  /** The newest of each person. */
  const practices = new Map<string, Practice>();
  /** People whose call is being made at this moment. */
  const starting = new Set<string>();

  async function targetsOf(personId: string): Promise<readonly Target[] | Refusal> {
    const parts = (await allBusinesses(reader)).flatMap((business) => {
      const queues = business.staff.find(({ person }) => person === personId)?.queues ?? [];
      return queues.length === 0 ? [] : [{ business, queues: new Set(queues) }];
    });
    if (parts.length === 0)
      return refuse(
        'serves-no-queue',
        'Callers ring for those who serve a queue, and you serve none. Sign in as a receptionist to be rung.',
      );
    const targets = parts.flatMap(({ business, queues }): Target[] => {
      for (const { number, flow: id } of business.numbers) {
        const flow = flows.current(id);
        const way = flow && wayToQueue({ flow, business, queues, holidays, at: clock.now() });
        if (way) return [{ businessId: business.id, name: business.name, number, way }];
      }
      return [];
    });
    // Who chose something in a menu has a story to tell; who pressed 0 has none.
    if (targets.length > 0)
      return targets.toSorted((one, other) => Number(isZero(one)) - Number(isZero(other)));
    const names = parts.map(({ business }) => business.name).join(', ');
    return refuse(
      'no-way-to-you',
      `No menu leads a caller to a queue of yours now (${names}). Outside opening hours this is as it should be.`,
    );
  }

  async function whyNot(personId: string): Promise<Refusal | null> {
    const person = await findPerson(reader, personId);
    if (person === null) return refuse('not-known', 'You take no calls here, so no caller can ring you.');
    const why = whyNotRung(presenceOf(person).presence);
    return why === null ? null : refuse('not-free', why);
  }

  async function shown(personId: string, practice: Practice): Promise<PracticeCall> {
    const person = await findPerson(reader, personId);
    const state = practice.running.state();
    return {
      id: practice.id,
      stage: state.stage,
      words: wordsOf(state, practice, person === null ? 'offline' : presenceOf(person).presence),
      businessName: practice.businessName,
      queue: practice.way.queueName,
      said: [...state.said],
    };
  }

  const own = (personId: string, id: string): Practice | null => {
    const practice = practices.get(personId);
    return practice?.id === id ? practice : null;
  };
  const runningOf = (personId: string): Practice | null => {
    const practice = practices.get(personId);
    return practice === undefined || practice.running.state().stage === 'over' ? null : practice;
  };

  return {
    async describe(personId) {
      if (caller === null)
        return {
          possible: false,
          why: 'Practice callers ring on the emulator only; with a real account, ring a number of yours.',
          businesses: [],
          running: null,
        };
      const targets = await targetsOf(personId);
      const why = isRefusal(targets) ? targets : await whyNot(personId);
      return {
        possible: why === null,
        why: why?.reason ?? null,
        businesses: isRefusal(targets)
          ? []
          : targets.map(({ businessId, name, way }) => ({ businessId, name, queue: way.queueName })),
        running: runningOf(personId)?.id ?? null,
      };
    },

    async start(personId, businessId) {
      if (caller === null) throw new Error('No practice caller can ring on a real line.');
      if (starting.has(personId) || runningOf(personId) !== null)
        return refuse(
          'practice-running',
          'A practice caller is on the line for you already. End that call first, or let it end by itself.',
        );
      starting.add(personId);
      try {
        const targets = await targetsOf(personId);
        if (isRefusal(targets)) return targets;
        const why = await whyNot(personId);
        if (why !== null) return why;
        const target =
          businessId === null ? targets[0] : targets.find((one) => one.businessId === businessId);
        if (target === undefined)
          return refuse(
            'not-yours',
            'No menu of this business leads a caller to you now. Choose another one.',
          );
        const { name: businessName, number: to, way } = target;
        const running = await caller.ring({ businessName, to, keys: way.keys });
        const practice = { id: randomUUID(), businessName, way, running };
        practices.set(personId, practice);
        return await shown(personId, practice);
      } finally {
        starting.delete(personId);
      }
    },

    async look(personId, id) {
      const practice = own(personId, id);
      return practice === null ? null : shown(personId, practice);
    },

    async end(personId, id) {
      const practice = own(personId, id);
      if (practice === null) return null;
      await practice.running.end();
      return shown(personId, practice);
    },

    async close() {
      // An emulator that cannot be reached any more has no call left to end.
      await Promise.allSettled([...practices.values()].map(({ running }) => running.end()));
      practices.clear();
    },
  };
}

function isZero({ way }: Target): boolean {
  return way.keys.includes('0');
}

function whyNotRung(presence: PresenceWord): string | null {
  switch (presence) {
    case 'free':
      return null;
    case 'ringing':
      return 'Your telephone rings already. Answer that call first.';
    case 'on-a-call':
      return 'You are on a call. Finish it first.';
    case 'wrap-up':
      return 'You are writing up your last call. Finish that first.';
    case 'away':
    case 'offline':
      return 'You are away, so nobody is offered to you. Become available first.';
    case 'unreachable':
      return 'Your browser cannot be rung now. Check your sound, or take calls on your telephone.';
    default:
      return assertNever(presence);
  }
}

function wordsOf(state: Practising, { businessName, way }: Practice, presence: PresenceWord): string {
  switch (state.stage) {
    case 'ringing':
      return `The caller rings ${businessName}.`;
    case 'menu':
      return `The caller hears the menu of ${businessName} and is going to press ${way.keys.join(', then ')}.`;
    case 'waiting':
      return presence === 'ringing'
        ? 'It rings for you. Press Answer.'
        : `The caller waits for ${way.queueName}. Whoever serves it and has been free longest is rung.`;
    case 'talking':
      return presence === 'on-a-call'
        ? 'You are talking with the caller. Hold, ask a colleague, pass the call on, or end it: nothing can go wrong.'
        : 'Somebody else has answered this caller. Try again, and it may be you.';
    case 'over':
      return endingWords(state);
    default:
      return assertNever(state.stage);
  }
}

function endingWords({ ending, said }: Practising): string {
  if (ending === 'nobody-answered') return 'Nobody answered within two minutes, so the caller has hung up.';
  if (said.length === 0) return 'The call is over; the caller spoke with nobody.';
  return ending === 'caller-left'
    ? 'The caller has said goodbye and hung up.'
    : 'The call is over. It is on the board and, if it was recorded, among the recordings like any other.';
}
