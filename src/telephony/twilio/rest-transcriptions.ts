import type { LineRequest } from '../line.ts';
import { judge } from './errors.ts';
import type { Assignment, CarriedOut } from './outcome.ts';
import { done } from './outcome.ts';
import type { TwilioClient } from './rest-client.ts';
import type { TwilioUrls } from './urls.ts';
import { spokenIn } from './voices.ts';

type Of<K extends LineRequest['kind']> = Extract<LineRequest, { kind: K }>;

/**
 * Real-time transcription of a leg, https://www.twilio.com/docs/voice/api/realtime-transcription-resource. It is named
 * after its request, so that it can be ended before anybody knows its sid. It goes on through every document and room
 * and ends with the leg.
 */
export async function transcribe(
  client: TwilioClient,
  { effect, reconcile }: Assignment<Of<'line.transcribe'>>,
  urls: TwilioUrls,
): Promise<CarriedOut> {
  // Twilio keeps no list to look at; one that an earlier attempt began unseen would cost money and tell all twice.
  if (reconcile) await stop(client, effect.leg, effect.id);
  const { sid } = await client.calls(effect.leg).transcriptions.create({
    name: effect.id,
    track: 'both_tracks',
    inboundTrackLabel: 'caller',
    outboundTrackLabel: 'people',
    languageCode: spokenIn(effect.language).language,
    partialResults: false,
    statusCallbackUrl: urls.words(effect.id),
    statusCallbackMethod: 'POST',
  });
  return done({ transcriptionSid: sid });
}

/** Ends a transcription by its name. One that is not there counts as ended. */
export async function endTranscript(
  client: TwilioClient,
  { effect }: Assignment<Of<'line.end-transcript'>>,
): Promise<CarriedOut> {
  await stop(client, effect.leg, effect.session);
  return done();
}

async function stop(client: TwilioClient, leg: string, name: string): Promise<void> {
  try {
    await client.calls(leg).transcriptions(name).update({ status: 'stopped' });
  } catch (error) {
    if (judge(error).verdict !== 'gone') throw error;
  }
}
