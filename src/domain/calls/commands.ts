import type { EffectSettled, LegInput, LineRequest } from '../../telephony/line.ts';
import type { Business } from '../businesses/business.ts';
import type { Pathway } from '../escalations/escalation.ts';
import type { Outcome, Purpose } from '../offers/offer.ts';
import type { WaitingKey } from '../queues/queue-entry.ts';
import type { Device } from '../people/softphone.ts';

/** What may be asked of a call: by the line, by other nouns' events, and by the people at their desks (`by`: a person's id). */

export type LineCommand =
  | {
      readonly type: 'ArriveCall';
      readonly callerSid: string;
      readonly businessId: string;
      readonly number: string;
      readonly flow: string;
      readonly from: string;
      readonly callerName: string | null;
    }
  | { readonly type: 'TakeTurn'; readonly turn: number; readonly input: LegInput }
  | { readonly type: 'CallerJoinedRoom' }
  | { readonly type: 'CallerHungUp' }
  /** The line could not do what was asked last: it is asked again, as the call stands now. */
  | { readonly type: 'AskLineAgain' }
  /** Time to look whether the legs of the call are alive: their news may be lost. */
  | { readonly type: 'CheckLegs' }
  | EffectSettled;

export type HouseCommand =
  /** A person said yes to ringing a customer back: a call of our own begins. */
  | {
      readonly type: 'PlaceCall';
      readonly businessId: string;
      readonly number: string;
      readonly to: string;
      readonly customerName: string | null;
      readonly language: string;
      readonly queue: string;
      readonly topic: string | null;
      readonly story: readonly string[];
      readonly waitingSince: number;
      readonly person: {
        readonly offerId: string;
        readonly personId: string;
        readonly name: string;
        readonly sid: string;
        readonly device: Device;
      };
    }
  | { readonly type: 'CustomerPickedUp'; readonly sid: string }
  /** The caller is to be rung back; `leaves`: they hear the goodbye now. */
  | { readonly type: 'PromiseRingBack'; readonly callbackId: string; readonly leaves: boolean }
  /** The customer's leg hears these words, and the call is over. */
  | { readonly type: 'SayAndEnd'; readonly by: string; readonly words: string }
  | { readonly type: 'SetLanguage'; readonly language: string }
  | { readonly type: 'NoteNotice' }
  | {
      readonly type: 'WaitForPerson';
      readonly queue: string | null;
      readonly only: readonly string[] | null;
      readonly ringSeconds: number | null;
      readonly topic: string | null;
      readonly priority: string | null;
      readonly waitingKeys: Readonly<Record<string, WaitingKey>>;
      readonly story: readonly string[];
      readonly askedForManager: boolean;
    }
  | {
      readonly type: 'NoteWaiting';
      readonly entryId: string;
      readonly queue: string | null;
      readonly joinedAt: number;
    }
  | {
      readonly type: 'LeaveWait';
      readonly outcome: { readonly kind: 'key'; readonly key: string } | { readonly kind: 'nobody' };
      readonly words: string | null;
    }
  | { readonly type: 'EscalateWait'; readonly pathway: 'automatic' | 'hierarchical'; readonly reason: string }
  | {
      readonly type: 'PersonReached';
      readonly offerId: string;
      readonly personId: string;
      readonly name: string;
      readonly sid: string;
      readonly device: Device;
      readonly purpose: Purpose;
      readonly asker: { readonly noun: string; readonly id: string };
    }
  | {
      readonly type: 'OfferOver';
      readonly offerId: string;
      readonly personId: string;
      readonly outcome: Outcome;
      readonly reason: string;
    }
  | {
      readonly type: 'EscalationOver';
      readonly escalationId: string;
      readonly pathway: Pathway;
      readonly reached: boolean;
      readonly reason: string;
    }
  | { readonly type: 'PartyGone'; readonly offerId: string };

export type DeskCommand =
  | { readonly type: 'HoldCaller'; readonly by: string }
  | { readonly type: 'ResumeCaller'; readonly by: string }
  | { readonly type: 'ConsultPerson'; readonly by: string; readonly personId: string }
  | { readonly type: 'CancelConsult'; readonly by: string }
  | { readonly type: 'BringTogether'; readonly by: string }
  | { readonly type: 'HandOver'; readonly by: string }
  | { readonly type: 'TransferToPerson'; readonly by: string; readonly personId: string }
  | { readonly type: 'TransferToQueue'; readonly by: string; readonly queue: string }
  | {
      readonly type: 'Escalate';
      readonly by: string;
      readonly pathway: 'functional' | 'hierarchical';
      /** A topic's key, for the functional pathway. */
      readonly topic: string | null;
      /** An authority's key, for the hierarchical pathway; null: the managers. */
      readonly authority: string | null;
      readonly how: 'ask-first' | 'hand-over';
      readonly summary: string | null;
    }
  | { readonly type: 'LeaveCall'; readonly by: string }
  | { readonly type: 'DropParty'; readonly by: string; readonly offerId: string }
  | { readonly type: 'EndCall'; readonly by: string }
  | { readonly type: 'AddNote'; readonly by: string; readonly text: string };

export type CallCommand = LineCommand | HouseCommand | DeskCommand;
export type CallEffect = LineRequest;

export interface CallFacts {
  readonly business: Business | null;
  /** The person named in the command: whom to ask or transfer to. */
  readonly target: {
    readonly personId: string;
    readonly name: string;
    readonly unsuitable: string | null;
  } | null;
  /** Who gives the command. */
  readonly actor: { readonly personId: string; readonly name: string } | null;
}
