import { nothing, type TimerChange } from '../../kernel/decision.ts';
import { MINUTE } from '../../kernel/duration.ts';
import type { LegEnding } from '../../telephony/line.ts';
import type { CallEffect, LineCommand } from './commands.ts';
import { callerGone } from './decide-leaving.ts';
import { of, type CallRule, type Situation } from './decision.ts';

/** No ghosts: a leg whose last news was lost is found by looking, and what it held is freed. */

export const CHECK_LEGS = 'check-legs';
const CHECK_EVERY_MS = MINUTE;

type Settled = Extract<LineCommand, { type: 'EffectSettled' }>;

/** When the legs are looked at next; `at`: epoch ms. */
export function nextCheck(at: number): TimerChange {
  return { set: CHECK_LEGS, at: at + CHECK_EVERY_MS, command: { type: 'CheckLegs' } };
}

/** The timer's command: asks the line how every leg is, and sets the next look. */
export function checkLegs(situation: Situation): CallRule {
  const { call, moment } = situation;
  const legs = [
    { name: 'caller', sid: call.callerSid },
    ...call.parties.map(({ offerId, sid }) => ({ name: offerId, sid })),
  ];
  const effects = legs.map(({ name, sid }): CallEffect => {
    const id = `${moment.id}.check-${name}-${moment.at}`;
    return { kind: 'line.check', id, callId: moment.id, sid };
  });
  return { events: [], effects, timers: [nextCheck(moment.at)] };
}

/** How a leg is doing: one that has ended is treated as if its own news had come. */
export function checked(command: Settled, situation: Situation): CallRule {
  const { call } = situation;
  if (command.outcome !== 'done' || command.result['status'] === 'live') return nothing;
  const sid = String(command.result['sid']);
  if (sid === call.callerSid) return callerGone('caller', situation);
  const party = call.parties.find((other) => other.sid === sid);
  if (party === undefined) return nothing;
  const how = String(command.result['status']) as LegEnding;
  return { events: [{ type: 'PartyFoundGone', ...of(situation), offerId: party.offerId, how }] };
}
