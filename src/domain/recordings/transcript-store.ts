import type { Reader, Writer } from '../../store/database.ts';
import type { TranscriptLine } from './transcript.ts';

/**
 * Keeps a line once, however often it is told. A final one takes the place of the guess before it; a guess that comes
 * after what is certain, or after a later guess, is left out.
 */
export async function keepLine(writer: Writer, recordingId: string, line: TranscriptLine): Promise<void> {
  const { session, sequence, party } = line;
  if (!line.final && (await hasLaterLine(writer, recordingId, line))) return;
  await writer
    .deleteFrom('transcript_lines')
    .where('recording_id', '=', recordingId)
    .where('session', '=', session)
    .where('party', '=', party)
    .where('final', '=', 0)
    .where('sequence', '<', sequence)
    .execute();
  await writer
    .insertInto('transcript_lines')
    .values({
      recording_id: recordingId,
      session,
      sequence,
      party,
      spoken_at: line.spokenAt,
      text: line.text,
      final: line.final ? 1 : 0,
      confidence: line.confidence,
    })
    .onConflict((conflict) => conflict.columns(['recording_id', 'session', 'sequence']).doNothing())
    .execute();
}

async function hasLaterLine(
  reader: Reader,
  recordingId: string,
  { session, party, sequence }: TranscriptLine,
): Promise<boolean> {
  const row = await reader
    .selectFrom('transcript_lines')
    .select('sequence')
    .where('recording_id', '=', recordingId)
    .where('session', '=', session)
    .where('party', '=', party)
    .where('sequence', '>', sequence)
    .executeTakeFirst();
  return row !== undefined;
}

/** What was said on a recording, in the order of saying. */
export async function transcriptOf(reader: Reader, recordingId: string): Promise<readonly TranscriptLine[]> {
  const rows = await reader
    .selectFrom('transcript_lines')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .orderBy('spoken_at')
    .orderBy('session')
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    session: row.session,
    sequence: row.sequence,
    party: row.party,
    spokenAt: row.spoken_at,
    text: row.text,
    final: row.final === 1,
    confidence: row.confidence,
  }));
}

/** Removes every word that was said on a recording. */
export async function forgetTranscript(writer: Writer, recordingId: string): Promise<void> {
  await writer.deleteFrom('transcript_lines').where('recording_id', '=', recordingId).execute();
}
