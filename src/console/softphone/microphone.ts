import type { Microphone, MicrophoneState, MicrophoneTrouble } from './microphone-state.ts';

/** Sound cards go silent for a moment when something else takes them; longer than this is a loss. */
const silencedAfterMs = 3_000;

/** The one microphone of this tab, still closed. */
export function createMicrophone(): Microphone {
  let state: MicrophoneState = { status: 'closed' };
  let stream: MediaStream | null = null;
  let meter: Meter | null = null;
  let wanted: string | null = null;
  let permission: PermissionStatus | null = null;
  let silence: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const become = (next: MicrophoneState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const release = (): void => {
    if (silence !== null) clearTimeout(silence);
    silence = null;
    meter?.close();
    meter = null;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
  };
  const lose = (trouble: MicrophoneTrouble): void => {
    release();
    become({ status: 'lost', trouble });
  };

  const watch = (track: MediaStreamTrack): void => {
    track.addEventListener('ended', () => {
      lose(permission?.state === 'denied' ? 'denied' : 'unplugged');
      void open(wanted);
    });
    track.addEventListener('mute', () => {
      silence ??= setTimeout(() => {
        silence = null;
        become({ status: 'lost', trouble: 'silenced' });
      }, silencedAfterMs);
    });
    track.addEventListener('unmute', () => {
      if (silence !== null) clearTimeout(silence);
      silence = null;
      if (state.status === 'lost') become(opened(track));
    });
  };

  const open = async (deviceId: string | null): Promise<void> => {
    wanted = deviceId;
    if (!('mediaDevices' in navigator)) return lose('insecure');
    if (state.status !== 'lost') become({ status: 'opening' });
    permission ??= await watchPermission();
    let next: MediaStream;
    try {
      next = await capture(deviceId);
    } catch (error) {
      console.warn('The microphone could not be opened.', error);
      if (wanted === deviceId) lose(troubleOf(error));
      return;
    }
    const [track] = next.getAudioTracks();
    // Somebody chose another one meanwhile, or stopped.
    if (!track || wanted !== deviceId || state.status === 'closed') {
      for (const each of next.getTracks()) each.stop();
      return;
    }
    release();
    stream = next;
    meter = createMeter(next);
    watch(track);
    become(opened(track));
  };

  const watchPermission = async (): Promise<PermissionStatus | null> => {
    try {
      const found = await navigator.permissions.query({ name: 'microphone' });
      found.addEventListener('change', () => {
        if (state.status === 'closed') return;
        if (found.state === 'denied') lose('denied');
        else if (state.status === 'lost') void open(wanted);
      });
      return found;
    } catch {
      // Some browsers do not tell this permission; the end of the track does.
      return null;
    }
  };

  // What was pulled out may have been plugged in again.
  const devicesChanged = (): void => {
    if (state.status === 'lost' && state.trouble !== 'denied') void open(wanted);
  };
  if ('mediaDevices' in navigator) navigator.mediaDevices.addEventListener('devicechange', devicesChanged);

  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    level: () => meter?.level() ?? 0,
    open,
    close: () => {
      release();
      become({ status: 'closed' });
    },
  };
}

function opened(track: MediaStreamTrack): MicrophoneState {
  return { status: 'open', deviceId: track.getSettings().deviceId ?? null, label: track.label };
}

/** The chosen microphone; when that one is not there, whichever the system has. */
async function capture(deviceId: string | null): Promise<MediaStream> {
  if (deviceId === null) return navigator.mediaDevices.getUserMedia({ audio: true });
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { deviceId: { exact: deviceId } } });
  } catch (error) {
    if (!(error instanceof DOMException) || !/^(NotFound|Overconstrained)/.test(error.name)) throw error;
    return navigator.mediaDevices.getUserMedia({ audio: true });
  }
}

/** Why a microphone could not be opened: https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia#exceptions */
export function troubleOf(error: unknown): MicrophoneTrouble {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'unknown';
}

interface Meter {
  level(): number;
  close(): void;
}

function createMeter(stream: MediaStream): Meter {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // Ears hear in decibels: −60 dB is silence, −10 dB is loud speech.
      return Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-9) + 60) / 50));
    },
    close: () => void context.close(),
  };
}
