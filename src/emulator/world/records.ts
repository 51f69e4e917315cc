/**
 * The words of the emulated telephone company: what it remembers of every resource.
 * Field names follow Twilio's REST resources in camelCase; times are epoch milliseconds of the emulator's clock.
 */

export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';
export type HttpMethod = 'GET' | 'POST';

/** Where and how a resource wants to be told of something. */
export interface Callback {
  readonly url: string;
  readonly method: HttpMethod;
  readonly events: readonly string[];
}

/** One thing that a party heard or did, as a caption for people and an oracle for tests. */
export interface HeardLine {
  readonly at: number;
  /** TwiML verb or happening: `Say`, `Play`, `Pause`, `Ringing`, `Conference`, `Hold`, `Error`, `Key`, `Speech`, `Party`. */
  readonly verb: string;
  readonly text: string;
}

export interface CallRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly parentCallSid: string | null;
  readonly from: string;
  readonly to: string;
  readonly direction: CallDirection;
  readonly phoneNumberSid: string | null;
  readonly forwardedFrom: string | null;
  readonly callerName: string | null;
  readonly dateCreated: number;
  dateUpdated: number;
  status: CallStatus;
  startTime: number | null;
  endTime: number | null;
  answeredBy: string | null;
  queueTimeMs: number;
  readonly heard: HeardLine[];
}

export type ConferenceStatus = 'init' | 'in-progress' | 'completed';

export interface ParticipantRecord {
  readonly callSid: string;
  readonly conferenceSid: string;
  readonly label: string | null;
  readonly dateCreated: number;
  dateUpdated: number;
  status: 'queued' | 'connecting' | 'ringing' | 'connected' | 'complete' | 'failed';
  muted: boolean;
  hold: boolean;
  startConferenceOnEnter: boolean;
  endConferenceOnExit: boolean;
  coaching: boolean;
  callSidToCoach: string | null;
}

export interface ConferenceRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly friendlyName: string;
  readonly region: string;
  readonly dateCreated: number;
  dateUpdated: number;
  status: ConferenceStatus;
  reasonConferenceEnded: string | null;
  callSidEndingConference: string | null;
}

export interface QueueRecord {
  readonly sid: string;
  readonly accountSid: string;
  friendlyName: string;
  maxSize: number;
  readonly dateCreated: number;
  dateUpdated: number;
}

export interface QueueMemberRecord {
  readonly queueSid: string;
  readonly callSid: string;
  readonly dateEnqueued: number;
  readonly position: number;
}

export type RecordingStatus = 'in-progress' | 'paused' | 'stopped' | 'processing' | 'completed' | 'absent';

export interface RecordingRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly callSid: string | null;
  readonly conferenceSid: string | null;
  readonly channels: 1 | 2;
  readonly source: 'DialVerb' | 'Conference' | 'OutboundAPI' | 'RecordVerb' | 'StartCallRecordingAPI';
  readonly track: 'inbound' | 'outbound' | 'both';
  readonly startTime: number;
  readonly dateCreated: number;
  dateUpdated: number;
  status: RecordingStatus;
  /** Whole seconds; null until it is known. */
  duration: number | null;
  errorCode: number | null;
}

/** Real-time transcription of a call. */
export interface TranscriptionRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly name: string | null;
  status: 'in-progress' | 'stopped';
  dateUpdated: number;
}

export interface NumberRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly phoneNumber: string;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: HttpMethod;
  voiceFallbackUrl: string;
  voiceFallbackMethod: HttpMethod;
  statusCallback: string;
  statusCallbackMethod: HttpMethod;
  voiceApplicationSid: string | null;
  /** Where text messages to it go. */
  smsUrl: string;
  smsMethod: HttpMethod;
  readonly dateCreated: number;
  dateUpdated: number;
}

export interface ApplicationRecord {
  readonly sid: string;
  readonly accountSid: string;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: HttpMethod;
  voiceFallbackUrl: string;
  voiceFallbackMethod: HttpMethod;
  statusCallback: string;
  statusCallbackMethod: HttpMethod;
  readonly dateCreated: number;
  dateUpdated: number;
}

export interface MessageRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  readonly numMedia: number;
  readonly dateCreated: number;
  dateUpdated: number;
  dateSent: number | null;
  status: 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'undelivered' | 'received';
  errorCode: number | null;
}
