import { z } from 'zod';
import type { EffectSettled, LineRequest } from '../../telephony/line.ts';
import { Pathway } from '../escalations/escalation.ts';

/** The sound of a call, from the notice to the file in our own store; or a message that a caller left. */

export const Marker = z.object({
  at: z.number(),
  kind: z.enum(['hold', 'resume', 'transfer', 'escalation', 'joined', 'left', 'pause', 'note']),
  text: z.string(),
});
export type Marker = z.infer<typeof Marker>;

/** A stretch of the call that is not on record; `to` is null while it lasts. Epoch ms. */
const Pause = z.object({
  from: z.number(),
  to: z.number().nullable(),
  /** False: the line could not pause, and recorded on. */
  held: z.boolean(),
});

/** What is said, written down while the line records. */
const Transcription = z.discriminatedUnion('status', [
  z.object({ status: z.literal('off') }),
  z.object({
    status: z.literal('on'),
    language: z.string(),
    /** How often the line was asked to listen: once, and again after each pause. */
    turn: z.number().int(),
    /** Whose words are kept now. Null before the start and while paused: then nothing said is kept. */
    hears: z.object({ session: z.string(), since: z.number() }).nullable(),
    /** Why words are missing. */
    problem: z.string().nullable(),
  }),
]);

const details = {
  kind: z.enum(['conversation', 'message']),
  callId: z.string(),
  businessId: z.string(),
  callerSid: z.string(),
  from: z.string(),
  callerName: z.string().nullable(),
  topic: z.string().nullable(),
  /** When it was asked for. */
  beganAt: z.number(),
  /** When the line began to record; markers count from here. */
  startedAt: z.number().nullable(),
  providerSid: z.string().nullable(),
  pathways: z.array(Pathway),
  people: z.array(z.string()),
  markers: z.array(Marker),
  /** What a pause leaves in the file: its length in silence, or nothing at all. */
  pauseBy: z.enum(['silence', 'skip']).default('silence'),
  pauses: z.array(Pause).default([]),
  transcription: Transcription.default({ status: 'off' }),
  retentionDays: z.number().int(),
};

export const Recording = z.discriminatedUnion('status', [
  z.object({ status: z.literal('none') }),
  z.object({
    status: z.literal('recording'),
    paused: z.object({ since: z.number(), until: z.number(), by: z.string() }).nullable(),
    ...details,
  }),
  /** The line has finished; the file is on its way into our store. */
  z.object({ status: z.literal('fetching'), endedAt: z.number(), ...details }),
  z.object({
    status: z.literal('stored'),
    endedAt: z.number(),
    path: z.string(),
    sha256: z.string(),
    bytes: z.number(),
    durationMs: z.number(),
    channels: z.number().int(),
    providerCopy: z.enum(['kept', 'removed']),
    ...details,
  }),
  z.object({ status: z.literal('lost'), endedAt: z.number(), problem: z.string(), ...details }),
  /** Its time is over: sound, waveform and words are gone, the row stays. */
  z.object({
    status: z.literal('deleted'),
    endedAt: z.number(),
    deletedAt: z.number(),
    durationMs: z.number().nullable(),
    providerCopy: z.enum(['kept', 'removed']),
    /** Null when no file of ours is left; otherwise what could not be removed yet, and why. */
    left: z.object({ path: z.string(), tries: z.number().int(), problem: z.string().nullable() }).nullable(),
    /** Why there was never anything to play. */
    lostBecause: z.string().nullable(),
    ...details,
  }),
]);
export type Recording = z.infer<typeof Recording>;
export type BegunRecording = Exclude<Recording, { status: 'none' }>;
export type StoredRecording = Extract<Recording, { status: 'stored' }>;

export type RecordingCommand =
  /** Something happened that the policy may want on record. */
  | {
      readonly type: 'ConsiderRecording';
      readonly callId: string;
      readonly businessId: string;
      readonly because: 'conversation' | 'escalation';
    }
  | {
      readonly type: 'KeepMessage';
      readonly callId: string;
      readonly businessId: string;
      readonly providerSid: string;
      readonly for: string;
      readonly durationSeconds: number;
    }
  | {
      readonly type: 'ProviderChanged';
      readonly providerSid: string;
      readonly status: 'in-progress' | 'paused' | 'stopped' | 'completed' | 'absent';
    }
  | { readonly type: 'PauseRecording'; readonly by: string; readonly name: string }
  | { readonly type: 'ResumeRecording'; readonly by: string | null }
  | { readonly type: 'MarkRecording'; readonly marker: Omit<Marker, 'at'> }
  | { readonly type: 'NotePathway'; readonly pathway: Pathway }
  | { readonly type: 'NotePerson'; readonly personId: string }
  | { readonly type: 'CallOver' }
  /** The line has had time to finish the file. */
  | { readonly type: 'FetchNow' }
  /** What was promised when it was made is due: it has been kept for long enough. */
  | { readonly type: 'RetentionOver' }
  /** The file could not be removed; once more. */
  | { readonly type: 'EraseAgain' }
  | { readonly type: 'TranscriptionBroke'; readonly session: string; readonly problem: string }
  | EffectSettled;

interface Of {
  readonly recordingId: string;
  readonly callId: string;
  readonly businessId: string;
  readonly at: number;
}

export type RecordingEvent =
  | (Of & {
      readonly type: 'RecordingAsked';
      readonly asked: Omit<Extract<Recording, { status: 'recording' }>, 'status' | 'paused' | 'pauses'>;
      readonly why: string;
    })
  | (Of & { readonly type: 'RecordingStarted'; readonly providerSid: string })
  /** The policy wanted a recording that may not be made. */
  | (Of & { readonly type: 'RecordingForgone'; readonly why: string })
  | (Of & {
      readonly type: 'RecordingPaused';
      readonly by: string;
      readonly name: string;
      readonly until: number;
    })
  /** `held` is false when the line had recorded on all the while. */
  | (Of & { readonly type: 'RecordingResumed'; readonly why: string; readonly held?: false })
  | (Of & { readonly type: 'TranscriptionAsked'; readonly session: string })
  /** The recording goes on; only the written words are missing. */
  | (Of & { readonly type: 'TranscriptionFailed'; readonly problem: string })
  | (Of & { readonly type: 'RecordingMarked'; readonly marker: Marker })
  | (Of & { readonly type: 'PathwayNoted'; readonly pathway: Pathway })
  | (Of & { readonly type: 'PersonNoted'; readonly personId: string })
  | (Of & { readonly type: 'RecordingFinished'; readonly providerSid: string })
  | (Of & {
      readonly type: 'RecordingStored';
      readonly path: string;
      readonly sha256: string;
      readonly bytes: number;
      readonly durationMs: number;
      readonly channels: number;
    })
  | (Of & { readonly type: 'ProviderCopyRemoved' })
  | (Of & { readonly type: 'RecordingLost'; readonly problem: string })
  | (Of & { readonly type: 'RecordingDeleted' })
  | (Of & { readonly type: 'FilesErased' })
  | (Of & { readonly type: 'FilesNotErased'; readonly problem: string });

/** Removes the sound and the waveform from our own store; `path` as it was stored. */
export interface EraseFiles {
  readonly kind: 'recordings.erase';
  readonly id: string;
  readonly callId: null;
  readonly path: string;
}

export type RecordingEffect = LineRequest | EraseFiles;

export interface RecordingFacts {
  readonly policy: {
    readonly record: 'all' | 'escalated' | 'none';
    readonly retentionDays: number;
    readonly transcribe: boolean;
    readonly pause: 'silence' | 'skip';
  } | null;
  readonly call: {
    readonly callerSid: string;
    readonly from: string;
    readonly callerName: string | null;
    readonly topic: string | null;
    readonly language: string;
    readonly noticeGiven: boolean;
    readonly startedAt: number;
  } | null;
}
