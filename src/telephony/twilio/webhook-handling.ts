import type { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import { plainBrowserAddress } from '../line.ts';
import type { Instruction, LegInput, LineListener, LineRequest, Utterance } from '../line.ts';
import { isWithheld } from '../withheld.ts';
import { stepKey } from './claims.ts';
import type { Claims } from './claims.ts';
import type { FallbackStage } from './fallback.ts';
import type { CallInTrouble, Safety } from './safety.ts';
import { document, prompts, redirect } from './twiml.ts';
import { soundCheckDocument } from './sound-check.ts';
import { TEST_CALL, testCallTurn } from './test-call.ts';
import { languageIn, type TwilioUrls } from './urls.ts';
import {
  noticeOfEnd,
  noticeOfRecording,
  noticeOfRing,
  noticeOfRoom,
  noticeOfText,
  noticeOfWords,
} from './webhook-notices.ts';
import type { Road } from './webhook-paths.ts';
import * as shapes from './webhook-shapes.ts';
import type { Parameters } from './webhook-shapes.ts';
import { xmlText } from './xml.ts';

/** What a decision about one webhook may use; all of it belongs to one transaction. */
export interface WebhookTransaction {
  readonly claims: Claims;
  readonly listener: LineListener;
  /** See `RingLedger.claimLeg`. */
  claimLeg(attempt: string, sid: string): Promise<string>;
}

/** What is to be done with a well-signed, well-shaped webhook. */
export type Handling =
  /** A leg waits for words. */
  | {
      readonly kind: 'voice';
      readonly key: string;
      readonly call: CallInTrouble & { readonly sid: string };
      decide(inside: WebhookTransaction): Promise<Instruction | null>;
    }
  /** Something happened; nobody waits for more than "noted". */
  | {
      readonly kind: 'notice';
      /** Null when there is nothing to note. */
      readonly key: string | null;
      readonly callSid: string | null;
      /** Returns the sid of a leg that must not live, if there is one. */
      tell(inside: WebhookTransaction): Promise<string | null>;
    }
  /** Somebody may be answered in writing. */
  | {
      readonly kind: 'text';
      readonly key: string;
      readonly callSid: null;
      answer(inside: WebhookTransaction): Promise<string | null>;
    }
  /** A document that says the same to whoever asks and changes nothing. */
  | { readonly kind: 'document'; readonly callSid: string | null; twiml(): Promise<string> };

export interface HandlingContext {
  readonly urls: TwilioUrls;
  readonly safety: Safety;
  readonly now: () => number;
  /** Told the conference that a room is at present; null when it ended. */
  readonly onRoom: (room: string, conferenceSid: string | null) => void;
  /** The request that an effect carries, for the words of a hold or an announcement. */
  readonly effectPayload: (effectId: string) => Promise<LineRequest | null>;
}

/** A handling, or in words what does not fit. */
export type Understood =
  | { readonly status: 'understood'; readonly handling: Handling }
  | { readonly status: 'misshapen'; readonly fault: string };

/** What a webhook that came by this road asks of us; nothing is done yet. */
export function understand(road: Road, parameters: Parameters, context: HandlingContext): Understood {
  switch (road.road) {
    case 'voice':
      return shaped(shapes.voiceShape, parameters, (call) =>
        isBrowser(call.From) ? soundCheck(call, context) : arrival(call),
      );
    case 'step':
      return shaped(shapes.stepShape, parameters, (leg) => ({
        kind: 'voice',
        key: stepKey(road.step, leg.CallSid),
        call: trouble(leg, road.step.language),
        decide: ({ listener }) =>
          road.step.noun === TEST_CALL
            ? Promise.resolve(testCallTurn(road.step, legInput(leg)))
            : listener.legTurned(road.step, legInput(leg)),
      }));
    case 'status':
      return shaped(shapes.statusShape, parameters, (leg) => noticeOfEnd(leg, context.now));
    case 'text':
      return shaped(shapes.textShape, parameters, (message) => ({
        kind: 'text',
        key: `text/${message.MessageSid}`,
        callSid: null,
        answer: ({ listener }) =>
          listener.textArrived({
            sid: message.MessageSid,
            from: message.From,
            to: message.To,
            text: message.Body,
          }),
      }));
    case 'text-status':
      return shaped(shapes.textStatusShape, parameters, (message) => noticeOfText(road.asked, message));
    case 'ring':
      return shaped(shapes.statusShape, parameters, (leg) => noticeOfRing(road.attempt, leg, context.now));
    case 'room':
      return shaped(shapes.roomShape, parameters, (room) => {
        context.onRoom(
          room.FriendlyName,
          room.StatusCallbackEvent === 'conference-end' ? null : room.ConferenceSid,
        );
        return noticeOfRoom(room);
      });
    case 'recording':
      return shaped(shapes.recordingShape, parameters, (recording) =>
        noticeOfRecording(road.asked, recording),
      );
    case 'words':
      return shaped(shapes.wordsShape, parameters, (news) => noticeOfWords(road.asked, news, context.now));
    case 'fallback':
      return shaped(shapes.fallbackShape, parameters, (call) => ({
        kind: 'document',
        callSid: call.CallSid,
        twiml: () => {
          const ours = road.after === null && call.Direction !== 'inbound';
          const language = road.language ?? languageIn(call.ErrorUrl ?? '');
          return Promise.resolve(
            ours
              ? context.safety.apology(trouble(call, language))
              : context.safety.fallback(road.on ?? call.To, stage(road.after, call), language),
          );
        },
      }));
    case 'room-wait':
      return shaped(shapes.documentShape, parameters, ({ CallSid }) => ({
        kind: 'document',
        callSid: CallSid ?? null,
        twiml: () => Promise.resolve(document(music(context.urls))),
      }));
    case 'hold':
    case 'announce':
      return shaped(shapes.documentShape, parameters, ({ CallSid }) => ({
        kind: 'document',
        callSid: CallSid ?? null,
        twiml: async () => {
          const payload = await context.effectPayload(road.effectId);
          const words = prompts(wordsOf(payload), context.urls);
          return document(road.road === 'hold' ? words + music(context.urls) : words);
        },
      }));
    default:
      return assertNever(road);
  }
}

type Call = z.output<typeof shapes.voiceShape>;

function arrival(call: Call): Handling {
  return {
    kind: 'voice',
    key: `voice/${call.CallSid}`,
    call: trouble(call),
    decide: ({ listener }) =>
      listener.callArrived({
        sid: call.CallSid,
        from: isWithheld(call.From) ? 'anonymous' : call.From,
        to: call.To,
        callerName: call.CallerName ?? null,
      }),
  };
}

function isBrowser(address: string): boolean {
  return plainBrowserAddress(address) !== null;
}

function soundCheck({ CallSid, To }: Call, { urls }: HandlingContext): Handling {
  return { kind: 'document', callSid: CallSid, twiml: () => Promise.resolve(soundCheckDocument(To, urls)) };
}

function shaped<S extends z.ZodType>(
  shape: S,
  parameters: Parameters,
  handle: (value: z.output<S>) => Handling,
): Understood {
  const parsed = shape.safeParse(parameters);
  if (parsed.success) return { status: 'understood', handling: handle(parsed.data) };
  // Names only: values may be personal, and go to the log.
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  return {
    status: 'misshapen',
    fault: `these parameters are missing or not as Twilio sends them: ${names.join(', ')}`,
  };
}

function trouble(
  call: { CallSid: string; To: string; Direction: string },
  language: string | null = null,
): CallInTrouble & { readonly sid: string } {
  return { sid: call.CallSid, to: call.To, direction: call.Direction, language };
}

function legInput(leg: z.output<typeof shapes.stepShape>): LegInput {
  return {
    sid: leg.CallSid,
    ...(leg.Digits !== undefined && leg.Digits !== 'hangup' && { keys: leg.Digits }),
    ...(leg.SpeechResult !== undefined && {
      speech: { text: leg.SpeechResult, confidence: leg.Confidence ?? null },
    }),
    ...(leg.RecordingSid !== undefined && {
      message: { recordingSid: leg.RecordingSid, durationSeconds: leg.RecordingDuration ?? 0 },
    }),
  };
}

function stage(after: string | null, call: z.output<typeof shapes.fallbackShape>): FallbackStage {
  switch (after) {
    case 'message-left':
    case 'offer':
      return after;
    case 'bridged':
      return call.DialCallStatus === 'completed' && call.DialBridged !== 'false' ? 'bridged' : 'nobody';
    case 'accepted':
      return call.Digits ? 'accepted' : 'bridged';
    default:
      return 'start';
  }
}

function wordsOf(request: LineRequest | null): readonly Utterance[] {
  return request?.kind === 'line.hold' || request?.kind === 'line.announce' ? request.utterances : [];
}

/** What a held or waiting leg hears when its own words cannot be had. */
export function quietly(road: Road, urls: TwilioUrls): string {
  return document(road.road === 'announce' ? '' : music(urls));
}

/** Music without end: Twilio repeats it up to a thousand times, then the document begins again. */
function music(urls: TwilioUrls): string {
  return `<Play loop="0">${xmlText(urls.audio('hold.wav'))}</Play>${redirect(urls.roomWait)}`;
}
