import type { Leg } from '../world/leg.ts';
import type { Params } from './signature.ts';

/** The fields that every request about a call carries. */
export function callParameters(leg: Leg): Params {
  const { record } = leg;
  const fields: [string, string][] = [
    ['CallSid', record.sid],
    ['AccountSid', record.accountSid],
    ['From', record.from],
    ['To', record.to],
    ['Caller', record.from],
    ['Called', record.to],
    ['CallStatus', record.status],
    ['ApiVersion', '2010-04-01'],
    ['Direction', record.direction],
  ];
  if (record.parentCallSid !== null) fields.push(['ParentCallSid', record.parentCallSid]);
  if (record.forwardedFrom !== null) fields.push(['ForwardedFrom', record.forwardedFrom]);
  if (record.callerName !== null) fields.push(['CallerName', record.callerName]);
  if (record.answeredBy !== null) fields.push(['AnsweredBy', record.answeredBy]);
  for (const [name, value] of Object.entries(leg.extra)) fields.push([name, value]);
  return fields;
}

export function toParams(fields: Readonly<Record<string, string>>): Params {
  return Object.entries(fields);
}
