import { wordsOfBy } from '../../kernel/by.ts';
import { refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import type { Matrix, MatrixCommand, MatrixEvent, MatrixFacts, MatrixState } from './matrix.ts';

/** The rules of editing a matrix: nobody writes over what they have not seen, and nothing in it names what is not there. */
export function decideMatrix(
  command: MatrixCommand,
  state: MatrixState,
  facts: MatrixFacts,
  { at, id }: Moment,
): Decision<MatrixEvent> | Refusal {
  const last = state.status === 'none' ? null : (state.versions.at(-1) ?? null);
  const newest = last?.version ?? 0;
  if (command.asOf !== newest && last !== null) {
    return refuse(
      'matrix-changed',
      `${wordsOfBy(last.by)} saved version ${newest} meanwhile; nothing of yours is lost: load it, look at what is different, and save yours again.`,
    );
  }
  if (command.asOf !== newest)
    return refuse('version-unknown', `There is no version ${command.asOf} of this matrix. Load it again.`);
  const fault = faultOf(command.matrix, facts);
  if (fault !== null) return fault;
  const effectiveFrom = command.effectiveFrom ?? at;
  if (effectiveFrom < at - A_MOMENT_MS)
    return refuse('time-past', 'A matrix cannot take effect in the past. Choose now or a later time.');
  if (last !== null && effectiveFrom < last.effectiveFrom)
    return refuse(
      'before-another',
      `Version ${newest} takes effect later than that; a newer version cannot begin before it.`,
    );
  const saved = { version: newest + 1, effectiveFrom, by: command.by, at, matrix: command.matrix };
  return { events: [{ type: 'MatrixSaved', businessId: id, saved }] };
}

/** Whoever chose "now" chose it a moment ago. */
const A_MOMENT_MS = 60_000;

function faultOf(matrix: Matrix, { business }: MatrixFacts): Refusal | null {
  if (business === null) return refuse('business-unknown', 'There is no such business.');
  const topics = matrix.rows.map(({ topic }) => topic);
  if (!topics.includes(null))
    return refuse(
      'no-general-row',
      'Keep one row without a topic: it is for every topic without a row of its own.',
    );
  if (new Set(topics).size !== topics.length)
    return refuse('row-twice', 'A topic has two rows. Keep one of them.');
  for (const row of matrix.rows) {
    const where = row.topic === null ? 'The general row' : `The row of "${row.topic}"`;
    if (row.topic !== null && !business.topics.includes(row.topic))
      return refuse(
        'topic-unknown',
        `This business has no topic "${row.topic}". Remove its row or add the topic.`,
      );
    const numbers = row.levels.map(({ number }) => number);
    if (new Set(numbers).size !== numbers.length)
      return refuse('level-twice', `${where} has a level twice. Keep one of each number.`);
    if (row.topic === null && !numbers.includes(1))
      return refuse('no-first-level', `${where} has no level 1, where every case begins. Add it.`);
    for (const { number, clock, owner } of row.levels) {
      if (clock.kind === 'business-hours' && !business.hours.includes(clock.hours))
        return refuse(
          'hours-unknown',
          `${where}, level ${number}: this business has no hours "${clock.hours}". Choose others, or round the clock.`,
        );
      if (owner !== null && !business.staff.includes(owner))
        return refuse('person-unknown', `${where}, level ${number}: "${owner}" is not on the staff.`);
    }
  }
  return null;
}
