import { rfc2822 } from './dates.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import type { Callback, ConferenceRecord, ParticipantRecord } from './records.ts';
import type { Params } from '../webhooks/signature.ts';

/** Why a conference ended; Twilio writes these with hyphens … */
export type ReasonEnded =
  | 'conference-ended-via-api'
  | 'last-participant-kicked'
  | 'last-participant-left'
  | 'participant-with-end-conference-on-exit-kicked'
  | 'participant-with-end-conference-on-exit-left';

/** … and why a participant left with underscores. */
export type ReasonLeft =
  | 'conference_ended_via_api'
  | 'moderator_ended_conference'
  | 'participant_updated_via_api'
  | 'participant_hung_up'
  | 'participant_add_failed';

type EventGroup = 'start' | 'end' | 'join' | 'leave' | 'mute' | 'hold' | 'modify' | 'announcement';

/** Tells whoever asked first what happens in one conference, numbered in order. */
export class RoomNews {
  readonly #exchange: Exchange;
  readonly #record: ConferenceRecord;
  readonly #callback: Callback | null;
  #sent = 0;

  constructor(exchange: Exchange, record: ConferenceRecord, callback: Callback | null) {
    this.#exchange = exchange;
    this.#record = record;
    this.#callback = callback;
  }

  started(): void {
    this.#tell('start', 'conference-start', []);
  }

  ended(labelEnding: string | null): void {
    const { reasonConferenceEnded, callSidEndingConference } = this.#record;
    const fields: [string, string][] = [
      ['ReasonConferenceEnded', reasonConferenceEnded ?? ''],
      ['Reason', reasonConferenceEnded ?? ''],
    ];
    if (callSidEndingConference !== null) fields.push(['CallSidEndingConference', callSidEndingConference]);
    if (labelEnding !== null) fields.push(['ParticipantLabelEndingConference', labelEnding]);
    this.#tell('end', 'conference-end', fields);
  }

  joined(leg: Leg, participant: ParticipantRecord): void {
    this.#tell('join', 'participant-join', participantFields(participant), leg);
  }

  left(leg: Leg, participant: ParticipantRecord, reason: ReasonLeft): void {
    this.#tell(
      'leave',
      'participant-leave',
      [
        ...participantFields(participant),
        ['ParticipantCallStatus', leg.record.status],
        ['ReasonParticipantLeft', reason],
      ],
      leg,
    );
  }

  changed(leg: Leg, participant: ParticipantRecord, event: string, group: EventGroup): void {
    this.#tell(group, event, participantFields(participant), leg);
  }

  announced(url: string, participant: ParticipantRecord | null, failure: string | null): void {
    const fields: [string, string][] = [['AnnounceUrl', url]];
    if (failure !== null) fields.push(['ReasonAnnouncementFailed', failure]);
    this.#tell('announcement', failure === null ? 'announcement-end' : 'announcement-fail', [
      ...(participant ? participantFields(participant) : []),
      ...fields,
    ]);
  }

  #tell(group: EventGroup, event: string, fields: Params, leg?: Leg): void {
    const { sid, friendlyName, accountSid } = this.#record;
    this.#exchange.journal.append({
      kind: 'event',
      name: event,
      ...(leg && { callSid: leg.sid }),
      conferenceSid: sid,
      conference: friendlyName,
    });
    if (!this.#callback?.events.includes(group)) return;
    this.#sent += 1;
    this.#exchange.callbacks.post({
      lane: sid,
      url: this.#callback.url,
      method: this.#callback.method,
      purpose: 'conference',
      callSid: leg?.sid ?? null,
      params: [
        ['ConferenceSid', sid],
        ['FriendlyName', friendlyName],
        ['AccountSid', accountSid],
        ['SequenceNumber', String(this.#sent)],
        ['Timestamp', rfc2822(this.#exchange.clock.now())],
        ['StatusCallbackEvent', event],
        ...fields,
      ],
    });
  }
}

function participantFields(participant: ParticipantRecord): Params {
  const fields: [string, string][] = [
    ['CallSid', participant.callSid],
    ['Muted', String(participant.muted)],
    ['Hold', String(participant.hold)],
    ['Coaching', String(participant.coaching)],
    ['StartConferenceOnEnter', String(participant.startConferenceOnEnter)],
    ['EndConferenceOnExit', String(participant.endConferenceOnExit)],
  ];
  if (participant.label !== null) fields.push(['ParticipantLabel', participant.label]);
  return fields;
}
