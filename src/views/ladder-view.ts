import type { LadderView } from '../contract/ladders.ts';
import type { LadderRecord } from '../domain/ladders/ladders-store.ts';
import { ladderWords } from '../domain/ladders/words.ts';

/** A ladder as people see it at `asOf` (epoch ms). */
export function ladderView({ id, ladder }: LadderRecord, asOf: number): LadderView {
  const { businessId, about, caseId, subject, text, status, beganAt, round, rung: now } = ladder;
  return {
    id,
    ...{ businessId, about, caseId, subject, text, status, beganAt, round, asOf },
    words: ladderWords(ladder),
    nextAt: ladder.status === 'climbing' ? ladder.until : null,
    acknowledgedBy:
      ladder.status === 'acknowledged'
        ? {
            personId: ladder.personId,
            name: ladder.name,
            how: ladder.how,
            at: ladder.endedAt,
            late: ladder.late,
          }
        : null,
    rungs: ladder.rungs.map(({ name, order, ways, patienceSeconds }, index) => ({
      ...{ name, order, ways, patienceSeconds },
      state: index === now && ladder.status === 'climbing' ? 'now' : index <= now ? 'past' : 'ahead',
      told: ladder.told
        .filter(({ rung }) => rung === index)
        .map(({ personId, name: told, way, at, outcome, reason }) => ({
          ...{ personId, name: told, way, at, outcome, reason },
        })),
    })),
  };
}
