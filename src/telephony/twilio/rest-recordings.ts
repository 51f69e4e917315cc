import type { LineRequest } from '../line.ts';
import { judge } from './errors.ts';
import type { Assignment, CarriedOut } from './outcome.ts';
import { done, failed } from './outcome.ts';
import type { TwilioClient } from './rest-client.ts';
import type { TwilioUrls } from './urls.ts';

type Of<K extends LineRequest['kind']> = Extract<LineRequest, { kind: K }>;

const RUNNING = new Set(['in-progress', 'paused']);

/** Records a leg on two channels, whatever room or step it goes to. Its result is `{ recordingSid }`. */
export async function record(
  client: TwilioClient,
  { effect, reconcile }: Assignment<Of<'line.record'>>,
  urls: TwilioUrls,
): Promise<CarriedOut> {
  if (reconcile) {
    // We record a leg once at a time, so a running one is ours; two would be two files of one conversation.
    const running = (await client.calls(effect.sid).recordings.list({ limit: 20 })).find((recording) =>
      RUNNING.has(recording.status),
    );
    if (running) return done({ recordingSid: running.sid });
  }
  const recording = await client.calls(effect.sid).recordings.create({
    recordingChannels: 'dual',
    recordingTrack: 'both',
    trim: 'do-not-trim',
    recordingStatusCallback: urls.recording(effect.id),
    recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
    recordingStatusCallbackMethod: 'POST',
  });
  return done({ recordingSid: recording.sid });
}

/** Pauses (by silence, so that times stay true, unless it is to be cut out), resumes or stops a running recording. */
export async function setRecording(
  client: TwilioClient,
  { effect, reconcile }: Assignment<Of<'line.set-recording'>>,
): Promise<CarriedOut> {
  const recording = client.calls(effect.sid).recordings(effect.recordingSid);
  if (reconcile) {
    const { status } = await recording.fetch();
    const wanted = effect.status === 'stopped' ? !RUNNING.has(status) : status === effect.status;
    if (wanted) return done({ status: effect.status });
    if (!RUNNING.has(status)) return failed('gone', `the recording is ${status}`);
  }
  await recording.update({
    status: effect.status,
    ...(effect.status === 'paused' && { pauseBehavior: effect.pauseBy ?? 'silence' }),
  });
  return done({ status: effect.status });
}

/** Removes Twilio's copy. One that is not there counts as removed. */
export async function deleteRecording(
  client: TwilioClient,
  { effect }: Assignment<Of<'line.delete-recording'>>,
): Promise<CarriedOut> {
  try {
    await client.recordings(effect.recordingSid).remove();
  } catch (error) {
    if (judge(error).verdict !== 'gone') throw error;
  }
  return done();
}
