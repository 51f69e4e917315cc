import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import { faultOfPlan, fallingAway, unknownPeople, withPlan } from './change.ts';
import type { KeptRota, Override, Rota, RotaCommand, RotaEvent, RotaFacts } from './rota.ts';

type RotaDecision = Decision<RotaEvent>;

/** Past overrides are history; far more than anybody plans ahead. */
const MOST_OVERRIDES = 500;

/** The rules of a rota: everybody on it works for the business, what a person wrote stands, and the past stays as it was. */
export function decideRota(
  command: RotaCommand,
  rota: Rota,
  facts: RotaFacts,
  { at, id }: Moment,
): RotaDecision | Refusal {
  if (command.type === 'WriteRota') return decideWriting(command, rota, facts, { at, id });
  if (rota.status !== 'kept') return refuse('rota-unknown', 'There is no such rota.');
  const of = { rotaId: id, businessId: rota.businessId, at };
  const added = (override: Override): RotaEvent => ({ type: 'OverrideAdded', ...of, override });
  switch (command.type) {
    case 'RetireRota': {
      const { asOf, by } = command;
      return (
        (asOf === null ? null : conflictOf(rota, asOf)) ??
        useOf(rota, facts, at) ?? { events: [{ type: 'RotaRetired', ...of, by }] }
      );
    }
    case 'AddOverride':
      return (
        faultOf([command.override], rota.overrides.length, facts, at) ?? { events: [added(command.override)] }
      );
    case 'SwapTurns':
      return (
        faultOf(command.overrides, rota.overrides.length, facts, at) ?? {
          events: command.overrides.map(added),
        }
      );
    case 'RemoveOverride': {
      const { overrideId, by } = command;
      if (!rota.overrides.some((override) => override.id === overrideId)) return nothing;
      return { events: [{ type: 'OverrideRemoved', ...of, overrideId, by }] };
    }
    case 'RenewFeed':
      return { events: [{ type: 'FeedRenewed', ...of, feed: rota.feed + 1, by: command.by }] };
    default:
      return assertNever(command);
  }
}

/** Whoever chose "now" chose it a moment ago. */
const A_MOMENT_MS = 60_000;

function decideWriting(
  command: Extract<RotaCommand, { type: 'WriteRota' }>,
  rota: Rota,
  { staff }: RotaFacts,
  { at, id }: Moment,
): RotaDecision | Refusal {
  const { businessId, plan, by, asOf } = command;
  // The business file neither undoes what a person wrote nor brings back what a person retired.
  if (by === null && (rota.status === 'retired' || (rota.status === 'kept' && rota.editedBy !== null)))
    return nothing;
  const refusal = (by === null ? null : conflictOf(rota, asOf)) ?? faultOfPlan(plan, staff);
  if (refusal !== null) return refusal;
  if (command.effectiveFrom !== null && command.effectiveFrom < at - A_MOMENT_MS)
    return refuse('time-past', 'Turns of the past stay as they were. Choose now or a later time.');
  const effectiveFrom = Math.max(command.effectiveFrom ?? at, at);
  if (rota.status === 'kept' && saysTheSame(rota, plan, effectiveFrom)) return nothing;
  const fallsAway =
    rota.status === 'kept'
      ? fallingAway(rota, withPlan(rota, plan, effectiveFrom), at).map((one) => one.id)
      : [];
  const version = rota.status === 'none' ? 1 : rota.version + 1;
  const event: RotaEvent = {
    ...{ type: 'RotaWritten', rotaId: id, businessId, at, plan, by },
    ...{ version, effectiveFrom, fallsAway },
  };
  return { events: [event] };
}

/** Whether this plan holds at that moment (epoch ms) anyway, and for good. */
function saysTheSame({ plan, earlier }: KeptRota, next: KeptRota['plan'], from: number): boolean {
  return JSON.stringify(plan) === JSON.stringify(next) && (earlier.at(-1)?.until ?? 0) <= from;
}

/** Why a person who looked at version `asOf` may not change this rota; null: they have seen the newest. */
export function conflictOf(rota: Rota, asOf: number): Refusal | null {
  if (rota.status !== 'kept')
    return asOf === 0
      ? null
      : refuse(
          'rota-unknown',
          'There is no such rota; it may have been retired meanwhile. Make it anew if it is still needed.',
        );
  if (asOf === rota.version) return null;
  if (asOf === 0)
    return refuse(
      'rota-exists',
      `There is a rota "${rota.plan.name}" of this name already. Edit that one, or choose another name.`,
    );
  return refuse(
    'rota-changed',
    `${rota.editedBy ?? 'The file of the business'} changed this rota meanwhile. Load it again, look at what is different, and make your change to that.`,
  );
}

function useOf({ plan }: KeptRota, { uses }: RotaFacts, at: number): Refusal | null {
  const asking = uses.filter(({ until }) => until === null || until > at).map(({ what }) => what);
  if (asking.length === 0) return null;
  const [first, second, ...others] = [...new Set(asking)];
  const shown = second === undefined ? first : `${first}, ${second}`;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return refuse(
    'rota-in-use',
    `"${plan.name}" still says who is told: ${shown}${more}. Name somebody else there first, then retire it.`,
  );
}

function faultOf(
  overrides: readonly Override[],
  known: number,
  { staff }: RotaFacts,
  at: number,
): Refusal | null {
  const strangers = overrides
    .flatMap(({ personId, insteadOf }) => [personId, ...(insteadOf === null ? [] : [insteadOf])])
    .filter((person) => !staff.includes(person));
  if (strangers.length > 0) return unknownPeople(strangers);
  if (overrides.some(({ from, to }) => to <= from))
    return refuse('no-time', 'The time ends before it begins.');
  if (overrides.some(({ to }) => to <= at)) return refuse('past', 'This time is over already.');
  if (known + overrides.length > MOST_OVERRIDES)
    return refuse('too-many', `A rota holds up to ${MOST_OVERRIDES} overrides; remove old ones first.`);
  return null;
}
