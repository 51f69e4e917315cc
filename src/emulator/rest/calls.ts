import { z } from 'zod';
import type { CallRecord } from '../world/records.ts';
import type { CallUpdate, Instructions } from '../world/world.ts';
import { TwilioError } from '../world/world.ts';
import { matches, matchesAddress, newestFirst, withinTimes } from './core/filters.ts';
import { listReply } from './core/paging.ts';
import {
  callbackFrom,
  callEventsFrom,
  dialable,
  everyValue,
  flag,
  httpMethod,
  oneOf,
  readParameters,
  requiredText,
  text,
  webAddress,
  wholeNumber,
} from './core/parameters.ts';
import { apiVersion, formattedNumber, rfc2822 } from './core/present.ts';
import type { RestContext, RestRequest, RestRoute } from './core/route.ts';
import { created, deleted, found, ok } from './core/route.ts';
import { recordingOptionsFrom, recordingParameters } from './core/recording-parameters.ts';

const twiml = text.pipe(z.string().max(4000, 'may have 4000 characters at most'));

const createCall = z.object({
  To: requiredText,
  From: requiredText,
  Url: webAddress.optional(),
  Method: httpMethod.optional(),
  Twiml: twiml.optional(),
  ApplicationSid: text.optional(),
  FallbackUrl: webAddress.optional(),
  FallbackMethod: httpMethod.optional(),
  StatusCallback: webAddress.optional(),
  StatusCallbackMethod: httpMethod.optional(),
  StatusCallbackEvent: everyValue.optional(),
  Timeout: wholeNumber(1, 600).default(60),
  TimeLimit: wholeNumber(1, 86_400).optional(),
  SendDigits: text
    .pipe(z.string().regex(/^[0-9A-DwW#*]{0,32}$/, 'may have 32 of 0-9 A-D # * w W'))
    .optional(),
  CallerDisplayName: text.optional(),
  Record: flag.default(false),
  ...recordingParameters,
});

const updateCall = z.object({
  Url: webAddress.optional(),
  Method: httpMethod.optional(),
  Twiml: twiml.optional(),
  FallbackUrl: webAddress.optional(),
  FallbackMethod: httpMethod.optional(),
  StatusCallback: webAddress.optional(),
  StatusCallbackMethod: httpMethod.optional(),
  Status: oneOf(['canceled', 'completed']).optional(),
});

export function presentCall(
  call: CallRecord,
  { accountPath }: RestContext,
): Readonly<Record<string, unknown>> {
  const uri = `${accountPath}/Calls/${call.sid}`;
  return {
    sid: call.sid,
    date_created: rfc2822(call.dateCreated),
    date_updated: rfc2822(call.dateUpdated),
    parent_call_sid: call.parentCallSid,
    account_sid: call.accountSid,
    to: call.to,
    to_formatted: formattedNumber(call.to),
    from: call.from,
    from_formatted: formattedNumber(call.from),
    phone_number_sid: call.phoneNumberSid,
    status: call.status,
    start_time: rfc2822(call.startTime),
    end_time: rfc2822(call.endTime),
    duration: durationSeconds(call),
    price: null,
    price_unit: 'USD',
    direction: call.direction,
    answered_by: call.answeredBy,
    api_version: apiVersion,
    forwarded_from: call.forwardedFrom,
    group_sid: null,
    caller_name: call.callerName,
    queue_time: String(Math.round(call.queueTimeMs)),
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: {
      notifications: `${uri}/Notifications.json`,
      recordings: `${uri}/Recordings.json`,
      payments: `${uri}/Payments.json`,
      events: `${uri}/Events.json`,
      siprec: `${uri}/Siprec.json`,
      streams: `${uri}/Streams.json`,
      transcriptions: `${uri}/Transcriptions.json`,
      user_defined_message_subscriptions: `${uri}/UserDefinedMessageSubscriptions.json`,
      user_defined_messages: `${uri}/UserDefinedMessages.json`,
    },
  };
}

/** Whole seconds as text once the call has ended; a call that nobody answered lasted `0`. */
function durationSeconds(call: CallRecord): string | null {
  if (call.endTime === null) return null;
  if (call.status !== 'completed' || call.startTime === null) return '0';
  return String(Math.round((call.endTime - call.startTime) / 1000));
}

/** Url wins over Twiml, and an application over both of its own settings, as Twilio's API document says. */
function instructionsFrom(input: {
  readonly Url?: string;
  readonly Method?: 'GET' | 'POST';
  readonly Twiml?: string;
}): Instructions | undefined {
  if (input.Url) return { kind: 'url', url: input.Url, method: input.Method ?? 'POST' };
  return input.Twiml ? { kind: 'twiml', twiml: input.Twiml } : undefined;
}

export const callRoutes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: '/Calls',
    handle(request, context) {
      const input = readParameters(createCall, request.form);
      const application = input.ApplicationSid ? applicationOf(input.ApplicationSid, context) : null;
      const instructions: Instructions | undefined = application
        ? { kind: 'url', url: application.voiceUrl, method: application.voiceMethod }
        : instructionsFrom(input);
      if (!instructions) throw new TwilioError(400, 21205, 'The Url parameter is required.');
      const fallback = application
        ? { url: application.voiceFallbackUrl, method: application.voiceFallbackMethod }
        : { url: input.FallbackUrl ?? '', method: input.FallbackMethod ?? ('POST' as const) };
      const call = context.world.calls.createOutbound({
        from: dialable(input.From),
        to: dialable(input.To),
        instructions,
        fallback: fallback.url === '' ? null : fallback,
        statusCallback: application
          ? callbackFrom(application.statusCallback, application.statusCallbackMethod, ['completed'])
          : callbackFrom(
              input.StatusCallback,
              input.StatusCallbackMethod,
              callEventsFrom(input.StatusCallbackEvent),
            ),
        timeoutSeconds: input.Timeout,
        timeLimitSeconds: input.TimeLimit ?? null,
        sendDigits: input.SendDigits || null,
        record: input.Record ? recordingOptionsFrom(input) : null,
        callerName: input.CallerDisplayName || null,
      });
      return created(presentCall(call, context));
    },
  },
  {
    method: 'GET',
    path: '/Calls',
    handle(request, context) {
      const { query } = request;
      const calls = newestFirst(context.world.calls.list()).filter(
        (call) =>
          matchesAddress(query, 'To', call.to) &&
          matchesAddress(query, 'From', call.from) &&
          matches(query, 'ParentCallSid', call.parentCallSid) &&
          matches(query, 'Status', call.status) &&
          withinTimes(query, 'StartTime', call.startTime) &&
          withinTimes(query, 'EndTime', call.endTime),
      );
      return listReply(
        request,
        'calls',
        calls,
        (call) => call.sid,
        (call) => presentCall(call, context),
      );
    },
  },
  {
    method: 'GET',
    path: '/Calls/:CallSid',
    handle: (request, context) => ok(presentCall(callOf(request, context), context)),
  },
  {
    method: 'POST',
    path: '/Calls/:CallSid',
    handle(request, context) {
      const call = callOf(request, context);
      const input = readParameters(updateCall, request.form);
      const update: CallUpdate = {
        instructions: instructionsFrom(input),
        fallback: input.FallbackUrl
          ? { url: input.FallbackUrl, method: input.FallbackMethod ?? 'POST' }
          : undefined,
        statusCallback:
          callbackFrom(input.StatusCallback, input.StatusCallbackMethod, ['completed']) ?? undefined,
        status: input.Status,
      };
      return ok(presentCall(context.world.calls.update(call.sid, update), context));
    },
  },
  {
    method: 'DELETE',
    path: '/Calls/:CallSid',
    handle(request, context) {
      context.world.calls.remove(callOf(request, context).sid);
      return deleted;
    },
  },
];

/** The call that the path names. @throws TwilioError 404 / 20404 */
export function callOf(request: RestRequest, { world }: RestContext): CallRecord {
  return found(world.calls.get(request.part('CallSid')), request);
}

function applicationOf(sid: string, { world }: RestContext) {
  const application = world.applications.get(sid);
  if (!application || application.voiceUrl === '') {
    throw new TwilioError(400, 21218, `ApplicationSid ${sid} names no application with a voice URL`);
  }
  return application;
}
