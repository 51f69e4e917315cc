import { assertNever } from '../../kernel/assert-never.ts';
import type { LineRequest, Step } from '../line.ts';
import { judge, outcomeOf } from './errors.ts';
import { fetchRecording } from './fetch-recording.ts';
import type { Assignment, CarriedOut } from './outcome.ts';
import type { TwilioAccount, TwilioClient } from './rest-client.ts';
import { check, end, move } from './rest-legs.ts';
import { deleteRecording, record, setRecording } from './rest-recordings.ts';
import { ring } from './rest-ring.ts';
import type { RingPorts } from './rest-ring.ts';
import { changeInRoom } from './rest-rooms.ts';
import { endTranscript, transcribe } from './rest-transcriptions.ts';
import type { RoomDirectory } from './room-directory.ts';

export interface CarryOutPorts extends RingPorts {
  readonly account: TwilioAccount;
  readonly client: () => Promise<TwilioClient>;
  readonly rooms: RoomDirectory;
  readonly dataDir: string;
  /** Whether the webhook of a step was acted on already. */
  readonly stepTaken: (step: Step, sid: string) => Promise<boolean>;
}

/** Asks Twilio for one thing. Never throws: every failure is judged by the one table of `errors.ts`. */
export type CarryOut = (assignment: Assignment) => Promise<CarriedOut>;

/** The one way out to Twilio's REST API for everything that is asked of the line. */
export function createCarryOut(ports: CarryOutPorts): CarryOut {
  return (assignment) =>
    asOutcome(async () => ask(await ports.client(), assignment, ports), assignment.reconcile);
}

/** What was asked came to, its failures judged. @param reconcile an earlier run may have succeeded unseen */
export async function asOutcome(asked: () => Promise<CarriedOut>, reconcile: boolean): Promise<CarriedOut> {
  try {
    return await asked();
  } catch (error) {
    const outcome = outcomeOf(error);
    // While looking, "try again" must not become "do it again without looking".
    return reconcile && outcome.outcome === 'retry'
      ? { outcome: 'unknown', reason: judge(error).reason }
      : outcome;
  }
}

function ask(client: TwilioClient, assignment: Assignment, ports: CarryOutPorts): Promise<CarriedOut> {
  const given = <R extends LineRequest>(effect: R): Assignment<R> => ({ ...assignment, effect });
  const { effect } = assignment;
  switch (effect.kind) {
    case 'line.ring':
      return ring(client, given(effect), ports);
    case 'line.move':
      return move(client, given(effect), ports);
    case 'line.check':
      return check(client, given(effect));
    case 'line.end':
      return end(client, given(effect), ports.rings);
    case 'line.hold':
    case 'line.release':
    case 'line.announce':
    case 'line.mute':
      return changeInRoom(client, given(effect), ports);
    case 'line.record':
      return record(client, given(effect), ports.urls);
    case 'line.set-recording':
      return setRecording(client, given(effect));
    case 'line.transcribe':
      return transcribe(client, given(effect), ports.urls);
    case 'line.end-transcript':
      return endTranscript(client, given(effect));
    case 'line.fetch-recording':
      return fetchRecording(given(effect), ports);
    case 'line.delete-recording':
      return deleteRecording(client, given(effect));
    default:
      return assertNever(effect);
  }
}
