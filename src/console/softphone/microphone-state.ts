/** Why there is no microphone. */
export type MicrophoneTrouble =
  'denied' | 'none' | 'busy' | 'unplugged' | 'silenced' | 'insecure' | 'unknown';

export type MicrophoneState =
  | { readonly status: 'closed' }
  | { readonly status: 'opening' }
  | { readonly status: 'open'; readonly deviceId: string | null; readonly label: string }
  | { readonly status: 'lost'; readonly trouble: MicrophoneTrouble };

/**
 * The microphone of this tab, held open for as long as calls are taken here: an open one says at once when it is gone,
 * and a page that captures sound is neither frozen nor discarded by the browser. Nothing is sent anywhere by this.
 */
export interface Microphone {
  state(): MicrophoneState;
  onChange(listener: () => void): () => void;
  /** How loud it is now, 0 to 1. */
  level(): number;
  /** @param deviceId null: the system's own choice */
  open(deviceId: string | null): Promise<void>;
  close(): void;
}
