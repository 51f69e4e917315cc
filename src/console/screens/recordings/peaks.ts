import { useQuery } from '@tanstack/react-query';
import { Refused } from '../../api/http.ts';
import { audioAddress } from '../../api/recordings.ts';

/** The loudest moment of each slice of a recording, 0 to 1; one list per channel: the caller, then us. */
export interface Peaks {
  readonly channels: readonly Float32Array[];
}

const slices = 1_200;
/** Telephone sound carries nothing above this rate, and an hour of it decoded still fits in memory. */
const sampleRate = 8_000;
const largestBytes = 150_000_000;

/** The shape of the sound, read once. @throws Refused when it cannot be had or is too long to draw */
export function usePeaks(recordingId: string, playable: boolean) {
  return useQuery({
    queryKey: ['peaks', recordingId],
    enabled: playable,
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Peaks> => {
      const response = await fetch(audioAddress(recordingId), { signal });
      if (!response.ok)
        throw new Refused({
          status: response.status,
          code: 'no-sound',
          detail: `The sound could not be read (${response.status}). Load the page again; if it stays, the recording's file is missing.`,
        });
      if (Number(response.headers.get('content-length') ?? 0) > largestBytes)
        throw new Refused({
          status: 200,
          code: 'too-long',
          detail: 'The recording is too long to draw. It plays all the same.',
        });
      const sound = await new OfflineAudioContext(2, 1, sampleRate).decodeAudioData(
        await response.arrayBuffer(),
      );
      return { channels: channelsOf(sound).map(peaksOf) };
    },
  });
}

function channelsOf(sound: AudioBuffer): readonly Float32Array[] {
  return Array.from({ length: Math.min(2, sound.numberOfChannels) }, (_, channel) =>
    sound.getChannelData(channel),
  );
}

function peaksOf(samples: Float32Array): Float32Array {
  const peaks = new Float32Array(slices);
  const step = samples.length / slices;
  for (let slice = 0; slice < slices; slice += 1) {
    const end = Math.floor((slice + 1) * step);
    let loudest = 0;
    for (let at = Math.floor(slice * step); at < end; at += 1)
      loudest = Math.max(loudest, Math.abs(samples[at] ?? 0));
    peaks[slice] = loudest;
  }
  return peaks;
}
