import type { SoftphoneLoss } from '../../contract/shapes.ts';
import type { MicrophoneState, MicrophoneTrouble } from './microphone-state.ts';
import type { LineState } from './softphone.ts';

interface Fault {
  readonly what: string;
  readonly remedy: string;
}

/** Why there is no microphone, and how to mend it. */
export function microphoneFault(trouble: MicrophoneTrouble): Fault {
  switch (trouble) {
    case 'denied':
      return {
        what: 'The browser does not let this page use the microphone.',
        remedy: 'Click the sign beside the address, allow the microphone, then try again.',
      };
    case 'none':
      return {
        what: 'This computer has no microphone.',
        remedy: 'Plug in a headset; the console notices it by itself.',
      };
    case 'busy':
      return {
        what: 'Another program holds the microphone.',
        remedy: 'End the call or the recording in that program, then try again.',
      };
    case 'unplugged':
      return {
        what: 'The microphone was taken away.',
        remedy: 'Plug it in again; the console notices it by itself.',
      };
    case 'silenced':
      return {
        what: 'The computer has silenced the microphone.',
        remedy: 'Press the mute key of the headset or the keyboard, or look into the sound settings.',
      };
    case 'insecure':
      return {
        what: 'Browsers give no microphone to a page without https.',
        remedy: 'Open the console at its https address.',
      };
    case 'unknown':
      return {
        what: 'The microphone could not be opened.',
        remedy: 'Plug it in again, or start the browser again, then try again.',
      };
    default:
      return trouble satisfies never;
  }
}

/** Why this tab cannot be rung, and how to mend it. */
export function lossFault(reason: SoftphoneLoss, microphone: MicrophoneState, line: LineState): Fault {
  switch (reason) {
    case 'microphone':
      return microphoneFault(microphone.status === 'lost' ? microphone.trouble : 'unknown');
    case 'speaker':
      return {
        what: 'The browser does not let this page ring.',
        remedy: 'Press Try again, which gives the browser the click that it waits for.',
      };
    case 'asleep':
      return {
        what: 'This tab was asleep.',
        remedy: 'It signs in again by itself. Keep the computer awake while you take calls.',
      };
    case 'line':
      return {
        what: line.line.status === 'down' ? line.line.why : 'The line to the telephone company is lost.',
        remedy: 'If this stays, look whether the network lets WebSockets through.',
      };
    case 'closed':
      return { what: 'This tab was closed.', remedy: 'Press Try again.' };
    default:
      return reason satisfies never;
  }
}

/** What came back by itself. */
export function backWords(reason: SoftphoneLoss): string {
  switch (reason) {
    case 'microphone':
      return 'The microphone is back.';
    case 'speaker':
      return 'This page can ring again.';
    case 'asleep':
      return 'This tab is awake again.';
    case 'line':
      return 'The line is back.';
    case 'closed':
      return 'This tab is back.';
    default:
      return reason satisfies never;
  }
}
