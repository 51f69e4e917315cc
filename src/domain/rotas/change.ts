import { DateTime } from 'luxon';
import { refuse, type Refusal } from '../../kernel/decision.ts';
import type { EarlierPlan, KeptRota, Override, RotaPlan } from './rota.ts';
import { shiftsOf } from './turns.ts';

/** What a new plan does to a rota: the past stays, and who stands in keeps doing so wherever there is somebody to stand in for. */

/** Plans that ended this long ago are forgotten; the log keeps them. */
const KEPT_MS = 2 * 365 * 86_400_000;

/** The plans that came before one that begins at `from` (epoch ms): what was to begin then or later never does. */
export function earlierThan(
  { plan, earlier }: Pick<KeptRota, 'plan' | 'earlier'>,
  from: number,
): EarlierPlan[] {
  const before = earlier.filter(({ until }) => until < from);
  const last = earlier.find(({ until }) => until >= from)?.plan ?? plan;
  return [...before.filter(({ until }) => until > from - KEPT_MS), { plan: last, until: from }];
}

/** The rota once this plan holds, from `from` (epoch ms) on, with everybody who stands in. */
export function withPlan(rota: KeptRota, plan: RotaPlan, from: number): KeptRota {
  return { ...rota, plan, earlier: earlierThan(rota, from) };
}

/**
 * Overrides that took somebody's turn before the change and take nobody's after it: their person has no turn there any
 * more. Of a swap that is still to come at `now` (epoch ms) both halves fall away, so that nobody gives a turn for none.
 */
export function fallingAway(before: KeptRota, after: KeptRota, now: number): readonly Override[] {
  const changes = after.earlier.at(-1)?.until ?? Number.NEGATIVE_INFINITY;
  const worked = before.overrides.filter((override) => override.to > changes && takesATurn(before, override));
  const gone = new Set<Override>();
  for (;;) {
    const left = before.overrides.filter((override) => !gone.has(override));
    const changed = { ...after, overrides: left };
    const idle = worked.filter((override) => !gone.has(override) && !takesATurn(changed, override));
    for (const override of idle) gone.add(override);
    const alone = left.filter(
      (half) => half.from >= now && [...gone].some(({ id }) => id === half.swappedFor),
    );
    for (const override of alone) gone.add(override);
    if (idle.length + alone.filter((half) => !idle.includes(half)).length === 0)
      return before.overrides.filter((override) => gone.has(override));
  }
}

function takesATurn(rota: KeptRota, { id, from, to, insteadOf }: Override): boolean {
  return insteadOf === null || shiftsOf(rota, from, to).some(({ override }) => override === id);
}

/** What is wrong with a plan for these people; null: nothing. */
export function faultOfPlan(plan: RotaPlan, staff: readonly string[]): Refusal | null {
  const strangers = plan.layers.flatMap(({ people }) => people).filter((person) => !staff.includes(person));
  if (strangers.length > 0) return unknownPeople(strangers);
  if (!DateTime.local({ zone: plan.timezone }).isValid)
    return refuse('zone-unknown', `"${plan.timezone}" is no time zone; write one such as Europe/London.`);
  return null;
}

/** @param strangers ids of people without a part in the business */
export function unknownPeople(strangers: readonly string[]): Refusal {
  const names = [...new Set(strangers)].join(', ');
  return refuse('not-staff', `Not on the staff of this business: ${names}.`);
}
