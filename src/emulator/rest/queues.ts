import { z } from 'zod';
import type { QueueMemberRecord, QueueRecord } from '../world/records.ts';
import { newestFirst } from './core/filters.ts';
import { listReply } from './core/paging.ts';
import {
  httpMethod,
  readParameters,
  requiredText,
  requiredWebAddress,
  text,
  wholeNumber,
} from './core/parameters.ts';
import { rfc2822 } from './core/present.ts';
import type { RestContext, RestRequest, RestRoute } from './core/route.ts';
import { created, deleted, found, ok } from './core/route.ts';

const friendlyName = requiredText.pipe(z.string().max(64, 'may have 64 characters at most'));
const createQueue = z.object({ FriendlyName: friendlyName, MaxSize: wholeNumber(1, 5000).default(1000) });
const updateQueue = z.object({
  FriendlyName: text.pipe(z.string().max(64, 'may have 64 characters at most')).optional(),
  MaxSize: wholeNumber(1, 5000).optional(),
});
const dequeue = z.object({ Url: requiredWebAddress, Method: httpMethod.default('POST') });

export function presentQueue(
  queue: QueueRecord,
  { world, accountPath }: RestContext,
): Readonly<Record<string, unknown>> {
  return {
    date_updated: rfc2822(queue.dateUpdated),
    current_size: world.queues.members(queue.sid).length,
    friendly_name: queue.friendlyName,
    uri: `${accountPath}/Queues/${queue.sid}.json`,
    account_sid: queue.accountSid,
    average_wait_time: world.queues.averageWaitSeconds(queue.sid),
    sid: queue.sid,
    date_created: rfc2822(queue.dateCreated),
    max_size: queue.maxSize,
  };
}

export function presentMember(
  member: QueueMemberRecord,
  { world, accountPath }: RestContext,
): Readonly<Record<string, unknown>> {
  return {
    call_sid: member.callSid,
    date_enqueued: rfc2822(member.dateEnqueued),
    position: member.position,
    uri: `${accountPath}/Queues/${member.queueSid}/Members/${member.callSid}.json`,
    wait_time: Math.max(0, Math.floor((world.now() - member.dateEnqueued) / 1000)),
    queue_sid: member.queueSid,
  };
}

export const queueRoutes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: '/Queues',
    handle(request, context) {
      const input = readParameters(createQueue, request.form);
      return created(presentQueue(context.world.queues.create(input.FriendlyName, input.MaxSize), context));
    },
  },
  {
    method: 'GET',
    path: '/Queues',
    handle: (request, context) =>
      listReply(
        request,
        'queues',
        newestFirst(context.world.queues.list()),
        (queue) => queue.sid,
        (queue) => presentQueue(queue, context),
      ),
  },
  {
    method: 'GET',
    path: '/Queues/:QueueSid',
    handle: (request, context) => ok(presentQueue(queueOf(request, context), context)),
  },
  {
    method: 'POST',
    path: '/Queues/:QueueSid',
    handle(request, context) {
      const queue = queueOf(request, context);
      const input = readParameters(updateQueue, request.form);
      const updated = context.world.queues.update(queue.sid, {
        friendlyName: input.FriendlyName || undefined,
        maxSize: input.MaxSize,
      });
      return ok(presentQueue(updated, context));
    },
  },
  {
    method: 'DELETE',
    path: '/Queues/:QueueSid',
    handle(request, context) {
      context.world.queues.remove(queueOf(request, context).sid);
      return deleted;
    },
  },
  {
    method: 'GET',
    path: '/Queues/:QueueSid/Members',
    handle: (request, context) =>
      listReply(
        request,
        'queue_members',
        context.world.queues.members(queueOf(request, context).sid),
        (member) => member.callSid,
        (member) => presentMember(member, context),
      ),
  },
  {
    method: 'GET',
    path: '/Queues/:QueueSid/Members/:CallSidOrFront',
    handle(request, context) {
      const members = context.world.queues.members(queueOf(request, context).sid);
      const wanted = request.part('CallSidOrFront');
      const member = wanted === 'Front' ? members[0] : members.find(({ callSid }) => callSid === wanted);
      return ok(presentMember(found(member, request), context));
    },
  },
  {
    method: 'POST',
    path: '/Queues/:QueueSid/Members/:CallSidOrFront',
    handle(request, context) {
      const queue = queueOf(request, context);
      const input = readParameters(dequeue, request.form);
      const member = context.world.queues.dequeue(queue.sid, request.part('CallSidOrFront'), {
        kind: 'url',
        url: input.Url,
        method: input.Method,
      });
      return ok(presentMember(member, context));
    },
  },
];

function queueOf(request: RestRequest, { world }: RestContext): QueueRecord {
  return found(world.queues.get(request.part('QueueSid')), request);
}
