import { assertNever } from '../../kernel/assert-never.ts';
import type { CallEvent, KnownCall } from '../calls/call.ts';
import type { CallPhase, Segment } from './case.ts';

/** Where a caller was, and is: what the one clock of a case counts of its calls. */

const MENU = 'the menu';

/** Where the caller of this call is now; null when the call is over. */
export function phaseOf(callId: string, call: KnownCall): CallPhase | null {
  if (call.status === 'ended') return null;
  const names = call.parties.map(({ name }) => name);
  switch (call.place.at) {
    case 'flow':
      return { callId, phase: 'waiting', who: MENU };
    case 'waiting':
      return { callId, phase: 'waiting', who: queueWords(call.queue) };
    case 'ringing':
      return { callId, phase: 'waiting', who: namesOf(names) };
    case 'held':
      return { callId, phase: 'held', who: namesOf(names) };
    case 'moving':
    case 'talking':
    case 'leaving':
      return { callId, phase: 'talking', who: namesOf(names) };
    default:
      return assertNever(call.place);
  }
}

/** The stretches of a call as its events tell them, oldest first; the last one lasts while the call does. */
export function stretchesOf(events: readonly CallEvent[]): readonly Omit<Segment, 'level'>[] {
  const stretches: Omit<Segment, 'level'>[] = [];
  const names = new Map<string, string>();
  const enter = (what: Segment['what'], who: string, at: number) => {
    const last = stretches.at(-1);
    if (last !== undefined && last.to === null && last.what === what && last.who === who) return;
    leave(at);
    stretches.push({ what, who, from: at, to: null });
  };
  const leave = (at: number) => {
    const last = stretches.at(-1);
    if (last?.to === null) stretches[stretches.length - 1] = { ...last, to: at };
  };
  for (const event of events) {
    switch (event.type) {
      case 'CallArrived':
      case 'CallerBackInFlow':
        enter('waiting', MENU, event.at);
        break;
      case 'CallerAtQueue':
        enter('waiting', queueWords(event.queue), event.at);
        break;
      case 'CallPlaced':
        names.set(event.party.offerId, event.party.name);
        enter('waiting', event.party.name, event.at);
        break;
      case 'CallerFetched':
      case 'PartyJoined':
        names.set(event.party.offerId, event.party.name);
        enter('talking', namesOf([...names.values()]), event.at);
        break;
      case 'CustomerConnected':
      case 'CallerResumed':
        enter('talking', namesOf([...names.values()]), event.at);
        break;
      case 'PendingReached':
        names.set(event.party.offerId, event.party.name);
        break;
      case 'PartyLeft':
      case 'PartyReleased':
        names.delete(event.offerId);
        break;
      case 'CallerHeld':
        enter('held', namesOf([...names.values()]), event.at);
        break;
      case 'CallEnded':
        leave(event.at);
        break;
      default:
        // Whatever else happens on a call leaves the caller where they are.
        break;
    }
  }
  return stretches.filter(({ from, to }) => to === null || to > from);
}

function queueWords(queue: string | null): string {
  return queue === null ? 'a person' : `the queue ${queue}`;
}

function namesOf(names: readonly string[]): string {
  return names.length === 0 ? 'nobody' : names.join(' and ');
}
