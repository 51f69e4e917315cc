import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import {
  type Command,
  type Effect,
  type Event,
  type Message,
  type Refusal,
  isRefusal,
} from '../kernel/decision.ts';
import type { Reader, Writer } from '../store/database.ts';
import type { Due } from './agenda.ts';
import type { EngineMetrics } from './metrics.ts';
import type { Noun, StoredEvent } from './noun.ts';
import { appendEvents, writeEffects, writeTimers } from './written.ts';

/** Any noun, as the engine handles it: what a command or an event holds is the noun's own affair. */
export type AnyNoun<Says> = Noun<unknown, Command, Event, Effect, unknown, Says>;

/** Who hears an event; handled in the same transaction, in order. */
export type Reactions = (event: StoredEvent) => readonly Message[];

export type Outcome<Says = unknown> =
  | { readonly done: true; readonly says: Says | undefined; readonly events: readonly StoredEvent[] }
  | { readonly done: false; readonly refusal: Refusal };

/** What may be done inside one transaction of the engine. Await nothing but this and the database. */
export interface EngineTransaction<Says> {
  /**
   * Decides one message and everything that follows from it. A refusal of the message itself stores nothing.
   * `at` (epoch ms): when it happened, if not now.
   */
  submit(message: Message, options?: { readonly at?: number }): Promise<Outcome<Says>>;
  readonly writer: Writer;
  /** The same connection: reads what this transaction has written. */
  readonly reader: Reader;
}

/** Somebody else saved the same noun in between: the whole transaction is run again. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

export interface ChainParts<Says> {
  readonly nouns: ReadonlyMap<string, AnyNoun<Says>>;
  readonly reactions: Reactions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: EngineMetrics;
}

/** What the engine must note once the transaction is committed. */
export interface Aftermath {
  /** Effects that were asked for. */
  readonly effects: readonly Due[];
  /** Timers that were set (epoch ms) or cleared (null), by key. */
  readonly timers: ReadonlyMap<string, number | null>;
}

export interface Chain<Says> {
  readonly transaction: EngineTransaction<Says>;
  /** @throws what a submit threw, even if the caller swallowed it: half a chain must never be committed. */
  finish(): Aftermath;
}

/** A chain this long is a circle of reactions. */
const LONGEST_CHAIN = 200;

interface Link {
  readonly message: Message;
  /** What led here, for the log: `queues/CallerJoinedQueue`. */
  readonly cause: string | null;
}

/** A chain of decisions inside one transaction: each event reaches its listeners before the next command is heard. */
export function openChain<Says>(parts: ChainParts<Says>, writer: Writer): Chain<Says> {
  const { nouns, reactions, clock, logger, metrics } = parts;
  const asked: Due[] = [];
  const timersNow = new Map<string, number | null>();
  let broken: { readonly error: unknown } | null = null;

  async function handle(message: Message, at: number) {
    const began = performance.now();
    const noun = nouns.get(message.noun);
    if (!noun) throw new Error(`No noun "${message.noun}" hears the command ${message.command.type}.`);
    const { id, command } = message;
    const stored = await noun.store.load(writer, id);
    const state = stored ? stored.state : noun.initial;
    const facts = await noun.gather(writer, id, command, state);
    const decision = noun.decide(command, state, facts, { at, id });
    if (isRefusal(decision)) return decision;

    const { events, effects = [], withdraws = [], timers = [], says } = decision;
    if (events.length > 0) {
      const next = events.reduce<unknown>((before, event) => noun.evolve(before, event), state);
      const saved = await noun.store.save(writer, id, next, stored?.version ?? 0);
      if (!saved) throw new VersionConflict(`Somebody else changed ${noun.name}/${id} in between.`);
    }
    const storedEvents = await appendEvents(writer, { noun: noun.name, id, at }, events);
    asked.push(
      ...(await writeEffects(writer, { noun: noun.name, id, now: clock.now() }, effects, withdraws)),
    );
    const changes = await writeTimers(writer, { noun: noun.name, id }, timers);
    for (const [key, dueAt] of changes) timersNow.set(key, dueAt);
    metrics.onDecision?.(performance.now() - began, noun.name);
    return { storedEvents, says };
  }

  async function submit(message: Message, at: number): Promise<Outcome<Says>> {
    const links: Link[] = [{ message, cause: null }];
    const events: StoredEvent[] = [];
    let says: Says | undefined;
    for (let index = 0; index < links.length; index += 1) {
      if (index >= LONGEST_CHAIN) throw new Error(circleMessage(links));
      const link = links[index] as Link;
      const result = await handle(link.message, at);
      if ('refused' in result) {
        if (index === 0) return { done: false, refusal: result };
        const { noun, command } = link.message;
        logger.warn(
          { cause: link.cause, noun, command: command.type, refused: result.refused, reason: result.reason },
          `${noun} refused ${command.type}, which followed from ${link.cause}`,
        );
        continue;
      }
      says = result.says ?? says;
      for (const event of result.storedEvents) {
        events.push(event);
        for (const next of reactions(event)) {
          links.push({ message: next, cause: `${event.noun}/${event.event.type}` });
        }
      }
    }
    return { done: true, says, events };
  }

  return {
    transaction: {
      writer,
      reader: writer,
      async submit(message, options) {
        try {
          return await submit(message, options?.at ?? clock.now());
        } catch (error) {
          broken ??= { error };
          throw error;
        }
      },
    },
    finish() {
      if (broken) throw broken.error;
      return { effects: asked, timers: timersNow };
    },
  };
}

function circleMessage(links: readonly Link[]): string {
  const trail = links.slice(0, 12).map(({ message }) => `${message.noun}/${message.command.type}`);
  return `One message led to more than ${LONGEST_CHAIN}; reactions.ts probably goes in a circle: ${trail.join(' → ')} → …`;
}
