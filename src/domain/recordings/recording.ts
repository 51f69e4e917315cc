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
]);
export type Recording = z.infer<typeof Recording>;
export type BegunRecording = Exclude<Recording, { status: 'none' }>;

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
      readonly asked: Omit<Extract<Recording, { status: 'recording' }>, 'status' | 'paused'>;
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
  | (Of & { readonly type: 'RecordingResumed'; readonly why: string })
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
  | (Of & { readonly type: 'RecordingLost'; readonly problem: string });

export type RecordingEffect = LineRequest;

export interface RecordingFacts {
  readonly policy: { readonly record: 'all' | 'escalated' | 'none'; readonly retentionDays: number } | null;
  readonly call: {
    readonly callerSid: string;
    readonly from: string;
    readonly callerName: string | null;
    readonly topic: string | null;
    readonly noticeGiven: boolean;
    readonly startedAt: number;
  } | null;
}
