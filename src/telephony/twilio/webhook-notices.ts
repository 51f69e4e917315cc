import type { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import type { Handling } from './webhook-handling.ts';
import type * as shapes from './webhook-shapes.ts';

/** Webhooks that only tell us something: what each means in our words. */

type Status = z.output<typeof shapes.statusShape>;

/** Status of a leg that called us. Only its end matters here. `now`: epoch ms. */
export function noticeOfEnd(leg: Status, now: () => number): Handling {
  const how = ending(leg.CallStatus);
  return {
    kind: 'notice',
    key: how ? `status/${leg.CallSid}/${leg.CallStatus}` : null,
    callSid: leg.CallSid,
    tell: async ({ listener }) => {
      if (how) await listener.legEnded({ sid: leg.CallSid, ring: null, how, at: momentOf(leg, now()) });
      return null;
    },
  };
}

/** Status of a leg that we ring for `attempt`. A second leg for the same attempt is claimed by nobody and ended. */
export function noticeOfRing(attempt: string, leg: Status, now: () => number): Handling {
  return {
    kind: 'notice',
    key: `ring/${attempt}/${leg.CallSid}/${leg.CallStatus}`,
    callSid: leg.CallSid,
    tell: async ({ listener, claimLeg }) => {
      const sid = leg.CallSid;
      const how = ending(leg.CallStatus);
      if ((await claimLeg(attempt, sid)) !== sid) return how ? null : sid;
      if (how) await listener.legEnded({ sid, ring: attempt, how, at: momentOf(leg, now()) });
      else if (leg.CallStatus === 'ringing')
        await listener.ringProgressed(attempt, { sid, status: 'ringing' });
      else if (leg.CallStatus === 'in-progress')
        await listener.ringProgressed(attempt, { sid, status: 'answered' });
      return null;
    },
  };
}

/** Who came into a room and who left it; other news of conferences is only acknowledged. */
export function noticeOfRoom(room: z.output<typeof shapes.roomShape>): Handling {
  const what =
    room.StatusCallbackEvent === 'participant-join'
      ? 'joined'
      : room.StatusCallbackEvent === 'participant-leave'
        ? 'left'
        : null;
  const sid = room.CallSid;
  if (what === null || sid === undefined) {
    return { kind: 'notice', key: null, callSid: sid ?? null, tell: () => Promise.resolve(null) };
  }
  return {
    kind: 'notice',
    key: `room/${room.ConferenceSid}/${room.SequenceNumber}`,
    callSid: sid,
    tell: async ({ listener }) => {
      await listener.roomChanged({
        room: room.FriendlyName,
        sid,
        what,
        conferenceSid: room.ConferenceSid,
        sequence: room.SequenceNumber,
      });
      return null;
    },
  };
}

const RECORDING_STATUS = {
  'in-progress': 'in-progress',
  started: 'in-progress',
  resumed: 'in-progress',
  paused: 'paused',
  stopped: 'stopped',
  completed: 'completed',
  absent: 'absent',
  // The Record verb's own word for nothing to be had.
  failed: 'absent',
} as const;

/** How a recording is doing; `asked`: the id of our request, null for a message that a caller left. */
export function noticeOfRecording(
  asked: string | null,
  recording: z.output<typeof shapes.recordingShape>,
): Handling {
  const known = Object.hasOwn(RECORDING_STATUS, recording.RecordingStatus);
  const status = RECORDING_STATUS[recording.RecordingStatus as keyof typeof RECORDING_STATUS];
  return {
    kind: 'notice',
    key: known ? `recording/${recording.RecordingSid}/${recording.RecordingStatus}` : null,
    callSid: recording.CallSid,
    tell: async ({ listener }) => {
      await listener.recordingChanged({
        asked,
        recordingSid: recording.RecordingSid,
        callSid: recording.CallSid,
        status,
        durationSeconds: recording.RecordingDuration ?? null,
      });
      return null;
    },
  };
}

const TEXT_STATUS = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
} as const;

export function noticeOfText(asked: string, message: z.output<typeof shapes.textStatusShape>): Handling {
  const known = Object.hasOwn(TEXT_STATUS, message.MessageStatus);
  const status = TEXT_STATUS[message.MessageStatus as keyof typeof TEXT_STATUS];
  const { MessageSid: sid, ErrorCode: code, ErrorMessage: words } = message;
  return {
    kind: 'notice',
    key: known ? `text-status/${asked}/${sid}/${message.MessageStatus}` : null,
    callSid: null,
    tell: async ({ listener, claimLeg }) => {
      // A second message of one request was a blind repetition of somebody's: the first one is what counts.
      if ((await claimLeg(asked, sid)) !== sid) return null;
      await listener.textProgressed(asked, {
        sid,
        status,
        reason: status === 'failed' ? textFault(code, words) : null,
      });
      return null;
    },
  };
}

/** https://www.twilio.com/docs/api/errors; what happens most, in words. */
const TEXT_FAULTS: Readonly<Record<string, string>> = {
  30003: 'the handset cannot be reached, perhaps it is switched off',
  30004: 'the handset blocks messages',
  30005: 'the number is not known',
  30006: 'the number is a landline or cannot take messages',
  30007: 'the carrier takes it for spam',
  30008: 'the carrier did not say why',
};

function textFault(code: string | undefined, words: string | undefined): string {
  const known = code === undefined ? undefined : TEXT_FAULTS[code];
  const said = known ?? words ?? 'the telephone company did not say why';
  return `the text message did not arrive: ${said}${code === undefined ? '' : ` (${code})`}`;
}

/**
 * What was heard on a leg, or that nothing is heard any more: https://www.twilio.com/docs/voice/twiml/transcription
 * `asked`: the id of our request; `now`: epoch ms, used where the stamp of the words cannot be believed.
 */
export function noticeOfWords(
  asked: string,
  news: z.output<typeof shapes.wordsShape>,
  now: () => number,
): Handling {
  const about = { kind: 'notice', callSid: news.CallSid } as const;
  switch (news.TranscriptionEvent) {
    case 'transcription-content':
      return {
        ...about,
        key: `words/${news.TranscriptionSid}/${news.SequenceId}`,
        tell: async ({ listener }) => {
          await listener.wordsHeard({
            asked,
            // Of the caller's leg: what comes in is the caller, what goes out is whatever the caller is told.
            party: news.Track === 'inbound_track' ? 'caller' : 'people',
            text: news.TranscriptionData.transcript,
            final: news.Final,
            confidence: news.TranscriptionData.confidence,
            at: believed(news.Timestamp, now(), 0),
            sequence: news.SequenceId,
          });
          return null;
        },
      };
    case 'transcription-error': {
      const { TranscriptionErrorCode: code, TranscriptionError: text } = news;
      const words = text ?? 'the line did not say why';
      return {
        ...about,
        key: `words/${news.TranscriptionSid}/error`,
        tell: async ({ listener }) => {
          await listener.transcriptionBroke({
            asked,
            problem: code === undefined ? words : `${words} (${code})`,
          });
          return null;
        },
      };
    }
    case 'transcription-started':
    case 'transcription-stopped':
      return { ...about, key: null, tell: () => Promise.resolve(null) };
    default:
      return assertNever(news);
  }
}

function ending(status: Status['CallStatus']) {
  switch (status) {
    case 'completed':
    case 'busy':
    case 'failed':
    case 'no-answer':
    case 'canceled':
      return status;
    case 'queued':
    case 'initiated':
    case 'ringing':
    case 'in-progress':
      return null;
    default:
      return assertNever(status);
  }
}

/** Twilio's stamps are whole seconds of another clock: believed only near our own, and never in the future. */
const BELIEVED_MS = 600_000;

function momentOf(leg: Status, now: number): number {
  return believed(leg.Timestamp, now, 999);
}

/** `later`: up to how much later than its stamp it may have been, in ms. */
function believed(stamp: number | null, now: number, later: number): number {
  return stamp === null || Math.abs(now - stamp) > BELIEVED_MS ? now : Math.min(now, stamp + later);
}
