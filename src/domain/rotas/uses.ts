import type { Reader } from '../../store/database.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { Case } from '../cases/case.ts';
import { Ladder, type RungMember } from '../ladders/ladder.ts';
import { levelOf } from '../matrices/levels.ts';
import { matrixOf } from '../matrices/matrices-store.ts';
import type { Level } from '../matrices/matrix.ts';
import { rulesOf } from '../rules/rules-store.ts';
import type { RotaUse } from './rota.ts';

/** Everything that asks a rota who is on call: the matrix, rules, open cases with the matrix they began with, and running ladders. */
export async function usesOf(
  reader: Reader,
  { rotaId, businessId }: { readonly rotaId: string; readonly businessId: string },
): Promise<readonly RotaUse[]> {
  const names = (who: readonly RungMember[]) => who.some((one) => one.kind === 'rota' && one.id === rotaId);
  return [
    ...(await inMatrix(reader, businessId, names)),
    ...(await inRules(reader, businessId, names)),
    ...(await inOpenCases(reader, rotaId, businessId, names)),
    ...(await inRunningLadders(reader, rotaId, businessId, names)),
  ];
}

type Names = (who: readonly RungMember[]) => boolean;

function stepOf(level: Level, names: Names): string | null {
  const rung = level.ladder.find(({ who }) => names(who));
  return rung === undefined ? null : `step "${rung.name}" of level ${level.number}`;
}

async function inMatrix(reader: Reader, businessId: string, names: Names): Promise<RotaUse[]> {
  const { history } = await matrixOf(reader, await businessOf(reader, businessId), 0);
  return history.flatMap(({ matrix }, index) =>
    matrix.rows
      .flatMap(({ levels }) => levels)
      .flatMap((level): RotaUse[] => {
        const step = stepOf(level, names);
        // The newest comes first: each version holds until the one after it does.
        const until = history[index - 1]?.effectiveFrom ?? null;
        return step === null ? [] : [{ what: `${step} in the matrix`, until }];
      }),
  );
}

async function inRules(reader: Reader, businessId: string, names: Names): Promise<RotaUse[]> {
  const { rules } = await rulesOf(reader, businessId);
  return rules.flatMap(({ name, actions }) =>
    actions.some((action) => action.do === 'notify' && names(action.who))
      ? [{ what: `the rule "${name}"`, until: null }]
      : [],
  );
}

async function inOpenCases(
  reader: Reader,
  rotaId: string,
  businessId: string,
  names: Names,
): Promise<RotaUse[]> {
  const rows = await reader
    .selectFrom('cases')
    .where('business_id', '=', businessId)
    .where('status', '!=', 'resolved')
    // What does not contain its name need not be read.
    .where('state', 'like', `%"${rotaId}"%`)
    .select('state')
    .orderBy('opened_at')
    .execute();
  return rows.flatMap((row): RotaUse[] => {
    const state = Case.parse(JSON.parse(row.state));
    if (state.status === 'none') return [];
    const { policy, topic, number } = state;
    const step = [1, 2, 3, 4]
      .map((level) => levelOf(policy.matrix, topic, level))
      .map((level) => (level === null ? null : stepOf(level, names)))
      .find((found) => found !== null);
    return step === undefined
      ? []
      : [{ what: `${step} for case ${number}, which keeps the matrix it began with`, until: null }];
  });
}

async function inRunningLadders(
  reader: Reader,
  rotaId: string,
  businessId: string,
  names: Names,
): Promise<RotaUse[]> {
  const rows = await reader
    .selectFrom('ladders')
    .where('business_id', '=', businessId)
    .where('status', '=', 'climbing')
    .where('state', 'like', `%"${rotaId}"%`)
    .select('state')
    .execute();
  return rows.flatMap((row): RotaUse[] => {
    const ladder = Ladder.parse(JSON.parse(row.state));
    if (ladder.status !== 'climbing' || !ladder.rungs.some(({ who }) => names(who))) return [];
    return [{ what: `the telling about "${ladder.subject}", which is under way`, until: null }];
  });
}
