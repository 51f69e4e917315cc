import type { Message } from '../kernel/decision.ts';
import type { CallCommand } from '../domain/calls/commands.ts';
import type { EscalationCommand } from '../domain/escalations/escalation.ts';
import type { OfferCommand } from '../domain/offers/offer.ts';
import type { QueueCommand } from '../domain/queues/queue-entry.ts';
import type { RecordingCommand } from '../domain/recordings/recording.ts';
import type { RoutingCommand } from '../domain/routing/routing.ts';

/** Messages to the nouns that both a call and a call-back move. */

export const calls = (id: string, command: CallCommand): Message => ({ noun: 'calls', id, command });
export const queues = (id: string, command: QueueCommand): Message => ({ noun: 'queues', id, command });
export const routing = (id: string, command: RoutingCommand): Message => ({ noun: 'routing', id, command });
export const offers = (id: string, command: OfferCommand): Message => ({ noun: 'offers', id, command });
export const escalations = (id: string, command: EscalationCommand): Message => ({
  noun: 'escalations',
  id,
  command,
});
export const recordings = (callId: string, command: RecordingCommand): Message => ({
  noun: 'recordings',
  id: `${callId}.r1`,
  command,
});
