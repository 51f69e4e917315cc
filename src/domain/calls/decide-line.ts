import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, refuse } from '../../kernel/decision.ts';
import { SECOND } from '../../kernel/duration.ts';
import type { LineCommand } from './commands.ts';
import { checked, checkLegs } from './check-legs.ts';
import { callerGone } from './decide-leaving.ts';
import {
  agents,
  callerStep,
  hold,
  moveCaller,
  of,
  release,
  resumed,
  say,
  wordsFor,
  type CallDecision,
  type CallRule,
  type Situation,
} from './decision.ts';

type LiveLineCommand = Exclude<LineCommand, { type: 'ArriveCall' }>;
type Command<T extends LiveLineCommand['type']> = Extract<LiveLineCommand, { type: T }>;

const ASK_AGAIN = 'ask-line-again';
const ASK_AGAIN_MS = 2 * SECOND;

/** What the caller's leg asks and tells. */
export function decideLine(command: LiveLineCommand, situation: Situation): CallRule {
  const { call } = situation;
  switch (command.type) {
    case 'TakeTurn':
      return takeTurn(command.turn, situation);
    case 'CallerJoinedRoom':
      return call.place.at === 'moving' ? { events: [{ type: 'CallerInRoom', ...of(situation) }] } : nothing;
    case 'CallerHungUp':
      return callerGone('caller', situation);
    case 'AskLineAgain':
      return askLineAgain(situation);
    case 'CheckLegs':
      return checkLegs(situation);
    case 'EffectSettled':
      return command.kind === 'line.check' ? checked(command, situation) : effectSettled(command, situation);
    default:
      return assertNever(command);
  }
}

/** The caller's leg asks what to do: it goes into the room, back into it, or home. */
function takeTurn(turn: number, situation: Situation): CallRule {
  const { call, moment, facts } = situation;
  if (turn !== call.turn) return refuse('old-step', 'This step was used already.');
  const turned: CallDecision['events'] = [{ type: 'CallerTurned', ...of(situation), turn: call.turn + 1 }];
  const then = { ...callerStep(situation), turn: call.turn + 1 };
  const joinRoom = { do: 'join-room', room: moment.id, label: 'caller', then } as const;
  switch (call.place.at) {
    case 'moving':
      return { events: [...turned, { type: 'CallerInRoom', ...of(situation) }], says: joinRoom };
    case 'talking':
      return { events: turned, says: joinRoom };
    case 'held':
      // Whoever comes into the room anew is not on hold there.
      return { events: turned, says: joinRoom, effects: [hold(situation, wordsFor(situation).stillOnHold)] };
    case 'waiting':
      // The queue calls the leg away in a moment; an empty room is no place to wait.
      return { events: turned, says: { do: 'speak', utterances: [{ kind: 'pause', seconds: 1 }], then } };
    case 'leaving': {
      const words = call.farewell ?? wordsFor(situation).goodbye(facts.business?.name ?? null);
      return { events: [], says: { do: 'hang-up', utterances: say(words, situation) } };
    }
    case 'ringing':
      return refuse('not-picked-up', 'The customer has not picked up yet.');
    case 'flow':
      return refuse('in-flow', 'The caller is in the flow, which says what comes next.');
    default:
      return assertNever(call.place);
  }
}

function askLineAgain(situation: Situation): CallRule {
  const { call, moment } = situation;
  const again = (what: string) => `${what}-${moment.at}`;
  switch (call.place.at) {
    case 'moving':
    case 'leaving':
      return { events: [], effects: [moveCaller(situation, again('move'))] };
    case 'talking':
      return { events: [], effects: [release(situation, again('release'))] };
    case 'held':
      return { events: [], effects: [hold(situation, wordsFor(situation).stillOnHold, again('hold'))] };
    case 'flow':
    case 'ringing':
    case 'waiting':
      return nothing;
    default:
      return assertNever(call.place);
  }
}

function effectSettled(command: Command<'EffectSettled'>, situation: Situation): CallRule {
  const { call, moment } = situation;
  const { place } = call;
  if (command.outcome === 'done') return nothing;
  // Gone: the end of the leg itself is told by its own callback.
  if (command.why === 'gone') return nothing;
  if (command.kind === 'line.hold' && place.at === 'held' && agents(call).length > 0) {
    return { events: [resumed(situation, `The line could not hold the caller: ${command.reason}`)] };
  }
  const stillWanted =
    (command.kind === 'line.move' && (place.at === 'moving' || place.at === 'leaving')) ||
    (command.kind === 'line.release' && place.at === 'talking') ||
    (command.kind === 'line.hold' && place.at === 'held');
  if (!stillWanted) return nothing;
  const again = { set: ASK_AGAIN, at: moment.at + ASK_AGAIN_MS, command: { type: 'AskLineAgain' } };
  return { events: [], timers: [again] };
}
