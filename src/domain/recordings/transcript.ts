import type { HeardWords } from '../../telephony/line.ts';
import type { BegunRecording } from './recording.ts';

export interface TranscriptLine {
  readonly session: string;
  readonly sequence: number;
  readonly party: 'caller' | 'people';
  /** About when it began to be said, epoch ms. */
  readonly spokenAt: number;
  readonly text: string;
  readonly final: boolean;
  readonly confidence: number | null;
}

/** People say about this much in a second; the line tells only when they were done. */
const CHARACTERS_PER_SECOND = 14;

/**
 * The line of a transcript that heard words become; null when they may not be kept. Only the session that listens now is
 * believed: it ends the moment a pause is pressed, so nothing said during a pause can slip through, however late or by
 * whatever clock the news of it comes.
 */
export function lineFrom(recording: BegunRecording, heard: HeardWords): TranscriptLine | null {
  const { transcription } = recording;
  if (transcription.status === 'off' || recording.status === 'deleted' || heard.text.trim() === '')
    return null;
  const { hears } = transcription;
  if (hears === null || hears.session !== heard.asked) return null;
  const text = heard.text.trim();
  const saidInMs = Math.round((text.length / CHARACTERS_PER_SECOND) * 1_000);
  return {
    session: heard.asked,
    sequence: heard.sequence,
    party: heard.party,
    spokenAt: Math.max(hears.since, heard.at - saidInMs),
    text,
    final: heard.final,
    confidence: heard.confidence,
  };
}

/** `line.transcribe` effects are named after their recording: `<recording>.words.<turn>`. */
export function recordingOfSession(session: string): string {
  return session.replace(/\.words\.\d+$/, '');
}
