import type { Leg } from './leg.ts';
import type { HttpMethod, ParticipantRecord } from './records.ts';
import type { ReasonLeft } from './room-news.ts';
import type { Scope } from './scope.ts';
import type { RecordingOptions } from './world.ts';

export type WaitSound =
  | { readonly kind: 'music' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'url'; readonly url: string; readonly method: HttpMethod };

export interface JoinOptions {
  readonly label: string | null;
  readonly muted: boolean;
  readonly beep: 'true' | 'false' | 'onEnter' | 'onExit';
  readonly startConferenceOnEnter: boolean;
  readonly endConferenceOnExit: boolean;
  readonly wait: WaitSound;
  readonly coachCallSid: string | null;
  readonly maxParticipants: number;
  readonly record: RecordingOptions | null;
  readonly whenLeft: (reason: ReasonLeft) => void;
}

export interface Member {
  readonly leg: Leg;
  readonly participant: ParticipantRecord;
  readonly options: JoinOptions;
  /** What the member hears instead of the room: waiting music, hold music. */
  sound: Scope | null;
}

/** A leg may not join. `code` is Twilio's. */
export class RoomRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Somebody who has just come to a conference; `now`: epoch ms. */
export function newParticipant(
  conferenceSid: string,
  callSid: string,
  options: Pick<
    JoinOptions,
    'label' | 'muted' | 'startConferenceOnEnter' | 'endConferenceOnExit' | 'coachCallSid'
  >,
  now: number,
): ParticipantRecord {
  return {
    callSid,
    conferenceSid,
    label: options.label,
    dateCreated: now,
    dateUpdated: now,
    status: 'queued',
    muted: options.muted,
    hold: false,
    startConferenceOnEnter: options.startConferenceOnEnter,
    endConferenceOnExit: options.endConferenceOnExit,
    coaching: options.coachCallSid !== null,
    callSidToCoach: options.coachCallSid,
  };
}

/** Whether a request means this one: REST takes the call's sid or the label. */
export function names(participant: ParticipantRecord, callSidOrLabel: string): boolean {
  return participant.callSid === callSidOrLabel || participant.label === callSidOrLabel;
}
