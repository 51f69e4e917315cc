import type { AccountSettings } from './account-settings.ts';
import type { ClientView } from '../signal/clients.ts';
import type { DebuggerEntry } from './debugger.ts';
import type {
  ApplicationRecord,
  Callback,
  CallRecord,
  ConferenceRecord,
  HttpMethod,
  MessageRecord,
  NumberRecord,
  ParticipantRecord,
  QueueMemberRecord,
  QueueRecord,
  RecordingRecord,
  TranscriptionRecord,
} from './records.ts';

/** A refusal in Twilio's own words: HTTP status and error code. Thrown by the world, shown by REST as the standard error body. */
export class TwilioError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Where a leg's first instructions come from. */
export type Instructions =
  | { readonly kind: 'url'; readonly url: string; readonly method: HttpMethod }
  | { readonly kind: 'twiml'; readonly twiml: string };

export interface Fallback {
  readonly url: string;
  readonly method: HttpMethod;
}

export interface RecordingOptions {
  readonly channels: 1 | 2;
  readonly track: 'inbound' | 'outbound' | 'both';
  readonly callback: Callback | null;
}

export interface TranscriptionOptions {
  readonly name: string | null;
  readonly track: 'inbound_track' | 'outbound_track' | 'both_tracks';
  readonly languageCode: string;
  readonly engine: string;
  readonly inboundTrackLabel: string;
  readonly outboundTrackLabel: string;
  readonly partialResults: boolean;
  readonly callback: Callback | null;
}

export interface NewOutboundCall {
  readonly from: string;
  readonly to: string;
  readonly instructions: Instructions;
  readonly fallback: Fallback | null;
  readonly statusCallback: Callback | null;
  /** Seconds that it may ring; Twilio adds five. */
  readonly timeoutSeconds: number;
  readonly timeLimitSeconds: number | null;
  readonly sendDigits: string | null;
  readonly record: RecordingOptions | null;
  readonly callerName: string | null;
}

export interface CallUpdate {
  readonly instructions?: Instructions;
  readonly fallback?: Fallback;
  readonly statusCallback?: Callback;
  readonly status?: 'canceled' | 'completed';
}

export interface NewParticipant {
  readonly from: string;
  readonly to: string;
  readonly label: string | null;
  readonly timeoutSeconds: number;
  readonly muted: boolean;
  readonly beep: 'true' | 'false' | 'onEnter' | 'onExit';
  readonly startConferenceOnEnter: boolean;
  readonly endConferenceOnExit: boolean;
  readonly earlyMedia: boolean;
  readonly waitUrl: string | null;
  readonly waitMethod: HttpMethod;
  readonly maxParticipants: number;
  readonly coachCallSid: string | null;
  readonly statusCallback: Callback | null;
  readonly conferenceStatusCallback: Callback | null;
  readonly record: RecordingOptions | null;
  readonly conferenceRecord: RecordingOptions | null;
}

export interface ParticipantUpdate {
  readonly muted?: boolean;
  readonly hold?: boolean;
  readonly holdUrl?: string;
  readonly holdMethod?: HttpMethod;
  readonly announceUrl?: string;
  readonly announceMethod?: HttpMethod;
  readonly endConferenceOnExit?: boolean;
  readonly coaching?: boolean;
  readonly callSidToCoach?: string;
}

/**
 * Everything the REST door and the handset door may ask of the emulated telephone company.
 * Reads return live records (callers must not change them); commands throw TwilioError when Twilio would refuse.
 * All commands are synchronous: they change the world at once; webhooks and media follow by the clock.
 */
export interface World {
  readonly accountSid: string;
  now(): number;

  calls: {
    list(): readonly CallRecord[];
    get(sid: string): CallRecord | undefined;
    /** REST `POST Calls`. @throws TwilioError 21211/21212 on numbers that cannot be rung. */
    createOutbound(call: NewOutboundCall): CallRecord;
    /** REST `POST Calls/{sid}`. @throws TwilioError 20404, 21220. */
    update(sid: string, update: CallUpdate): CallRecord;
    /** REST `DELETE Calls/{sid}`. @throws TwilioError 20404, 20009. */
    remove(sid: string): void;
  };

  conferences: {
    list(): readonly ConferenceRecord[];
    get(sid: string): ConferenceRecord | undefined;
    /** By `CF…` sid, or the live room with that friendly name. */
    find(sidOrName: string): ConferenceRecord | undefined;
    update(
      sid: string,
      update: { status?: 'completed'; announceUrl?: string; announceMethod?: HttpMethod },
    ): ConferenceRecord;
    participants(conferenceSid: string): readonly ParticipantRecord[];
    /** By call sid or label. */
    participant(conferenceSid: string, callSidOrLabel: string): ParticipantRecord | undefined;
    /** `room` is a sid or a friendly name; the room is made when no live one has the name. */
    addParticipant(room: string, participant: NewParticipant): ParticipantRecord;
    updateParticipant(
      conferenceSid: string,
      callSidOrLabel: string,
      update: ParticipantUpdate,
    ): ParticipantRecord;
    removeParticipant(conferenceSid: string, callSidOrLabel: string): void;
  };

  /** What is set in the console at Twilio: the account's standing, its media, the countries it may ring. */
  account: AccountSettings;

  queues: {
    list(): readonly QueueRecord[];
    get(sid: string): QueueRecord | undefined;
    create(friendlyName: string, maxSize: number): QueueRecord;
    update(sid: string, update: { friendlyName?: string; maxSize?: number }): QueueRecord;
    remove(sid: string): void;
    members(sid: string): readonly QueueMemberRecord[];
    /** Whole seconds, over those who have left. */
    averageWaitSeconds(sid: string): number;
    /** Takes `Front` or a call sid out of the queue and lets it run these instructions. */
    dequeue(sid: string, memberOrFront: string, instructions: Instructions): QueueMemberRecord;
  };

  recordings: {
    list(): readonly RecordingRecord[];
    get(sid: string): RecordingRecord | undefined;
    /** REST `POST Calls/{sid}/Recordings`. @throws TwilioError 20404, 21220. */
    start(callSid: string, options: RecordingOptions): RecordingRecord;
    /** `sid` may be `Twilio.CURRENT`. @throws TwilioError 20404, 16108. */
    setStatus(
      owner: { callSid: string } | { conferenceSid: string },
      sid: string,
      status: 'in-progress' | 'paused' | 'stopped',
      pauseBehavior: 'silence' | 'skip',
    ): RecordingRecord;
    remove(sid: string): void;
    /** The WAV file. @throws TwilioError 20404 while not completed, 16113 when two channels are asked of a mono recording. */
    media(sid: string, requestedChannels: 1 | 2 | null): Promise<Buffer>;
  };

  transcriptions: {
    list(): readonly TranscriptionRecord[];
    /** REST `POST Calls/{sid}/Transcriptions`. @throws TwilioError 20404, 21220. */
    start(callSid: string, options: TranscriptionOptions): TranscriptionRecord;
    /** By sid or name. @throws TwilioError 20404. */
    stop(callSid: string, sidOrName: string): TranscriptionRecord;
  };

  numbers: {
    list(): readonly NumberRecord[];
    get(sid: string): NumberRecord | undefined;
    create(number: {
      phoneNumber: string;
      settings: Partial<
        Omit<NumberRecord, 'sid' | 'accountSid' | 'phoneNumber' | 'dateCreated' | 'dateUpdated'>
      >;
    }): NumberRecord;
    update(
      sid: string,
      settings: Partial<
        Omit<NumberRecord, 'sid' | 'accountSid' | 'phoneNumber' | 'dateCreated' | 'dateUpdated'>
      >,
    ): NumberRecord;
    remove(sid: string): void;
  };

  applications: {
    list(): readonly ApplicationRecord[];
    get(sid: string): ApplicationRecord | undefined;
    create(
      settings: Partial<Omit<ApplicationRecord, 'sid' | 'accountSid' | 'dateCreated' | 'dateUpdated'>>,
    ): ApplicationRecord;
    update(
      sid: string,
      settings: Partial<Omit<ApplicationRecord, 'sid' | 'accountSid' | 'dateCreated' | 'dateUpdated'>>,
    ): ApplicationRecord;
    remove(sid: string): void;
  };

  messages: {
    list(): readonly MessageRecord[];
    get(sid: string): MessageRecord | undefined;
    create(message: { from: string; to: string; body: string; statusCallback: string | null }): MessageRecord;
    /** A handset writes to one of the account's numbers. @throws TwilioError 21211 when nobody has that number. */
    receive(message: { from: string; to: string; body: string }): MessageRecord;
  };

  handsets: {
    /** A handset rings a number. @throws TwilioError 21211 when nobody has that number. */
    ring(call: {
      from: string;
      to: string;
      callerName?: string;
      extra?: Readonly<Record<string, string>>;
    }): CallRecord;
    press(callSid: string, digits: string): void;
    speak(callSid: string, text: string): void;
    hangUp(callSid: string): void;
    /** Picks up an outbound leg that rings. */
    answer(callSid: string): void;
    /** Refuses an outbound leg that rings: its status becomes `busy`. */
    reject(callSid: string): void;
    /** A handset's behaviour when it rings with nobody near: `ring` (default), `voicemail` (answers and talks), `busy`, `unreachable`. */
    setMode(number: string, mode: 'ring' | 'voicemail' | 'busy' | 'unreachable'): void;
    name(number: string, name: string): void;
    directory(): readonly { number: string; name: string; mode: string }[];
  };

  /** Voice SDK clients, dialled as `client:identity`. */
  clients: {
    list(): readonly ClientView[];
    /** Registers an identity without a browser: its calls are answered, talked on and hung up by `handsets`. */
    setByHand(identity: string, byHand: boolean): void;
  };

  /** Errors and warnings as Twilio's debugger would list them, oldest first; bounded. */
  debugger?: { list(): readonly DebuggerEntry[] };
}
