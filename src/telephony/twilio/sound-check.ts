import type { Utterance } from '../line.ts';
import { document, prompts } from './twiml.ts';
import type { TwilioUrls } from './urls.ts';

const inEnglish = (text: string): Utterance => ({ kind: 'say', text, language: 'en-GB' });

/** Nothing is recorded for it: the browser itself knows best whether its microphone hears something. */
const CHECK: readonly Utterance[] = [
  inEnglish(
    'This is the sound check. If you hear this, your speaker works. Now say something, and watch the level on your screen: if it moves, your microphone works.',
  ),
  { kind: 'pause', seconds: 8 },
  inEnglish('That was the sound check. Goodbye.'),
];
const NO_DIALLING: readonly Utterance[] = [
  inEnglish('Calls to others cannot be made from the browser. Goodbye.'),
];

/** What a browser hears that calls by itself: the check before a shift. Whatever else it dials is not put through. */
export function soundCheckDocument(to: string, urls: Pick<TwilioUrls, 'audio'>): string {
  return document(prompts(to === 'unknown' || to === 'test' ? CHECK : NO_DIALLING, urls));
}
