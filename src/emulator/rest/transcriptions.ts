import { z } from 'zod';
import type { TranscriptionRecord } from '../world/records.ts';
import { transcriptionDefaults } from '../world/transcriptions.ts';
import { callOf } from './calls.ts';
import {
  callbackFrom,
  flag,
  httpMethod,
  oneOf,
  readParameters,
  requiredText,
  text,
  webAddress,
} from './core/parameters.ts';
import { rfc2822 } from './core/present.ts';
import type { RestContext, RestRoute } from './core/route.ts';
import { created, ok } from './core/route.ts';

const createTranscription = z.object({
  Name: text.optional(),
  Track: oneOf(['inbound_track', 'outbound_track', 'both_tracks']).default(transcriptionDefaults.track),
  StatusCallbackUrl: webAddress.optional(),
  StatusCallbackMethod: httpMethod.optional(),
  InboundTrackLabel: text.default(transcriptionDefaults.inboundTrackLabel),
  OutboundTrackLabel: text.default(transcriptionDefaults.outboundTrackLabel),
  PartialResults: flag.default(transcriptionDefaults.partialResults),
  LanguageCode: requiredText.default(transcriptionDefaults.languageCode),
  TranscriptionEngine: requiredText.default(transcriptionDefaults.engine),
});
const updateTranscription = z.object({ Status: oneOf(['stopped']) });

/** Real-time transcriptions of a call: they are begun and stopped; Twilio shows no list of them. */
export const transcriptionRoutes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: '/Calls/:CallSid/Transcriptions',
    handle(request, context) {
      const call = callOf(request, context);
      const input = readParameters(createTranscription, request.form);
      const record = context.world.transcriptions.start(call.sid, {
        name: input.Name ?? null,
        track: input.Track,
        languageCode: input.LanguageCode,
        engine: input.TranscriptionEngine,
        inboundTrackLabel: input.InboundTrackLabel,
        outboundTrackLabel: input.OutboundTrackLabel,
        partialResults: input.PartialResults,
        callback: callbackFrom(input.StatusCallbackUrl, input.StatusCallbackMethod, []),
      });
      return created(present(record, context));
    },
  },
  {
    method: 'POST',
    path: '/Calls/:CallSid/Transcriptions/:Sid',
    handle(request, context) {
      const call = callOf(request, context);
      readParameters(updateTranscription, request.form);
      return ok(present(context.world.transcriptions.stop(call.sid, request.part('Sid')), context));
    },
  },
];

function present(record: TranscriptionRecord, { accountPath }: RestContext) {
  return {
    sid: record.sid,
    account_sid: record.accountSid,
    call_sid: record.callSid,
    name: record.name,
    status: record.status,
    date_updated: rfc2822(record.dateUpdated),
    uri: `${accountPath}/Calls/${record.callSid}/Transcriptions/${record.sid}.json`,
  };
}
