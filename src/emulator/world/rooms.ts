import type { Exchange } from './exchange.ts';
import { newSid } from './ids.ts';
import type { Leg } from './leg.ts';
import { normaliseAddress } from './phone-number.ts';
import type { Callback, HttpMethod, ParticipantRecord } from './records.ts';
import { newParticipant, RoomRefusal } from './participant.ts';
import type { JoinOptions, Member, WaitSound } from './participant.ts';
import { Room } from './room.ts';
import { TwilioError } from './world.ts';
import type { NewParticipant, ParticipantUpdate } from './world.ts';

/** Every conference, live or past. A name belongs to one live room at a time. */
export class Rooms {
  readonly #exchange: Exchange;
  readonly #rooms = new Map<string, Room>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  get(sid: string): Room | undefined {
    return this.#rooms.get(sid);
  }

  find(sidOrName: string): Room | undefined {
    return this.#rooms.get(sidOrName) ?? this.#liveByName(sidOrName);
  }

  /** The first to name a room makes it; the first one's callback is the one that is told. */
  findOrCreate(name: string, callback: Callback | null): Room {
    const live = this.#liveByName(name);
    if (live) return live;
    const { accountSid, clock } = this.#exchange;
    const now = clock.now();
    const room = new Room(
      this.#exchange,
      {
        sid: newSid('CF'),
        accountSid,
        friendlyName: name,
        region: 'us1',
        dateCreated: now,
        dateUpdated: now,
        status: 'init',
        reasonConferenceEnded: null,
        callSidEndingConference: null,
      },
      callback,
    );
    this.#rooms.set(room.record.sid, room);
    return room;
  }

  update(
    sid: string,
    update: { status?: 'completed'; announceUrl?: string; announceMethod?: HttpMethod },
  ): Room {
    const room = this.#live(sid);
    if (update.status === 'completed') {
      if (room.record.status === 'init') {
        throw new TwilioError(400, 16001, `Conference ${sid} is not in progress; hang up its legs instead.`);
      }
      room.end('conference-ended-via-api', null);
      return room;
    }
    if (update.announceUrl) room.announce(null, update.announceUrl, update.announceMethod ?? 'POST');
    return room;
  }

  addParticipant(roomName: string, wanted: NewParticipant): ParticipantRecord {
    const { legs, clock, recordings, numbers } = this.#exchange;
    const from = numbers.requireCallerId(wanted.from);
    const to = normaliseAddress(wanted.to);
    if (to === null)
      throw new TwilioError(400, 21211, `The 'To' number ${wanted.to} is not a valid phone number.`);
    const known = this.#rooms.get(roomName);
    if (/^CF[0-9a-f]{32}$/.test(roomName) && !known) throw notFound(roomName);
    if (known?.isOver) throw new TwilioError(400, 16022, `Conference ${roomName} is over.`);
    const room = known ?? this.findOrCreate(roomName, wanted.conferenceStatusCallback);
    const options = joinOptionsOf(wanted);
    asTwilioError(() => room.check(options));
    const participants: { record?: ParticipantRecord } = {};
    const leg = legs.createOutbound({
      from,
      to,
      direction: 'outbound-api',
      parent: null,
      timeoutSeconds: wanted.timeoutSeconds,
      timeLimitSeconds: null,
      statusCallback: wanted.statusCallback,
      callerName: null,
      whenRinging: () => {
        if (participants.record) participants.record.status = 'ringing';
        if (wanted.earlyMedia) ringInRoom(room);
      },
      whenAnswered: (answered) => {
        if (wanted.record) {
          recordings.startForCall(answered, { ...wanted.record, source: 'OutboundAPI', tellAtCallEnd: true });
        }
        this.#joinAnswered(room, answered, options, participants.record);
      },
    });
    const record = newParticipant(room.record.sid, leg.sid, options, clock.now());
    participants.record = record;
    room.expect(leg, record);
    return record;
  }

  updateParticipant(sid: string, callSidOrLabel: string, update: ParticipantUpdate): ParticipantRecord {
    const { room, member } = this.#member(sid, callSidOrLabel);
    asTwilioError(() => {
      if (update.coaching !== undefined || update.callSidToCoach !== undefined) {
        room.coach(member, update.coaching ?? true, update.callSidToCoach ?? null);
      }
    });
    if (update.endConferenceOnExit !== undefined) room.setEndsOnExit(member, update.endConferenceOnExit);
    if (update.muted !== undefined) room.mute(member, update.muted);
    if (update.hold === true) room.hold(member, holdSoundOf(update));
    if (update.hold === false) room.unhold(member);
    if (update.announceUrl) room.announce(member, update.announceUrl, update.announceMethod ?? 'POST');
    return member.participant;
  }

  /** Kicks: a leg with further instructions goes on with them. */
  removeParticipant(sid: string, callSidOrLabel: string): void {
    const room = this.#live(sid);
    const member = room.member(callSidOrLabel);
    const pending = room.pendingLeg(callSidOrLabel);
    if (member) room.leave(member, 'participant_updated_via_api', true);
    else if (pending) this.#exchange.legs.end(pending, 'canceled');
    else throw participantNotFound(sid, callSidOrLabel);
  }

  #joinAnswered(room: Room, leg: Leg, options: JoinOptions, expected: ParticipantRecord | undefined): void {
    const turn = leg.turn;
    if (!turn) return;
    const hangUpUnlessMoved = (): void => {
      if (!turn.ended) this.#exchange.legs.end(leg, 'completed');
    };
    try {
      const member = room.join(leg, { ...options, whenLeft: hangUpUnlessMoved }, expected);
      turn.onEnd((reason) =>
        room.leave(member, reason === 'hangup' ? 'participant_hung_up' : 'participant_updated_via_api'),
      );
    } catch (error) {
      if (!(error instanceof RoomRefusal)) throw error;
      this.#exchange.debugger.error({ code: error.code, callSid: leg.sid, message: error.message });
      this.#exchange.legs.end(leg, 'completed');
    }
  }

  #member(sid: string, callSidOrLabel: string): { room: Room; member: Member } {
    const room = this.#live(sid);
    const member = room.member(callSidOrLabel);
    if (!member) throw participantNotFound(sid, callSidOrLabel);
    return { room, member };
  }

  #live(sid: string): Room {
    const room = this.#rooms.get(sid);
    if (!room) throw notFound(sid);
    if (room.isOver) throw new TwilioError(404, 20404, `The requested resource /Conferences/${sid} is over`);
    return room;
  }

  #liveByName(name: string): Room | undefined {
    return this.list().find((room) => !room.isOver && room.record.friendlyName === name);
  }
}

function joinOptionsOf(wanted: NewParticipant): JoinOptions {
  const wait: WaitSound =
    wanted.waitUrl === null
      ? { kind: 'music' }
      : wanted.waitUrl === ''
        ? { kind: 'silence' }
        : { kind: 'url', url: wanted.waitUrl, method: wanted.waitMethod };
  return {
    label: wanted.label,
    muted: wanted.muted,
    beep: wanted.beep,
    startConferenceOnEnter: wanted.startConferenceOnEnter,
    endConferenceOnExit: wanted.endConferenceOnExit,
    wait,
    coachCallSid: wanted.coachCallSid,
    maxParticipants: wanted.maxParticipants,
    record: wanted.conferenceRecord,
    whenLeft: () => undefined,
  };
}

function holdSoundOf(update: ParticipantUpdate): WaitSound {
  if (!update.holdUrl) return { kind: 'music' };
  return { kind: 'url', url: update.holdUrl, method: update.holdMethod ?? 'GET' };
}

/** With early media the room hears how the new participant's telephone rings. */
function ringInRoom(room: Room): void {
  for (const { leg, participant } of room.members) {
    if (!participant.hold) leg.hear('Ringing', 'ringing');
  }
}

function asTwilioError(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof RoomRefusal) throw new TwilioError(400, error.code, error.message);
    throw error;
  }
}

function notFound(sid: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource /Conferences/${sid} was not found`);
}

function participantNotFound(sid: string, participant: string): TwilioError {
  return new TwilioError(
    404,
    20404,
    `The requested resource /Conferences/${sid}/Participants/${participant} was not found`,
  );
}
