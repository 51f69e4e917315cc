import { Call, Device } from '@twilio/voice-sdk';
import type { SoftphoneToken } from '../../contract/api.ts';
import { emulatedLineOptions } from './emulated-line.ts';
import type { Levels, LineState, Softphone } from './softphone.ts';
import { voiceSdkSounds } from './sound-files.ts';
import { followCall, type FollowedCall, type VoiceFault } from './voice-sdk-call.ts';

export interface VoiceSdkOptions {
  readonly token: SoftphoneToken;
  /** Gets another token. */
  readonly renew: () => Promise<SoftphoneToken>;
}

/** The server said that the token is wrong or too old: a new one may do. */
const tokenFaults = new Set([20101, 20104, 31202, 31204, 31205]);
/** How long a first registration may take before the person is told. */
const patienceMs = 10_000;
const renewAgainMs = 5_000;

/** The telephone line by Twilio's voice library. On the emulator the same, with the two options it needs to find it. */
export function openVoiceSdkSoftphone({ token, renew }: VoiceSdkOptions): Softphone {
  let state: LineState = { line: { status: 'connecting' }, ringing: [], active: null };
  const listeners = new Set<() => void>();
  const levelListeners = new Set<(levels: Levels) => void>();
  const ringing = new Map<string, Call>();
  let active: FollowedCall | null = null;
  let closed = false;

  const device = new Device(token.token, deviceOptions(token));
  const become = (next: Partial<LineState>): void => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const down = (why: string): void => {
    if (!closed) become({ line: { status: 'down', why } });
  };

  // The console rings by itself, on the device that the person chose for it and once for all tabs.
  device.audio?.incoming(false);
  device.audio?.outgoing(false);

  const patience = setTimeout(() => {
    if (state.line.status === 'connecting')
      down('The telephone company does not answer. The console goes on trying.');
  }, patienceMs);
  device.on('registered', () => {
    clearTimeout(patience);
    become({ line: { status: 'ready' } });
  });
  device.on('unregistered', () => down('The line to the telephone company is lost. It is being restored.'));
  device.on('destroyed', () => down('The line was closed.'));

  const renewToken = async (): Promise<void> => {
    if (closed) return;
    try {
      const next = await renew();
      if (closed) return;
      device.updateToken(next.token);
      if (device.state === Device.State.Unregistered) await device.register();
    } catch (error) {
      console.warn('The telephone line got no new token; asking again.', error);
      setTimeout(() => void renewToken(), renewAgainMs);
    }
  };
  device.on('tokenWillExpire', () => void renewToken());
  device.on('error', (error: VoiceFault) => {
    console.warn('The telephone line reports an error.', error.code, error.message);
    if (tokenFaults.has(error.code)) {
      down('The telephone company refused the sign-in. The console asks for another.');
      void renewToken();
    } else if (state.line.status === 'connecting')
      down('The telephone company cannot be reached. The console goes on trying.');
  });

  const forget = (offerId: string): void => {
    if (ringing.delete(offerId)) become({ ringing: [...ringing.keys()] });
  };
  device.on('incoming', (call: Call) => {
    const offerId = call.customParameters.get('offer');
    if (offerId === undefined) {
      console.warn('A call came that belongs to no offer; it is left alone.');
      call.ignore();
      return;
    }
    ringing.set(offerId, call);
    for (const over of ['cancel', 'reject', 'disconnect', 'error'] as const)
      call.on(over, () => forget(offerId));
    become({ ringing: [...ringing.keys()] });
  });

  device.register().catch((error: unknown) => {
    console.warn('The browser could not sign in to the telephone company.', error);
    down('The telephone company did not take the sign-in. Try again.');
  });

  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onLevels: (listener) => {
      levelListeners.add(listener);
      return () => levelListeners.delete(listener);
    },
    accept: async (offerId) => {
      const call = ringing.get(offerId);
      if (!call) throw new Error('This call no longer rings here.');
      const followed = followCall(call, offerId, {
        onChange: (current) => {
          if (active === followed) become({ active: current });
        },
        onEnd: () => {
          if (active !== followed) return;
          active = null;
          become({ active: null });
        },
        onLevels: (levels) => {
          for (const listener of levelListeners) listener(levels);
        },
      });
      active = followed;
      ringing.delete(offerId);
      become({ ringing: [...ringing.keys()], active: followed.state() });
      await followed.accept();
    },
    reject: (offerId) => {
      ringing.get(offerId)?.reject();
      forget(offerId);
    },
    hangUp: () => active?.hangUp(),
    mute: (muted) => active?.mute(muted),
    sendDigits: (digits) => active?.sendDigits(digits),
    setInput: (deviceId) => chooseInput(device, deviceId),
    setOutput: (deviceId) => chooseOutput(device, deviceId),
    close: () => {
      closed = true;
      clearTimeout(patience);
      device.destroy();
    },
  };
}

function deviceOptions({ emulatedBy }: SoftphoneToken): Device.Options {
  // No key may be present with the value `undefined`: it would replace the library's default.
  return {
    // Opus bears a lossy network better; a side that only knows G.711 simply takes that.
    codecPreferences: [Call.Codec.Opus, Call.Codec.PCMU],
    sounds: voiceSdkSounds,
    // With false, a call that comes before the one before it is quite over would be dropped without a word.
    allowIncomingWhileBusy: true,
    closeProtection: 'You are on a call. Leaving this page ends it for you.',
    maxCallSignalingTimeoutMs: 20_000,
    tokenRefreshMs: 30_000,
    logLevel: 'error',
    ...(emulatedBy === null ? {} : emulatedLineOptions(emulatedBy.signalHost)),
  };
}

/** The library lists devices a moment after it starts, and refuses those that it has not listed. */
async function listed(known: ReadonlyMap<string, unknown>, deviceId: string): Promise<boolean> {
  for (let tries = 0; tries < 20 && !known.has(deviceId); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return known.has(deviceId);
}

async function chooseInput(device: Device, deviceId: string | null): Promise<void> {
  const { audio } = device;
  if (!audio) return;
  const wanted = deviceId ?? 'default';
  if (await listed(audio.availableInputDevices, wanted)) await audio.setInputDevice(wanted);
  else if (deviceId !== null)
    throw new Error('This microphone is not there any more. Choose another, or plug it in again.');
}

async function chooseOutput(device: Device, deviceId: string | null): Promise<void> {
  const { audio } = device;
  // Where the browser cannot choose, the system does, and the choice is not offered.
  if (!audio?.isOutputSelectionSupported) return;
  const wanted = deviceId ?? 'default';
  if (await listed(audio.availableOutputDevices, wanted)) await audio.speakerDevices.set(wanted);
  else if (deviceId !== null)
    throw new Error('This speaker is not there any more. Choose another, or plug it in again.');
}
