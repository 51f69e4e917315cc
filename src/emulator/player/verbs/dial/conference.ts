import type { WaitSound } from '../../../world/participant.ts';
import { RoomRefusal } from '../../../world/participant.ts';
import {
  addressIn,
  callbackIn,
  checkAttributes,
  methodOf,
  oneOf,
  wholeNumber,
  yesOrNo,
} from '../../attributes.ts';
import { warn } from '../../document.ts';
import type { Stage } from '../../document.ts';
import { textOf } from '../../parse-xml.ts';
import type { XmlElement } from '../../parse-xml.ts';
import type { DialEnd, DialRules, SendAction } from './rules.ts';

const attributes = [
  'muted',
  'beep',
  'startConferenceOnEnter',
  'endConferenceOnExit',
  'participantLabel',
  'jitterBufferSize',
  'waitUrl',
  'waitMethod',
  'maxParticipants',
  'record',
  'region',
  'trim',
  'coach',
  'statusCallback',
  'statusCallbackMethod',
  'statusCallbackEvent',
  'recordingStatusCallback',
  'recordingStatusCallbackMethod',
  'recordingStatusCallbackEvent',
  'eventCallbackUrl',
];

/** Joins the leg to a room, until the leg leaves it or the room ends. */
export async function dialConference(
  stage: Stage,
  rules: DialRules,
  noun: XmlElement,
  sendAction: SendAction,
): Promise<DialEnd> {
  checkAttributes(stage, noun, attributes);
  const { exchange, leg, scope } = stage;
  exchange.legs.answer(leg);
  const name = textOf(noun).trim();
  if (name === '') {
    warn(stage, 13237, `<Conference> names no room (line ${noun.line})`);
    return ended('failed');
  }
  const options = optionsOf(stage, noun);
  const stopReporting = scope.onEnd(() => sendAction(ended('answered')));
  try {
    await scope.wait<void>((resolve) => {
      const room = exchange.rooms.findOrCreate(name, options.statusCallback);
      const member = room.join(leg, { ...options, whenLeft: () => resolve() });
      const forget = scope.onEnd((reason) =>
        room.leave(member, reason === 'hangup' ? 'participant_hung_up' : 'participant_updated_via_api'),
      );
      const stopLimit = exchange.clock.schedule(rules.timeLimitSeconds * 1_000, () =>
        room.leave(member, 'participant_hung_up'),
      );
      const onStar = (key: string): void => {
        if (key === '*') room.leave(member, 'participant_hung_up');
      };
      if (rules.hangupOnStar) leg.keyListeners.add(onStar);
      return () => {
        forget();
        stopLimit();
        leg.keyListeners.delete(onStar);
      };
    });
    return ended('answered');
  } catch (error) {
    if (!(error instanceof RoomRefusal)) throw error;
    exchange.debugger.error({ code: error.code, callSid: leg.sid, url: stage.url, message: error.message });
    // A label that is taken sends the leg on to the next verb; every other refusal is reported to the action.
    return error.code === 16025 ? { kind: 'not-dialled' } : ended('failed');
  } finally {
    stopReporting();
  }
}

function optionsOf(stage: Stage, noun: XmlElement) {
  const record = oneOf(
    stage,
    noun,
    'record',
    ['do-not-record', 'false', 'record-from-start', 'true'],
    'do-not-record',
    12200,
  );
  const beep = oneOf(stage, noun, 'beep', ['true', 'false', 'onEnter', 'onExit'], 'true', 13235);
  const label = noun.attributes.get('participantLabel')?.trim() ?? '';
  const coach = noun.attributes.get('coach')?.trim() ?? '';
  return {
    label: label === '' ? null : label,
    muted: yesOrNo(stage, noun, 'muted', false, 13230),
    beep,
    startConferenceOnEnter: yesOrNo(stage, noun, 'startConferenceOnEnter', true, 13232),
    endConferenceOnExit: yesOrNo(stage, noun, 'endConferenceOnExit', false, 13231),
    wait: waitSoundOf(stage, noun),
    coachCallSid: coach === '' ? null : coach,
    maxParticipants: wholeNumber(stage, noun, 'maxParticipants', {
      min: 2,
      max: 250,
      otherwise: 250,
      code: 12200,
    }),
    statusCallback: callbackIn(stage, noun, 'statusCallback', { events: [], code: 12200 }),
    record:
      record === 'record-from-start' || record === 'true'
        ? {
            channels: 1 as const,
            track: 'both' as const,
            callback: callbackIn(stage, noun, 'recordingStatusCallback', {
              events: ['completed'],
              code: 13256,
            }),
          }
        : null,
  };
}

function waitSoundOf(stage: Stage, noun: XmlElement): WaitSound {
  const waitUrl = noun.attributes.get('waitUrl')?.trim();
  if (waitUrl === undefined) return { kind: 'music' };
  if (waitUrl === '') return { kind: 'silence' };
  return {
    kind: 'url',
    url: addressIn(stage, waitUrl),
    method: methodOf(stage, noun, 'waitMethod', 'POST', 13234),
  };
}

function ended(status: 'answered' | 'failed'): DialEnd {
  return { kind: 'dialled', status, childSid: null, durationSeconds: null, bridged: null, extra: [] };
}
