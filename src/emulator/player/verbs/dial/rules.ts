import type { Params } from '../../../webhooks/signature.ts';
import type { Callback, CallStatus } from '../../../world/records.ts';
import { callbackIn, checkAttributes, oneOf, wholeNumber, yesOrNo } from '../../attributes.ts';
import { warn } from '../../document.ts';
import type { Stage } from '../../document.ts';
import type { XmlElement } from '../../parse-xml.ts';
import { normaliseAddress } from '../../../world/phone-number.ts';

/** How a `<Dial>` ended, as its action is told. */
export type DialEnd =
  | {
      readonly kind: 'dialled';
      readonly status:
        Extract<CallStatus, 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled'> | 'answered';
      readonly childSid: string | null;
      readonly durationSeconds: number | null;
      readonly bridged: boolean | null;
      readonly extra: Params;
    }
  /** Nothing to report: the next verb runs, whatever `action` says. */
  | { readonly kind: 'not-dialled' };

export interface DialRules {
  readonly timeoutSeconds: number;
  readonly timeLimitSeconds: number;
  readonly callerId: string;
  readonly answerOnBridge: boolean;
  readonly hangupOnStar: boolean;
  readonly sequential: boolean;
  readonly record: { readonly from: 'answer' | 'ringing'; readonly channels: 1 | 2 } | null;
  readonly recordingTrack: 'inbound' | 'outbound' | 'both';
  readonly recordingCallback: Callback | null;
}

/** Reports to the action while the leg itself is gone or moved. */
export type SendAction = (end: DialEnd) => void;

const attributes = [
  'action',
  'method',
  'timeout',
  'timeLimit',
  'callerId',
  'answerOnBridge',
  'hangupOnStar',
  'record',
  'recordingStatusCallback',
  'recordingStatusCallbackMethod',
  'recordingStatusCallbackEvent',
  'recordingTrack',
  'trim',
  'ringTone',
  'sequential',
  'referUrl',
  'referMethod',
  'callReason',
  'recordingConfigurationId',
  'events',
  'passports',
];
const recordValues = [
  'do-not-record',
  'false',
  'true',
  'record-from-answer',
  'record-from-ringing',
  'record-from-answer-dual',
  'record-from-ringing-dual',
] as const;

/** The attributes of `<Dial>`, read and warned of as Twilio does: https://www.twilio.com/docs/voice/twiml/dial */
export function dialRulesOf(stage: Stage, element: XmlElement): DialRules {
  checkAttributes(stage, element, attributes);
  const record = oneOf(stage, element, 'record', recordValues, 'do-not-record', 13217);
  const isRecorded = record !== 'do-not-record' && record !== 'false';
  return {
    timeoutSeconds: wholeNumber(stage, element, 'timeout', { min: 5, max: 600, otherwise: 30, code: 13212 }),
    timeLimitSeconds: wholeNumber(stage, element, 'timeLimit', {
      min: 1,
      max: 86_400,
      otherwise: 14_400,
      code: 13216,
    }),
    callerId: callerIdOf(stage, element),
    answerOnBridge: yesOrNo(stage, element, 'answerOnBridge', false, 13219) && !stage.leg.isAnswered,
    hangupOnStar: yesOrNo(stage, element, 'hangupOnStar', false, 13213),
    sequential: yesOrNo(stage, element, 'sequential', false, 13218),
    record: isRecorded
      ? { from: record.includes('ringing') ? 'ringing' : 'answer', channels: record.endsWith('dual') ? 2 : 1 }
      : null,
    recordingTrack: oneOf(stage, element, 'recordingTrack', ['both', 'inbound', 'outbound'], 'both', 12200),
    recordingCallback: callbackIn(stage, element, 'recordingStatusCallback', {
      events: ['completed'],
      code: 13256,
    }),
  };
}

/** Only the account's own numbers and the two numbers of this call may be shown to the callee. */
function callerIdOf(stage: Stage, element: XmlElement): string {
  const { record } = stage.leg;
  const wanted = element.attributes.get('callerId')?.trim();
  if (wanted === undefined || wanted === '') return record.from;
  const address = normaliseAddress(wanted);
  const isOurs =
    address !== null &&
    (address.startsWith('client:') ||
      address === record.from ||
      address === record.to ||
      stage.exchange.numbers.byPhoneNumber(address) !== undefined);
  if (isOurs) return address;
  warn(
    stage,
    13214,
    `callerId="${wanted}" of <Dial> is not a number of this account; ${record.from} is shown`,
  );
  return record.from;
}
