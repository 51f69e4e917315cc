import { z } from 'zod';
import type { RecordingRecord } from '../world/records.ts';
import { TwilioError } from '../world/world.ts';
import { callOf } from './calls.ts';
import { conferenceOf } from './conferences.ts';
import { unexpected } from './core/answer.ts';
import { lastOf } from './core/fields.ts';
import { matches, newestFirst, withinTimes } from './core/filters.ts';
import { listReply } from './core/paging.ts';
import { oneOf, readParameters } from './core/parameters.ts';
import { apiVersion, rfc2822 } from './core/present.ts';
import { recordingOptionsFrom, recordingParameters } from './core/recording-parameters.ts';
import type { RestContext, RestReply, RestRequest, RestRoute } from './core/route.ts';
import { created, deleted, found, notFound, ok } from './core/route.ts';

const createRecording = z.object(recordingParameters);
const updateRecording = z.object({
  Status: oneOf(['in-progress', 'paused', 'stopped']),
  PauseBehavior: oneOf(['silence', 'skip']).default('silence'),
});

type Presented = Readonly<Record<string, unknown>>;

function presentCommon(recording: RecordingRecord, uri: string): Presented {
  return {
    account_sid: recording.accountSid,
    api_version: apiVersion,
    call_sid: recording.callSid,
    conference_sid: recording.conferenceSid,
    channels: recording.channels,
    date_created: rfc2822(recording.dateCreated),
    date_updated: rfc2822(recording.dateUpdated),
    start_time: rfc2822(recording.startTime),
    duration: recording.duration === null ? null : String(recording.duration),
    sid: recording.sid,
    price: null,
    price_unit: 'USD',
    status: recording.status,
    source: recording.source,
    error_code: recording.errorCode,
    encryption_details: null,
    uri: `${uri}.json`,
  };
}

export function presentRecording(
  recording: RecordingRecord,
  request: RestRequest,
  context: RestContext,
): Presented {
  const uri = `${context.accountPath}/Recordings/${recording.sid}`;
  return {
    ...presentCommon(recording, uri),
    subresource_uris: {
      add_on_results: `${uri}/AddOnResults.json`,
      transcriptions: `${uri}/Transcriptions.json`,
    },
    media_url: `${request.origin}${uri}`,
  };
}

export function presentCallRecording(recording: RecordingRecord, { accountPath }: RestContext): Presented {
  const uri = `${accountPath}/Calls/${recording.callSid}/Recordings/${recording.sid}`;
  return { ...presentCommon(recording, uri), track: recording.track };
}

export function presentConferenceRecording(
  recording: RecordingRecord,
  { accountPath }: RestContext,
): Presented {
  return presentCommon(
    recording,
    `${accountPath}/Conferences/${recording.conferenceSid}/Recordings/${recording.sid}`,
  );
}

export const recordingRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: '/Recordings',
    handle(request, context) {
      const { query } = request;
      const recordings = newestFirst(context.world.recordings.list()).filter(
        (recording) =>
          matches(query, 'CallSid', recording.callSid) &&
          matches(query, 'ConferenceSid', recording.conferenceSid) &&
          withinTimes(query, 'DateCreated', recording.dateCreated),
      );
      return listReply(
        request,
        'recordings',
        recordings,
        (recording) => recording.sid,
        (recording) => presentRecording(recording, request, context),
      );
    },
  },
  {
    method: 'GET',
    path: '/Recordings/:RecordingSid',
    servesMedia: true,
    async handle(request, context) {
      const recording = found(context.world.recordings.get(request.part('RecordingSid')), request);
      switch (request.ending) {
        case 'json':
          return ok(presentRecording(recording, request, context));
        case 'mp3':
          throw new TwilioError(
            404,
            20404,
            `Recording ${recording.sid} is kept as WAV only: ask for ${recording.sid}.wav`,
          );
        case 'wav':
        case 'none':
          return mediaReply(recording, request, context);
        default:
          return unexpected(request.ending);
      }
    },
  },
  {
    method: 'DELETE',
    path: '/Recordings/:RecordingSid',
    handle(request, context) {
      context.world.recordings.remove(
        found(context.world.recordings.get(request.part('RecordingSid')), request).sid,
      );
      return deleted;
    },
  },
  {
    method: 'POST',
    path: '/Calls/:CallSid/Recordings',
    handle(request, context) {
      const call = callOf(request, context);
      const options = recordingOptionsFrom(readParameters(createRecording, request.form));
      return created(presentCallRecording(context.world.recordings.start(call.sid, options), context));
    },
  },
  ...recordingsOf(
    '/Calls/:CallSid',
    (request, context) => ({ callSid: callOf(request, context).sid }),
    presentCallRecording,
  ),
  ...recordingsOf(
    '/Conferences/:ConferenceSid',
    (request, context) => ({ conferenceSid: conferenceOf(request, context).sid }),
    presentConferenceRecording,
  ),
];

type Owner = { readonly callSid: string } | { readonly conferenceSid: string };

/** List, fetch, pause/resume/stop and delete below a call or a conference are one and the same. */
function recordingsOf(
  ownerPath: string,
  ownerOf: (request: RestRequest, context: RestContext) => Owner,
  present: (recording: RecordingRecord, context: RestContext) => Presented,
): readonly RestRoute[] {
  const belongs = (recording: RecordingRecord, owner: Owner): boolean =>
    'callSid' in owner
      ? recording.callSid === owner.callSid
      : recording.conferenceSid === owner.conferenceSid;
  const recordingOf = (request: RestRequest, context: RestContext): RecordingRecord => {
    const owner = ownerOf(request, context);
    const recording = context.world.recordings.get(request.part('RecordingSid'));
    if (!recording || !belongs(recording, owner)) throw notFound(request.path);
    return recording;
  };
  return [
    {
      method: 'GET',
      path: `${ownerPath}/Recordings`,
      handle(request, context) {
        const owner = ownerOf(request, context);
        const recordings = newestFirst(context.world.recordings.list()).filter(
          (recording) =>
            belongs(recording, owner) && withinTimes(request.query, 'DateCreated', recording.dateCreated),
        );
        return listReply(
          request,
          'recordings',
          recordings,
          (recording) => recording.sid,
          (recording) => present(recording, context),
        );
      },
    },
    {
      method: 'GET',
      path: `${ownerPath}/Recordings/:RecordingSid`,
      handle: (request, context) => ok(present(recordingOf(request, context), context)),
    },
    {
      method: 'POST',
      path: `${ownerPath}/Recordings/:RecordingSid`,
      handle(request, context) {
        const owner = ownerOf(request, context);
        const input = readParameters(updateRecording, request.form);
        const sid = request.part('RecordingSid');
        if (sid !== 'Twilio.CURRENT') recordingOf(request, context);
        const updated = context.world.recordings.setStatus(owner, sid, input.Status, input.PauseBehavior);
        return ok(present(updated, context));
      },
    },
    {
      method: 'DELETE',
      path: `${ownerPath}/Recordings/:RecordingSid`,
      handle(request, context) {
        context.world.recordings.remove(recordingOf(request, context).sid);
        return deleted;
      },
    },
  ];
}

async function mediaReply(
  recording: RecordingRecord,
  request: RestRequest,
  { world }: RestContext,
): Promise<RestReply> {
  const asked = lastOf(request.query, 'RequestedChannels');
  if (asked !== undefined && asked !== '1' && asked !== '2') {
    throw new TwilioError(400, 20001, 'RequestedChannels must be 1 or 2');
  }
  const channels = asked === undefined ? null : asked === '2' ? 2 : 1;
  const bytes = await world.recordings.media(recording.sid, channels);
  return { kind: 'media', status: 200, type: 'audio/x-wav', bytes };
}
