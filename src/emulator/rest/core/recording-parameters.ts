import type { RecordingOptions } from '../../world/world.ts';
import { callbackFrom, httpMethod, oneOf, spacedWords, webAddress } from './parameters.ts';

/** What Calls, Participants and Recordings take alike about the recording they begin. */
export const recordingParameters = {
  RecordingChannels: oneOf(['mono', 'dual']).default('mono'),
  RecordingTrack: oneOf(['inbound', 'outbound', 'both']).default('both'),
  RecordingStatusCallback: webAddress.optional(),
  RecordingStatusCallbackMethod: httpMethod.optional(),
  RecordingStatusCallbackEvent: spacedWords.optional(),
};

export function recordingOptionsFrom(input: {
  readonly RecordingChannels: 'mono' | 'dual';
  readonly RecordingTrack: 'inbound' | 'outbound' | 'both';
  readonly RecordingStatusCallback?: string;
  readonly RecordingStatusCallbackMethod?: 'GET' | 'POST';
  readonly RecordingStatusCallbackEvent?: readonly string[];
}): RecordingOptions {
  return {
    // One direction alone has nothing to put on a second channel.
    channels: input.RecordingChannels === 'dual' && input.RecordingTrack === 'both' ? 2 : 1,
    track: input.RecordingTrack,
    callback: callbackFrom(
      input.RecordingStatusCallback,
      input.RecordingStatusCallbackMethod,
      input.RecordingStatusCallbackEvent ?? ['completed'],
    ),
  };
}
