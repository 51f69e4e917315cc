import { z } from 'zod';
import type { ParticipantRecord } from '../world/records.ts';
import type { NewParticipant, ParticipantUpdate } from '../world/world.ts';
import { conferenceOf } from './conferences.ts';
import { matches } from './core/filters.ts';
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
  spacedWords,
  text,
  webAddress,
  wholeNumber,
} from './core/parameters.ts';
import { rfc2822 } from './core/present.ts';
import { recordingOptionsFrom, recordingParameters } from './core/recording-parameters.ts';
import type { RestContext, RestRequest, RestRoute } from './core/route.ts';
import { created, deleted, found, notFound, ok } from './core/route.ts';

const createParticipant = z.object({
  From: requiredText,
  To: requiredText,
  Label: text.optional(),
  StatusCallback: webAddress.optional(),
  StatusCallbackMethod: httpMethod.optional(),
  StatusCallbackEvent: everyValue.optional(),
  Timeout: wholeNumber(5, 600).default(60),
  Muted: flag.default(false),
  Beep: oneOf(['true', 'false', 'onEnter', 'onExit']).default('true'),
  StartConferenceOnEnter: flag.default(true),
  EndConferenceOnExit: flag.default(false),
  EarlyMedia: flag.default(true),
  WaitUrl: webAddress.optional(),
  WaitMethod: httpMethod.default('POST'),
  MaxParticipants: wholeNumber(2, 250).default(250),
  Coaching: flag.optional(),
  CallSidToCoach: text.optional(),
  ConferenceStatusCallback: webAddress.optional(),
  ConferenceStatusCallbackMethod: httpMethod.optional(),
  ConferenceStatusCallbackEvent: spacedWords.default(['start', 'end']),
  ConferenceRecord: oneOf(['true', 'false', 'record-from-start', 'do-not-record']).default('do-not-record'),
  ConferenceRecordingStatusCallback: webAddress.optional(),
  ConferenceRecordingStatusCallbackMethod: httpMethod.optional(),
  ConferenceRecordingStatusCallbackEvent: spacedWords.default(['completed']),
  Record: flag.default(false),
  ...recordingParameters,
});

const updateParticipant = z.object({
  Muted: flag.optional(),
  Hold: flag.optional(),
  HoldUrl: webAddress.optional(),
  HoldMethod: httpMethod.default('GET'),
  AnnounceUrl: webAddress.optional(),
  AnnounceMethod: httpMethod.default('POST'),
  EndConferenceOnExit: flag.optional(),
  Coaching: flag.optional(),
  CallSidToCoach: text.optional(),
});

export function presentParticipant(
  participant: ParticipantRecord,
  { world, accountPath }: RestContext,
): Readonly<Record<string, unknown>> {
  return {
    account_sid: world.accountSid,
    call_sid: participant.callSid,
    label: participant.label,
    call_sid_to_coach: participant.callSidToCoach,
    coaching: participant.coaching,
    conference_sid: participant.conferenceSid,
    date_created: rfc2822(participant.dateCreated),
    date_updated: rfc2822(participant.dateUpdated),
    end_conference_on_exit: participant.endConferenceOnExit,
    muted: participant.muted,
    hold: participant.hold,
    start_conference_on_enter: participant.startConferenceOnEnter,
    status: participant.status,
    queue_time: String(Math.round(world.calls.get(participant.callSid)?.queueTimeMs ?? 0)),
    uri: `${accountPath}/Conferences/${participant.conferenceSid}/Participants/${participant.callSid}.json`,
  };
}

function newParticipantFrom(input: z.output<typeof createParticipant>): NewParticipant {
  const recordsTheRoom = input.ConferenceRecord === 'true' || input.ConferenceRecord === 'record-from-start';
  return {
    from: dialable(input.From),
    to: dialable(input.To),
    label: input.Label || null,
    timeoutSeconds: input.Timeout,
    muted: input.Muted,
    beep: input.Beep,
    startConferenceOnEnter: input.StartConferenceOnEnter,
    endConferenceOnExit: input.EndConferenceOnExit,
    earlyMedia: input.EarlyMedia,
    waitUrl: input.WaitUrl ?? null,
    waitMethod: input.WaitMethod,
    maxParticipants: input.MaxParticipants,
    coachCallSid: input.CallSidToCoach && input.Coaching !== false ? input.CallSidToCoach : null,
    statusCallback: callbackFrom(
      input.StatusCallback,
      input.StatusCallbackMethod,
      callEventsFrom(input.StatusCallbackEvent),
    ),
    conferenceStatusCallback: callbackFrom(
      input.ConferenceStatusCallback,
      input.ConferenceStatusCallbackMethod,
      input.ConferenceStatusCallbackEvent,
    ),
    record: input.Record ? recordingOptionsFrom(input) : null,
    conferenceRecord: recordsTheRoom
      ? {
          channels: 1,
          track: 'both',
          callback: callbackFrom(
            input.ConferenceRecordingStatusCallback,
            input.ConferenceRecordingStatusCallbackMethod,
            input.ConferenceRecordingStatusCallbackEvent,
          ),
        }
      : null,
  };
}

const onePath = '/Conferences/:ConferenceSid/Participants/:CallSidOrLabel';

export const participantRoutes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: '/Conferences/:ConferenceSid/Participants',
    handle(request, context) {
      const input = readParameters(createParticipant, request.form);
      const room = request.part('ConferenceSid');
      if (/^CF[0-9a-f]{32}$/i.test(room)) conferenceOf(request, context);
      const participant = context.world.conferences.addParticipant(room, newParticipantFrom(input));
      return created(presentParticipant(participant, context));
    },
  },
  {
    method: 'GET',
    path: '/Conferences/:ConferenceSid/Participants',
    handle(request, context) {
      const conference = conferenceOf(request, context);
      const { query } = request;
      // A room that is over has no participants: Twilio keeps no history of them here.
      const live =
        conference.status === 'completed' ? [] : context.world.conferences.participants(conference.sid);
      const participants = live.filter(
        (participant) =>
          matches(query, 'Muted', String(participant.muted)) &&
          matches(query, 'Hold', String(participant.hold)) &&
          matches(query, 'Coaching', String(participant.coaching)),
      );
      return listReply(
        request,
        'participants',
        participants,
        (participant) => participant.callSid,
        (participant) => presentParticipant(participant, context),
      );
    },
  },
  {
    method: 'GET',
    path: onePath,
    handle: (request, context) => ok(presentParticipant(participantOf(request, context), context)),
  },
  {
    method: 'POST',
    path: onePath,
    handle(request, context) {
      const participant = participantOf(request, context);
      const input = readParameters(updateParticipant, request.form);
      const update: ParticipantUpdate = {
        muted: input.Muted,
        hold: input.Hold,
        ...(input.HoldUrl ? { holdUrl: input.HoldUrl, holdMethod: input.HoldMethod } : {}),
        ...(input.AnnounceUrl
          ? { announceUrl: input.AnnounceUrl, announceMethod: input.AnnounceMethod }
          : {}),
        endConferenceOnExit: input.EndConferenceOnExit,
        coaching: input.Coaching,
        callSidToCoach: input.CallSidToCoach || undefined,
      };
      const updated = context.world.conferences.updateParticipant(
        participant.conferenceSid,
        participant.callSid,
        update,
      );
      return ok(presentParticipant(updated, context));
    },
  },
  {
    method: 'DELETE',
    path: onePath,
    handle(request, context) {
      const participant = participantOf(request, context);
      context.world.conferences.removeParticipant(participant.conferenceSid, participant.callSid);
      return deleted;
    },
  },
];

function participantOf(request: RestRequest, context: RestContext): ParticipantRecord {
  const conference = conferenceOf(request, context);
  if (conference.status === 'completed') throw notFound(request.path);
  return found(
    context.world.conferences.participant(conference.sid, request.part('CallSidOrLabel')),
    request,
  );
}
