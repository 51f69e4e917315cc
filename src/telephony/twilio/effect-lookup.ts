import type { Database } from '../../store/database.ts';
import { lineRequestShape } from '../line-request-shape.ts';
import type { LineRequest } from '../line.ts';

/** What the line must know of effects that were written down earlier. */
export interface EffectLookup {
  /** Null when there is none, or it asks nothing of a line. */
  payload(effectId: string): Promise<LineRequest | null>;
  /** When it was written down, epoch ms. */
  startedAt(effectId: string): Promise<number | null>;
}

export function effectLookup(database: Database): EffectLookup {
  return {
    async payload(effectId) {
      const row = await database.reader
        .selectFrom('effects')
        .select('payload')
        .where('id', '=', effectId)
        .executeTakeFirst();
      const parsed = row ? lineRequestShape.safeParse(JSON.parse(row.payload)) : null;
      return parsed?.success ? parsed.data : null;
    },
    async startedAt(effectId) {
      const row = await database.reader
        .selectFrom('effects')
        .select('created_at')
        .where('id', '=', effectId)
        .executeTakeFirst();
      return row?.created_at ?? null;
    },
  };
}
