import type { Quality } from './quality.ts';

/**
 * A telephone line inside this tab, whatever carries it. Nothing here knows microphones, rings or servers: the session
 * does (`session.ts`). A change of the provider's library, or another one, is met by another implementation of this.
 */
export interface Softphone {
  /** Replaced by a new object with each change. */
  state(): LineState;
  onChange(listener: () => void): () => void;
  /** How loud both sides are, 0 to 1, many times a second while talking. */
  onLevels(listener: (levels: Levels) => void): () => void;
  /**
   * Picks up the call of this offer, which says yes to the offer.
   * @throws Error in words for the person when it cannot be picked up.
   */
  accept(offerId: string): Promise<void>;
  /** Declines the call of this offer on this line only. */
  reject(offerId: string): void;
  hangUp(): void;
  mute(muted: boolean): void;
  /** @param digits of 0 to 9, `*` and `#` */
  sendDigits(digits: string): void;
  /** @param deviceId as the browser names it; null: the system's own choice */
  setInput(deviceId: string | null): Promise<void>;
  setOutput(deviceId: string | null): Promise<void>;
  /** Hangs up and signs off; the line is of no use afterwards. */
  close(): void;
}

export interface LineState {
  readonly line:
    | { readonly status: 'connecting' }
    | { readonly status: 'ready' }
    /** `why`: in words, with the remedy when there is one. */
    | { readonly status: 'down'; readonly why: string };
  /** The offers whose calls ring here. */
  readonly ringing: readonly string[];
  readonly active: ActiveCall | null;
}

export interface ActiveCall {
  readonly offerId: string;
  /** `joining`: picked up, not yet through; `restoring`: the signalling is lost, the sound goes on. */
  readonly status: 'joining' | 'talking' | 'restoring';
  readonly muted: boolean;
  readonly quality: Quality;
}

export interface Levels {
  readonly input: number;
  readonly output: number;
}

export const noLevels: Levels = { input: 0, output: 0 };
