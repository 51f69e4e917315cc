import { callParameters } from '../../webhooks/call-parameters.ts';
import type { SpeechListener } from '../../world/leg.ts';
import type { Callback } from '../../world/records.ts';
import type { Stage } from '../document.ts';

export interface GatherRules {
  readonly keys: boolean;
  readonly speech: boolean;
  readonly timeoutMs: number;
  readonly speechTimeoutMs: number;
  readonly numDigits: number;
  readonly finishOnKey: string;
  readonly bargeIn: boolean;
  readonly partialResults: Callback | null;
}

export type GatherResult =
  | { readonly kind: 'keys'; readonly digits: string }
  | { readonly kind: 'speech'; readonly text: string }
  | { readonly kind: 'nothing' };

export interface GatherListening {
  /** From now on the caller's silence counts. */
  promptEnded(): void;
  onResult(resolve: (result: GatherResult) => void): void;
  stop(): void;
}

const longestSpeechMs = 60_000;

/**
 * Listens for keys and words on the leg. The first kind that is heard wins; every key restarts the wait for the next;
 * time runs only once the prompts are over or were interrupted.
 */
export function listenForInput(
  stage: Stage,
  rules: GatherRules,
  interruptPrompt: () => void,
): GatherListening {
  const { leg, exchange } = stage;
  let digits = '';
  let spoken = '';
  let kind: 'keys' | 'speech' | null = null;
  let isSpeaking = false;
  let isSounding = false;
  let isPromptOver = false;
  let partials = 0;
  let result: GatherResult | null = null;
  let deliver: ((result: GatherResult) => void) | null = null;
  let stopTimer = (): void => undefined;
  let stopSpeechLimit = (): void => undefined;

  const stop = (): void => {
    stopTimer();
    stopSpeechLimit();
    leg.keyListeners.delete(onKey);
    leg.speechListeners.delete(speechListener);
  };
  const finish = (found: GatherResult): void => {
    if (result) return;
    result = found;
    stop();
    interruptPrompt();
    deliver?.(found);
  };
  const wait = (ms: number): void => {
    stopTimer();
    stopTimer = exchange.clock.schedule(ms, timeIsUp);
  };
  function timeIsUp(): void {
    if (kind === 'keys' && digits !== '') finish({ kind: 'keys', digits });
    else if (kind === 'speech') finish({ kind: 'speech', text: spoken });
    else finish({ kind: 'nothing' });
  }
  function onKey(key: string): void {
    if (kind === 'speech') return;
    kind = 'keys';
    if (rules.bargeIn) interruptPrompt();
    if (key === rules.finishOnKey) {
      finish(digits === '' ? { kind: 'nothing' } : { kind: 'keys', digits });
      return;
    }
    digits += key;
    if (digits.length >= rules.numDigits) finish({ kind: 'keys', digits });
    else if (rules.bargeIn || isPromptOver) wait(rules.timeoutMs);
  }
  const speechListener: SpeechListener = {
    started: (words) => {
      if (kind === 'keys') return;
      stopTimer();
      if (words === null) isSounding = true;
      else {
        kind = 'speech';
        isSpeaking = true;
      }
      if (rules.bargeIn) interruptPrompt();
      if (spoken !== '') return;
      stopSpeechLimit();
      stopSpeechLimit = exchange.clock.schedule(longestSpeechMs, timeIsUp);
    },
    ended: (words) => {
      if (kind === 'keys' || !(words === null ? isSounding : isSpeaking)) return;
      if (words === null) isSounding = false;
      else {
        isSpeaking = false;
        spoken = spoken === '' ? words : `${spoken} ${words}`;
        tellPartialResult();
      }
      if (isSpeaking || isSounding || !(rules.bargeIn || isPromptOver)) return;
      wait(kind === 'speech' ? rules.speechTimeoutMs : rules.timeoutMs);
    },
  };
  function tellPartialResult(): void {
    const callback = rules.partialResults;
    if (!callback) return;
    exchange.callbacks.post({
      lane: `${leg.sid} speech`,
      url: callback.url,
      method: callback.method,
      purpose: 'partial-result',
      callSid: leg.sid,
      params: [
        ...callParameters(leg),
        ['UnstableSpeechResult', spoken],
        ['SequenceNumber', String(partials)],
      ],
    });
    partials += 1;
  }

  if (rules.keys) leg.keyListeners.add(onKey);
  if (rules.speech) leg.speechListeners.add(speechListener);
  return {
    stop,
    promptEnded: () => {
      const firstTime = !isPromptOver;
      isPromptOver = true;
      const isRunning = kind !== null && rules.bargeIn;
      if (firstTime && !result && !isSpeaking && !isSounding && !isRunning) {
        wait(kind === 'speech' ? rules.speechTimeoutMs : rules.timeoutMs);
      }
    },
    onResult: (resolve) => {
      if (result) resolve(result);
      else deliver = resolve;
    },
  };
}
