import type { z } from 'zod';
import type { CallRecord } from '../world/records.ts';
import type { World } from '../world/world.ts';
import type { callSchema, callSummarySchema, handsetSchema } from './schemas.ts';

export function isLive({ status }: CallRecord): boolean {
  return status === 'queued' || status === 'ringing' || status === 'in-progress';
}

export function viewSummary(call: CallRecord, world: World): z.input<typeof callSummarySchema> {
  const conference = isLive(call) ? roomOf(call.sid, world) : undefined;
  return {
    callSid: call.sid,
    from: call.from,
    to: call.to,
    status: call.status,
    direction: call.direction,
    ...(conference === undefined ? {} : { conference }),
    startedAt: call.dateCreated,
    endedAt: call.endTime,
  };
}

export function viewCall(call: CallRecord, world: World): z.input<typeof callSchema> {
  return { ...viewSummary(call, world), heard: [...call.heard] };
}

/** Live calls by the handset of their person: the caller's for inbound legs, whoever was dialled for outbound ones. */
export function liveCallsByHandset(world: World): ReadonlyMap<string, readonly CallRecord[]> {
  const byNumber = new Map<string, CallRecord[]>();
  for (const call of world.calls.list().filter(isLive)) {
    const number = call.direction === 'inbound' ? call.from : call.to;
    const calls = byNumber.get(number);
    if (calls) calls.push(call);
    else byNumber.set(number, [call]);
  }
  return byNumber;
}

export function viewHandset(
  handset: Omit<z.input<typeof handsetSchema>, 'calls'>,
  calls: readonly CallRecord[],
): z.input<typeof handsetSchema> {
  return {
    ...handset,
    calls: calls.map((call) => ({
      callSid: call.sid,
      from: call.from,
      to: call.to,
      status: call.status,
      direction: call.direction,
      since: call.startTime ?? call.dateCreated,
    })),
  };
}

function roomOf(callSid: string, world: World): string | undefined {
  return world.conferences
    .list()
    .filter((conference) => conference.status !== 'completed')
    .find((conference) => world.conferences.participant(conference.sid, callSid)?.status === 'connected')
    ?.friendlyName;
}
