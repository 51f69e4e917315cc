import { DateTime } from 'luxon';
import type { Business } from '../domain/businesses/business.ts';
import { allBusinesses } from '../domain/businesses/businesses-store.ts';
import type { Call, CallEvent } from '../domain/calls/call.ts';
import { callsStore } from '../domain/calls/calls-store.ts';
import type { CallCommand } from '../domain/calls/commands.ts';
import { decideCall } from '../domain/calls/decide.ts';
import { evolveCall } from '../domain/calls/evolve.ts';
import { decideQueue } from '../domain/queues/decide.ts';
import { evolveQueue } from '../domain/queues/evolve.ts';
import type { QueueCommand, QueueEntry, QueueEvent } from '../domain/queues/queue-entry.ts';
import { queuesStore } from '../domain/queues/queues-store.ts';
import { isRefusal } from '../kernel/decision.ts';
import { SECOND } from '../kernel/duration.ts';
import type { Database, Writer } from '../store/database.ts';

/**
 * Yesterday at the demo's businesses: calls, waits and hang-ups, for the rules to be tried out on. Decided by the real
 * rules at yesterday's times, and written without the effects and deadlines that such a day would have had: nobody
 * is rung today for a caller of yesterday.
 */

const CALLS = 42;
const FIRST_HOUR = 8;
const LAST_HOUR = 20;
/** Numbers that Ofcom keeps free for stories; the first few ring again and again. */
const number = (index: number) => `+4477009008${String(index).padStart(2, '0')}`;
const OFTEN = 4;

interface Script {
  readonly id: string;
  readonly at: number;
  readonly from: string;
  readonly queue: string;
  readonly waitMs: number;
  /** Null: they hang up while waiting. */
  readonly talkMs: number | null;
}

interface Happened {
  readonly noun: 'calls' | 'queues';
  readonly id: string;
  readonly event: CallEvent | QueueEvent;
  readonly at: number;
}

/** Writes a day of calls for every business that has none yet. @param now epoch ms */
export async function seedYesterday(database: Database, now: number): Promise<void> {
  for (const business of await allBusinesses(database.reader)) await seedDay(database, business, now);
}

async function seedDay(database: Database, business: Business, now: number): Promise<void> {
  const known = await database.reader
    .selectFrom('calls')
    .where('business_id', '=', business.id)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (known !== undefined) return;
  const days = scriptOf(business, now).map((script) => play(script, business));
  const events = days.flatMap(({ happened }) => happened).toSorted((one, other) => one.at - other.at);
  await database.transact(async (writer) => {
    await writeEvents(writer, events);
    for (const { script, call, entry } of days) {
      await callsStore.save(writer, script.id, call, 0);
      await queuesStore.save(writer, `${script.id}.q1`, entry, 0);
    }
  });
}

/** The same day for the same business, whenever it is asked for. */
function scriptOf(business: Business, now: number): readonly Script[] {
  const chance = createChance(business.id);
  const between = (least: number, most: number) => least + Math.floor(chance() * (most - least + 1));
  const yesterday = DateTime.fromMillis(now, { zone: business.timezone }).minus({ days: 1 }).startOf('day');
  return Array.from({ length: CALLS }, (_, index) => {
    const queue = business.queues[between(0, business.queues.length - 1)] ?? business.queues[0];
    if (queue === undefined)
      throw new Error(`The business ${business.id} has no queue, though each has one.`);
    const target = queue.waitTargetSeconds;
    const hangsUp = chance() < 0.25;
    const waitSeconds = hangsUp ? between(20, 260) : between(4, chance() < 0.2 ? target * 2 : target);
    const from = chance() < 0.45 ? number(between(1, OFTEN)) : number(OFTEN + 1 + index);
    return {
      id: `demo-${business.id}-yesterday-${index}`,
      at: yesterday
        .plus({ hours: FIRST_HOUR, seconds: between(0, (LAST_HOUR - FIRST_HOUR) * 3_600) })
        .toMillis(),
      from,
      queue: queue.key,
      waitMs: waitSeconds * SECOND,
      talkMs: hangsUp ? null : between(50, 420) * SECOND,
    };
  });
}

/** One call from ring to goodbye, as the rules decide it. */
function play(script: Script, business: Business) {
  const { id, at, from, queue: key, waitMs, talkMs } = script;
  const happened: Happened[] = [];
  const entryId = `${id}.q1`;
  let call: Call = { status: 'none' };
  let entry: QueueEntry = { status: 'none' };
  const onCall = (command: CallCommand, when: number): void => {
    const decision = decideCall(command, call, { business, target: null, actor: null }, { at: when, id });
    if (isRefusal(decision))
      throw new Error(`Yesterday's call was refused ${command.type}: ${decision.reason}`);
    for (const event of decision.events) {
      call = evolveCall(call, event);
      happened.push({ noun: 'calls', id, event, at: when });
    }
  };
  const onQueue = (command: QueueCommand, when: number): void => {
    const found = business.queues.find((candidate) => candidate.key === key) ?? null;
    const queue = found === null ? null : { ...found, creditSeconds: 0 };
    const decision = decideQueue(
      command,
      entry,
      { queue, recentWaits: [], callback: null },
      { at: when, id: entryId },
    );
    if (isRefusal(decision))
      throw new Error(`Yesterday's wait was refused ${command.type}: ${decision.reason}`);
    for (const event of decision.events) {
      entry = evolveQueue(entry, event);
      happened.push({ noun: 'queues', id: entryId, event, at: when });
    }
  };

  const [dialled] = business.numbers;
  if (dialled === undefined)
    throw new Error(`The business ${business.id} has no number, though each has one.`);
  const joinedAt = at + 20 * SECOND;
  const leftAt = joinedAt + waitMs;
  const language = business.languages[0] ?? 'en-GB';
  onCall(
    {
      type: 'ArriveCall',
      callerSid: `CAyesterday-${id}`,
      businessId: business.id,
      number: dialled.number,
      flow: dialled.flow,
      from,
      callerName: null,
    },
    at,
  );
  const wish = {
    queue: key,
    only: null,
    ringSeconds: null,
    topic: null,
    priority: null,
    waitingKeys: {},
    story: [],
  };
  onCall({ type: 'WaitForPerson', ...wish, askedForManager: false }, joinedAt);
  onQueue(
    {
      type: 'JoinQueue',
      ...wish,
      callId: id,
      callerSid: `CAyesterday-${id}`,
      businessId: business.id,
      language,
      entrance: 'asking',
      returning: null,
      lost: null,
      words: null,
    },
    joinedAt,
  );
  onCall({ type: 'NoteWaiting', entryId, queue: key, joinedAt }, joinedAt);
  const target = (business.queues.find((queue) => queue.key === key)?.waitTargetSeconds ?? 0) * SECOND;
  if (waitMs > target) onQueue({ type: 'WaitTargetPassed' }, joinedAt + target);
  if (talkMs === null) {
    onCall({ type: 'CallerHungUp' }, leftAt);
    onQueue({ type: 'CallerGone' }, leftAt);
    return { script, happened, call, entry };
  }
  const staff = business.staff.find(({ queues }) => queues.includes(key)) ?? business.staff[0];
  const offerId = `${entryId}.o1`;
  onCall(
    {
      type: 'PersonReached',
      offerId,
      personId: staff?.person ?? '',
      name: staff?.person ?? '',
      sid: `CAyesterday-${offerId}`,
      device: 'telephone',
      purpose: 'queue',
      asker: { noun: 'routing', id: entryId },
    },
    leftAt,
  );
  onQueue({ type: 'ServeCaller' }, leftAt);
  onCall({ type: 'CallerJoinedRoom' }, leftAt + SECOND);
  onCall({ type: 'CallerHungUp' }, leftAt + SECOND + talkMs);
  return { script, happened, call, entry };
}

const ROWS_AT_ONCE = 200;

async function writeEvents(writer: Writer, events: readonly Happened[]): Promise<void> {
  for (let start = 0; start < events.length; start += ROWS_AT_ONCE) {
    const rows = events
      .slice(start, start + ROWS_AT_ONCE)
      .map(({ noun, id, event, at }) => ({ noun, id, type: event.type, data: JSON.stringify(event), at }));
    await writer.insertInto('events').values(rows).execute();
  }
}

/** Numbers from 0 to 1 that follow from a word: yesterday is no different on every start. */
function createChance(word: string): () => number {
  let state = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 2_166_136_261);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
