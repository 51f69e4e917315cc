import type { JournalRecord } from '../../src/emulator/journal.ts';

/** Requests of a leg that waits for words; everything else is only news. */
const SPEAKING = new Set(['voice', 'action', 'redirect', 'wait', 'hold', 'announce', 'fallback']);
const MOST_BYTES = 16_000;

/**
 * Answers by which a caller would have heard silence or the telephone company's own error speech:
 * not 200, empty, cut off or far too long. One sentence each.
 */
export function badAnswers(journal: readonly JournalRecord[]): readonly string[] {
  return journal.flatMap((record) => {
    if (record.kind !== 'webhook' || !SPEAKING.has(record.purpose)) return [];
    const { purpose, url, status, answer } = record;
    const about = `${purpose} ${url}`;
    if (status !== 200) return [`${about} was answered ${status ?? 'not at all'}: ${answer}`];
    if (!answer.endsWith('</Response>')) return [`${about} was answered with a torn document: ${answer}`];
    if (answer.length > MOST_BYTES) return [`${about} was answered with ${answer.length} characters`];
    if (/<Response>\s*<\/Response>/.test(answer) && purpose !== 'announce')
      return [`${about} was answered with silence`];
    return [];
  });
}
