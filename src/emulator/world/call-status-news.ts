import { callParameters } from '../webhooks/call-parameters.ts';
import { rfc2822, secondsBetween } from './dates.ts';
import type { Exchange } from './exchange.ts';
import { isFinal } from './leg.ts';
import type { Leg } from './leg.ts';

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** Tells whoever asked to be told that a leg moved on. `answered` is sent as `in-progress`, as Twilio does. */
export function tellCallStatus(exchange: Exchange, leg: Leg, event: CallEvent): void {
  const callback = leg.statusCallback;
  if (!callback || !callback.events.includes(event)) return;
  const { record } = leg;
  const status = event === 'initiated' ? 'initiated' : record.status;
  const fields = callParameters(leg).map(
    ([name, value]) => [name, name === 'CallStatus' ? status : value] as const,
  );
  exchange.callbacks.post({
    lane: record.sid,
    url: callback.url,
    method: callback.method,
    purpose: 'status',
    callSid: record.sid,
    params: [
      ...fields,
      ['Timestamp', rfc2822(exchange.clock.now())],
      ['CallbackSource', 'call-progress-events'],
      ['SequenceNumber', String(leg.statusEventsSent)],
      ...closingFields(exchange, leg),
    ],
  });
  leg.statusEventsSent += 1;
}

function closingFields(exchange: Exchange, leg: Leg): readonly (readonly [string, string])[] {
  const { record } = leg;
  if (!isFinal(record.status)) return [];
  const seconds = secondsBetween(record.startTime ?? 0, record.endTime ?? 0);
  const fields: [string, string][] = [
    ['CallDuration', String(seconds)],
    ['SipResponseCode', sipCodes[record.status] ?? '200'],
  ];
  if (record.status === 'completed') fields.push(['Duration', String(Math.ceil(seconds / 60))]);
  for (const [name, value] of exchange.recordings.fieldsForCallEnd(leg)) fields.push([name, value]);
  return fields;
}

const sipCodes: Readonly<Record<string, string>> = {
  busy: '486',
  failed: '404',
  'no-answer': '487',
  canceled: '487',
};
