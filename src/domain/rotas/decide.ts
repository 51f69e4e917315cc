import { DateTime } from 'luxon';
import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import type { Override, Rota, RotaCommand, RotaEvent, RotaFacts } from './rota.ts';

type RotaDecision = Decision<RotaEvent>;

/** Past overrides are history; far more than anybody plans ahead. */
const MOST_OVERRIDES = 500;

/** The rules of a rota: everybody on it works for the business, and what a person wrote stands. */
export function decideRota(
  command: RotaCommand,
  rota: Rota,
  facts: RotaFacts,
  { at, id }: Moment,
): RotaDecision | Refusal {
  if (command.type === 'WriteRota') {
    const { businessId, plan, by } = command;
    if (by === null && rota.status === 'kept' && rota.editedBy !== null) return nothing;
    const strangers = plan.layers
      .flatMap(({ people }) => people)
      .filter((person) => !facts.staff.includes(person));
    if (strangers.length > 0) return unknownPeople(strangers);
    if (!DateTime.local({ zone: plan.timezone }).isValid)
      return refuse('zone-unknown', `"${plan.timezone}" is no time zone; write one such as Europe/London.`);
    if (rota.status === 'kept' && JSON.stringify(rota.plan) === JSON.stringify(plan) && by === null)
      return nothing;
    return { events: [{ type: 'RotaWritten', rotaId: id, businessId, at, plan, by }] };
  }
  if (rota.status === 'none') return refuse('rota-unknown', 'There is no such rota.');
  const of = { rotaId: id, businessId: rota.businessId, at };
  const added = (override: Override): RotaEvent => ({ type: 'OverrideAdded', ...of, override });
  switch (command.type) {
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

function unknownPeople(strangers: readonly string[]): Refusal {
  const names = [...new Set(strangers)].join(', ');
  return refuse('not-staff', `Not on the staff of this business: ${names}.`);
}
