import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import type { PresenceWord } from '../people/person.ts';
import type {
  Climbing,
  Escalation,
  EscalationCommand,
  EscalationEvent,
  EscalationFacts,
  LadderPerson,
} from './escalation.ts';
import { evolveEscalation } from './evolve.ts';

type EscalationDecision = Decision<EscalationEvent>;
type Command<T extends EscalationCommand['type']> = Extract<EscalationCommand, { type: T }>;

/**
 * Those with authority are rung at home too, and on the telephone when their browser cannot be reached; who is away
 * said so, and who is busy stays with their caller.
 */
const CALLABLE: readonly PresenceWord[] = ['free', 'offline', 'wrap-up', 'unreachable'];

/** The rules of climbing: on a live call the ladder moves on the outcome, never on patience. */
export function decideEscalation(
  command: EscalationCommand,
  escalation: Escalation,
  facts: EscalationFacts,
  moment: Moment,
): EscalationDecision | Refusal {
  if (command.type === 'BeginEscalation') {
    return escalation.status === 'none' ? begin(command, escalation, facts, moment) : nothing;
  }
  if (escalation.status === 'none') return refuse('escalation-unknown', 'There is no such escalation.');
  if (escalation.status !== 'climbing') return nothing;
  switch (command.type) {
    case 'OfferReached':
      return {
        events: [
          {
            type: 'EscalationReached',
            ...eventBase(escalation, moment),
            offerId: command.offerId,
            personId: command.personId,
          },
        ],
      };
    case 'OfferOver':
      return offerOver(command, escalation, facts, moment);
    case 'CancelEscalation': {
      const withdrawn = escalation.tried
        .filter(({ outcome }) => outcome === 'ringing')
        .map(({ offerId }) => offerId);
      return {
        events: [
          { type: 'EscalationCancelled', ...eventBase(escalation, moment), withdrawn, why: command.why },
        ],
      };
    }
    default:
      return assertNever(command);
  }
}

function eventBase(escalation: Climbing, { at, id }: Moment) {
  const { callId, businessId, pathway, manner } = escalation;
  return { escalationId: id, callId, businessId, pathway, manner, at };
}

function begin(
  command: Command<'BeginEscalation'>,
  none: Escalation,
  facts: EscalationFacts,
  moment: Moment,
): EscalationDecision | Refusal {
  if (facts.policy === null) return refuse('ladder-unknown', 'This business has no such topic or authority.');
  const { at, id } = moment;
  const ladder = facts.policy.ladder.map(({ name, people }) => ({
    name,
    people: people.filter((personId) => !command.except.includes(personId)),
  }));
  const began: EscalationEvent = {
    type: 'EscalationBegan',
    escalationId: id,
    callId: command.callId,
    businessId: command.businessId,
    pathway: command.pathway,
    manner: command.manner,
    at,
    begun: {
      callId: command.callId,
      businessId: command.businessId,
      pathway: command.pathway,
      manner: command.manner,
      reason: command.reason,
      ladder,
      rungSeconds: facts.policy.rungSeconds,
      topic: command.topic,
      language: command.language,
      story: [...command.story],
      waitingSince: command.waitingSince,
      beganAt: at,
    },
  };
  return climb([began], evolveEscalation(none, began), facts, moment);
}

function offerOver(
  command: Command<'OfferOver'>,
  escalation: Climbing,
  facts: EscalationFacts,
  moment: Moment,
): EscalationDecision {
  const tried = escalation.tried.find(({ offerId }) => offerId === command.offerId);
  if (tried?.outcome !== 'ringing') return nothing;
  const answered: EscalationEvent = {
    type: 'RungAnswered',
    ...eventBase(escalation, moment),
    offerId: command.offerId,
    outcome: command.outcome,
    reason: command.reason,
  };
  return climb([answered], evolveEscalation(escalation, answered), facts, moment);
}

/** Rings the next person on the ladder; rungs on which nobody can be rung are skipped at once. */
function climb(
  events: EscalationEvent[],
  escalation: Escalation,
  facts: EscalationFacts,
  moment: Moment,
): EscalationDecision {
  if (escalation.status !== 'climbing') return { events };
  const of = eventBase(escalation, moment);
  for (let rung = escalation.rung; rung < escalation.ladder.length; rung += 1) {
    const next = nextOnRung(escalation, rung, facts);
    if (next !== null) {
      const { topic, language, story, waitingSince, rungSeconds } = escalation;
      return {
        events: [
          ...events,
          {
            type: 'RungTried',
            ...of,
            rung,
            offerId: `${moment.id}.o${escalation.tried.length + 1}`,
            personId: next.personId,
            personName: next.name,
            ringSeconds: rungSeconds,
            topic,
            language,
            story,
            waitingSince,
            why: whyRung(escalation, rung, next),
          },
        ],
      };
    }
    const untried = !escalation.tried.some((attempt) => attempt.rung === rung);
    if (untried) events.push({ type: 'RungSkipped', ...of, rung, why: whySkipped(escalation, rung, facts) });
  }
  const told = escalation.tried.map(({ personName }) => personName);
  const reason =
    told.length === 0 ? 'Nobody on the ladder could be rung.' : `Rung without success: ${told.join(', ')}.`;
  return { events: [...events, { type: 'EscalationExhausted', ...of, reason, told }] };
}

function nextOnRung(escalation: Climbing, rung: number, facts: EscalationFacts): LadderPerson | null {
  const people = (escalation.ladder[rung]?.people ?? [])
    .map((personId) => facts.people[personId])
    .filter((person) => person !== undefined)
    .filter(({ personId }) => !escalation.tried.some((attempt) => attempt.personId === personId));
  const callable = people.filter(({ presence }) => CALLABLE.includes(presence));
  return callable.find(({ presence }) => presence === 'free') ?? callable[0] ?? null;
}

function whyRung(escalation: Climbing, rung: number, person: LadderPerson): string {
  const name = escalation.ladder[rung]?.name ?? '';
  const free = person.presence === 'free' ? 'is free' : howRung(person);
  const after = rung > 0 ? ' The rung below could not be reached.' : '';
  return `${person.name} is on the rung "${name}" and ${free}.${after}`;
}

function howRung({ unreachable }: LadderPerson): string {
  return unreachable === null ? 'can be rung' : `is rung on the telephone: ${unreachable}`;
}

function whySkipped(escalation: Climbing, rung: number, facts: EscalationFacts): string {
  const { name, people } = escalation.ladder[rung] ?? { name: '', people: [] };
  if (people.length === 0) return `Nobody else is on the rung "${name}".`;
  const states = people.map((personId) => {
    const person = facts.people[personId];
    if (person === undefined) return personId;
    const tried = escalation.tried.some((attempt) => attempt.personId === personId);
    return `${person.name} (${tried ? 'rung already' : person.presence.replaceAll('-', ' ')})`;
  });
  return `Nobody on the rung "${name}" can be rung: ${states.join(', ')}.`;
}
