import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import { chooseDevice, endLeases, reportLost, reportReady, withFreed } from './decide-softphone.ts';
import type { KnownPerson, Person, PersonCommand, PersonEvent, PersonFacts } from './person.ts';

const WRAP_UP_TIMER = 'wrap-up';

/** The rules of being free, ringing, on a call and writing up. */
export function decidePerson(
  command: PersonCommand,
  person: Person,
  facts: PersonFacts,
  { at, id }: Moment,
): Decision<PersonEvent> | Refusal {
  if (command.type === 'DescribePerson') {
    return {
      events: [
        {
          type: 'PersonDescribed',
          personId: id,
          record: command.record,
          memberships: command.memberships,
          at,
        },
      ],
    };
  }
  if (person.status === 'unknown') return refuse('person-unknown', 'There is no such person.');

  switch (command.type) {
    case 'ChoosePresence':
      return choosePresence(command, person, { at, id });
    case 'StartRinging':
      if (person.engagement.kind !== 'idle' && person.engagement.kind !== 'wrap-up') return nothing;
      return {
        events: [
          { type: 'PersonRinging', personId: id, offerId: command.offerId, callId: command.callId, at },
        ],
        timers: [{ clear: WRAP_UP_TIMER }],
      };
    case 'StopRinging':
      if (person.engagement.kind !== 'ringing' || person.engagement.offerId !== command.offerId)
        return nothing;
      return { events: disengaged(person, at, id) };
    case 'JoinCall':
      return {
        events: [
          { type: 'PersonJoinedCall', personId: id, offerId: command.offerId, callId: command.callId, at },
        ],
        timers: [{ clear: WRAP_UP_TIMER }],
      };
    case 'LeaveCall':
      return leaveCall(command, person, facts, { at, id });
    case 'EndWrapUp':
      if (person.engagement.kind !== 'wrap-up') return nothing;
      return { events: disengaged(person, at, id), timers: [{ clear: WRAP_UP_TIMER }] };
    case 'ChooseDevice':
      return chooseDevice(command, person, { at, id });
    case 'ReportReady':
      return reportReady(command, person, { at, id });
    case 'ReportLost':
      return reportLost(command, person, { at, id });
    case 'EndLeases':
      return endLeases(person, { at, id });
    default:
      return assertNever(command);
  }
}

function choosePresence(
  command: Extract<PersonCommand, { type: 'ChoosePresence' }>,
  person: KnownPerson,
  { at, id }: Moment,
): Decision<PersonEvent> {
  if (person.chosen === command.presence && person.awayReason === command.reason) return nothing;
  const chosen: PersonEvent = {
    type: 'PresenceChosen',
    personId: id,
    presence: command.presence,
    reason: command.reason,
    at,
  };
  return { events: withFreed(person, [chosen], at, id) };
}

function leaveCall(
  command: Extract<PersonCommand, { type: 'LeaveCall' }>,
  person: KnownPerson,
  facts: PersonFacts,
  { at, id }: Moment,
): Decision<PersonEvent> {
  const { engagement } = person;
  const wrapUpSeconds = facts.wrapUpSeconds ?? 0;
  if (engagement.kind !== 'on-a-call' || engagement.offerId !== command.offerId) return nothing;
  if (wrapUpSeconds === 0) return { events: disengaged(person, at, id) };
  const until = at + wrapUpSeconds * SECOND;
  return {
    events: [{ type: 'WrapUpBegan', personId: id, callId: engagement.callId, at, until }],
    timers: [{ set: WRAP_UP_TIMER, at: until, command: { type: 'EndWrapUp' } }],
  };
}

function disengaged(person: KnownPerson, at: number, id: string): readonly PersonEvent[] {
  return withFreed(person, [{ type: 'PersonDisengaged', personId: id, at }], at, id);
}
