import type { Call } from '@twilio/voice-sdk';
import { qualityOf } from './quality.ts';
import { noLevels, type ActiveCall, type Levels } from './softphone.ts';

/** A picked-up call of the voice library, told in our words. */
export interface FollowedCall {
  state(): ActiveCall;
  /** @throws Error in words when the call cannot be picked up. */
  accept(): Promise<void>;
  hangUp(): void;
  mute(muted: boolean): void;
  sendDigits(digits: string): void;
}

/** An error of the voice library, with Twilio's number for it. */
export interface VoiceFault {
  readonly code: number;
  readonly message: string;
}

interface Listener {
  readonly onChange: (call: ActiveCall) => void;
  readonly onEnd: () => void;
  readonly onLevels: (levels: Levels) => void;
}

/** How many of the measurements, one a second, are averaged. */
const scoresKept = 5;
const acceptLimitMs = 12_000;

/** Follows a call that rings, from before it is picked up until `onEnd`. Its quality is the mean of the last five seconds. */
export function followCall(call: Call, offerId: string, listener: Listener): FollowedCall {
  const warnings = new Set<string>();
  let scores: readonly number[] = [];
  let state: ActiveCall = { offerId, status: 'joining', muted: false, quality: qualityOf(scores, warnings) };
  const become = (next: Partial<ActiveCall>): void => {
    state = { ...state, ...next };
    listener.onChange(state);
  };
  const measured = (): void => {
    const quality = qualityOf(scores, warnings);
    if (quality.words !== state.quality.words) become({ quality });
  };

  call.on('warning', (name: string) => {
    warnings.add(name);
    measured();
  });
  call.on('warning-cleared', (name: string) => {
    warnings.delete(name);
    measured();
  });
  call.on('sample', ({ mos }: { readonly mos: number | null }) => {
    if (mos !== null) scores = [...scores, mos].slice(-scoresKept);
    measured();
  });
  call.on('mute', (muted: boolean) => become({ muted }));
  call.on('reconnecting', () => become({ status: 'restoring' }));
  call.on('reconnected', () => become({ status: 'talking' }));
  call.on('volume', (input: number, output: number) => listener.onLevels({ input, output }));
  const over = (): void => {
    listener.onLevels(noLevels);
    listener.onEnd();
  };
  for (const end of ['disconnect', 'cancel', 'reject'] as const) call.on(end, over);

  return {
    state: () => state,
    accept: () =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          call.disconnect();
          over();
          reject(new Error('The call could not be put through to this browser. It rings on elsewhere.'));
        }, acceptLimitMs);
        call.on('accept', () => {
          clearTimeout(limit);
          become({ status: 'talking' });
          resolve();
        });
        call.on('cancel', () => {
          clearTimeout(limit);
          reject(new Error('The call stopped ringing before it was answered.'));
        });
        call.on('error', (error: VoiceFault) => {
          clearTimeout(limit);
          console.warn('The call reports an error.', error.code, error.message);
          if (state.status !== 'joining') return;
          over();
          reject(new Error(wordsOf(error.code)));
        });
        call.accept();
      }),
    hangUp: () => call.disconnect(),
    mute: (muted) => call.mute(muted),
    sendDigits: (digits) => call.sendDigits(digits),
  };
}

function wordsOf(code: number): string {
  switch (code) {
    case 31401:
      return 'The browser does not let this page use the microphone. Allow it beside the address, then answer again.';
    case 31402:
      return 'The microphone gives no sound. Plug it in again, or choose another, then answer again.';
    default:
      return 'The call could not be picked up in this browser. Try again, or take it on your telephone.';
  }
}
