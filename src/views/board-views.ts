import type { Clock } from '../kernel/clock.ts';
import type { BoardViews } from '../live/board.ts';
import type { FeedEvent } from '../live/event-feed.ts';
import type { RowRef } from '../live/rows.ts';
import type { Database } from '../store/database.ts';
import { callView } from './call-view.ts';
import { offerView } from './offer-view.ts';
import { personView } from './person-view.ts';
import { queueView } from './queue-view.ts';
import { breachView, waitingView } from './waiting-view.ts';

/** What the live board shows, and which of its rows an event touches. */
export function boardViews(database: Database, clock: Clock): BoardViews {
  return {
    of: {
      queue: queueView(database, clock),
      waiting: waitingView(database),
      person: personView(database),
      call: callView(database),
      breach: breachView(database, clock),
      offer: offerView(database),
    },
    touched: (event) => touchedBy(database, event),
  };
}

async function touchedBy(database: Database, { noun, id, event }: FeedEvent): Promise<readonly RowRef[]> {
  switch (noun) {
    case 'people':
      return [{ kind: 'person', id }];
    case 'businesses':
      return queueRefs(event);
    case 'queues':
    case 'routing':
      return id.startsWith('person/') ? [] : [...entryRefs(id), ...callRefs(event), ...queueRef(event)];
    case 'offers':
      return [{ kind: 'offer', id }, ...callRefs(event), ...(await waitRefs(database, event))];
    case 'calls':
      return [{ kind: 'call', id }, ...(await waitRefs(database, event))];
    case 'callbacks':
      return callbackRefs(event);
    case 'escalations':
    case 'recordings':
      return [...callRefs(event), ...(await waitRefs(database, event))];
    default:
      return [];
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function entryRefs(id: string): readonly RowRef[] {
  return [
    { kind: 'waiting', id },
    { kind: 'breach', id },
  ];
}

function callRefs(event: FeedEvent['event']): readonly RowRef[] {
  const callId = text(event['callId']);
  return callId === null ? [] : [{ kind: 'call', id: callId }];
}

/** The place of a call-back in the line shows what is agreed. */
function callbackRefs(event: FeedEvent['event']): readonly RowRef[] {
  const entryId = text(event['entryId']);
  return entryId === null ? [] : entryRefs(entryId);
}

function queueRef(event: FeedEvent['event']): readonly RowRef[] {
  const businessId = text(event['businessId']);
  const queue = text(event['queue']);
  return businessId === null || queue === null ? [] : [{ kind: 'queue', id: `${businessId}/${queue}` }];
}

function queueRefs(event: FeedEvent['event']): readonly RowRef[] {
  const business = event['business'];
  if (typeof business !== 'object' || business === null || !('queues' in business) || !('id' in business))
    return [];
  const queues = Array.isArray(business.queues) ? business.queues : [];
  return queues.map((queue: { key: string }) => ({
    kind: 'queue',
    id: `${String(business.id)}/${queue.key}`,
  }));
}

/** Every wait of the call: who rings and who was told stands beside it. */
async function waitRefs(database: Database, event: FeedEvent['event']): Promise<readonly RowRef[]> {
  const callId = text(event['callId']);
  if (callId === null) return [];
  const entries = await database.reader
    .selectFrom('queue_entries')
    .where('call_id', '=', callId)
    .select('id')
    .execute();
  return entries.flatMap(({ id }) => entryRefs(id));
}
