import type { Side } from '../audio/timeline.ts';
import type { Exchange } from './exchange.ts';
import type { Circuit, Leg } from './leg.ts';
import { names, newParticipant, RoomRefusal } from './participant.ts';
import type { JoinOptions, Member, WaitSound } from './participant.ts';
import type { Callback, ConferenceRecord, HttpMethod, ParticipantRecord } from './records.ts';
import { announceInRoom, startHoldSound, startWaitSound } from './room-sounds.ts';
import { RoomNews } from './room-news.ts';
import type { ReasonEnded, ReasonLeft } from './room-news.ts';
import type { Tape } from './tape.ts';
import type { RecordingOptions } from './world.ts';

/**
 * One conference, from its first participant to its end. It starts when two are in it and one of them may start it;
 * it ends when the last has left, or one whose leaving ends it, or by order.
 */
export class Room implements Circuit {
  readonly record: ConferenceRecord;
  readonly tapes = new Set<Tape>();
  readonly #exchange: Exchange;
  readonly #members = new Map<string, Member>();
  /** Participants that were called by REST and have not joined yet. */
  readonly #pending = new Map<string, { readonly leg: Leg; readonly participant: ParticipantRecord }>();
  readonly #news: RoomNews;
  #recording: RecordingOptions | null = null;
  #firstSpeaker: Leg | null = null;

  constructor(exchange: Exchange, record: ConferenceRecord, callback: Callback | null) {
    this.#exchange = exchange;
    this.record = record;
    this.#news = new RoomNews(exchange, record, callback);
  }

  get isOver(): boolean {
    return this.record.status === 'completed';
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  participants(): readonly ParticipantRecord[] {
    if (this.isOver) return [];
    return [...this.members, ...this.#pending.values()].map(({ participant }) => participant);
  }

  member(callSidOrLabel: string): Member | undefined {
    return this.members.find(({ participant }) => names(participant, callSidOrLabel));
  }

  pendingLeg(callSidOrLabel: string): Leg | undefined {
    return [...this.#pending.values()].find(({ participant }) => names(participant, callSidOrLabel))?.leg;
  }

  /** @throws RoomRefusal when the room is full, the label is taken or wrong, or the coached person is not there */
  check(options: Pick<JoinOptions, 'label' | 'coachCallSid' | 'maxParticipants'>): void {
    const { label, coachCallSid, maxParticipants } = options;
    if (this.#members.size >= maxParticipants) throw new RoomRefusal(16020, 'the conference is full');
    if (label !== null) {
      if (label.length > 128) throw new RoomRefusal(16023, 'a participant label has at most 128 characters');
      if (label.includes('/') || /^CA[0-9a-f]{32}$/i.test(label)) {
        throw new RoomRefusal(16024, 'a participant label has no "/" and is no call sid');
      }
      if (this.participants().some((participant) => participant.label === label)) {
        throw new RoomRefusal(16025, `the label "${label}" is taken in this conference`);
      }
    }
    if (coachCallSid !== null && !this.#members.has(coachCallSid)) {
      throw new RoomRefusal(13240, `${coachCallSid}, who is to be coached, is not in this conference`);
    }
  }

  /** A participant is being called and will join when they pick up. */
  expect(leg: Leg, participant: ParticipantRecord): void {
    this.#pending.set(leg.sid, { leg, participant });
    leg.lifetime.onEnd(() => {
      if (!this.#pending.delete(leg.sid)) return;
      participant.status = leg.record.status === 'completed' ? 'complete' : 'failed';
      this.#news.left(leg, participant, 'participant_add_failed');
      if (this.#members.size === 0 && this.#pending.size === 0) this.end('last-participant-left', null);
    });
  }

  /** @throws RoomRefusal */
  join(leg: Leg, options: JoinOptions, expected?: ParticipantRecord): Member {
    this.#pending.delete(leg.sid);
    this.check(options);
    const now = this.#exchange.clock.now();
    const participant = expected ?? newParticipant(this.record.sid, leg.sid, options, now);
    participant.status = 'connected';
    participant.dateUpdated = now;
    const member: Member = { leg, participant, options, sound: null };
    this.#members.set(leg.sid, member);
    leg.circuit = this;
    this.#firstSpeaker ??= leg;
    this.#recording ??= options.record;
    leg.hear('Conference', this.record.friendlyName);
    this.#news.joined(leg, participant);
    if (this.record.status === 'init' && !this.#startIfReady()) startWaitSound(this.#exchange, this, member);
    this.#beep(member, 'onEnter');
    return member;
  }

  leave(member: Member, reason: ReasonLeft, isKick = false): void {
    if (this.#members.get(member.leg.sid) !== member) return;
    this.#takeOut(member, reason);
    const { leg, participant } = member;
    if (participant.endConferenceOnExit) {
      const ending = isKick
        ? 'participant-with-end-conference-on-exit-kicked'
        : 'participant-with-end-conference-on-exit-left';
      this.end(ending, leg.sid, participant.label);
      return;
    }
    this.#beep(member, 'onExit');
    if (this.#members.size > 0 || this.#pending.size > 0) return;
    this.end(isKick ? 'last-participant-kicked' : 'last-participant-left', leg.sid, participant.label);
  }

  /** Everybody leaves; what they do next is up to their own instructions. */
  end(reason: ReasonEnded, callSidEnding: string | null, labelEnding: string | null = null): void {
    if (this.isOver) return;
    const { record } = this;
    record.status = 'completed';
    record.reasonConferenceEnded = reason;
    record.callSidEndingConference = callSidEnding;
    record.dateUpdated = this.#exchange.clock.now();
    const isByApi = reason === 'conference-ended-via-api';
    const left = isByApi ? 'conference_ended_via_api' : 'moderator_ended_conference';
    for (const member of this.members) this.#takeOut(member, left);
    for (const { leg } of this.#pending.values()) this.#exchange.legs.end(leg, 'canceled');
    this.#exchange.recordings.stopAllOf(this.#owner());
    this.#news.ended(labelEnding);
  }

  mute(member: Member, muted: boolean): void {
    if (member.participant.muted === muted) return;
    member.participant.muted = muted;
    this.#changed(member, muted ? 'participant-mute' : 'participant-unmute', 'mute');
  }

  hold(member: Member, sound: WaitSound): void {
    member.participant.hold = true;
    member.leg.silence();
    startHoldSound(this.#exchange, member, sound);
    this.#changed(member, 'participant-hold', 'hold');
  }

  unhold(member: Member): void {
    if (!member.participant.hold) return;
    member.participant.hold = false;
    member.sound?.end('stopped');
    member.sound = null;
    if (this.record.status === 'init') startWaitSound(this.#exchange, this, member);
    this.#changed(member, 'participant-unhold', 'hold');
  }

  /** @throws RoomRefusal 16027, 16028 when that person cannot be coached now */
  coach(member: Member, coaching: boolean, callSidToCoach: string | null): void {
    const { participant } = member;
    const target = coaching ? (callSidToCoach ?? participant.callSidToCoach) : null;
    if (coaching) {
      const coached = target === null ? undefined : this.#members.get(target);
      if (!coached)
        throw new RoomRefusal(
          16028,
          `${target ?? 'nobody'}, who is to be coached, is not in this conference`,
        );
      if (coached.participant.hold)
        throw new RoomRefusal(16027, `${target}, who is to be coached, is on hold`);
    }
    participant.coaching = coaching;
    participant.callSidToCoach = target;
    this.#changed(member, 'participant-modify', 'modify');
  }

  setEndsOnExit(member: Member, endConferenceOnExit: boolean): void {
    // A change on a held participant is silently without effect.
    if (member.participant.hold) return;
    member.participant.endConferenceOnExit = endConferenceOnExit;
    this.#changed(member, 'participant-modify', 'modify');
  }

  /** Plays a document to one member, or to all. */
  announce(to: Member | null, url: string, method: HttpMethod): void {
    announceInRoom(this.#exchange, this, to, url, method, this.#news);
  }

  /** A member whose waiting document failed does not take part. */
  dropAfterWaitFailure(member: Member): void {
    this.leave(member, 'participant_add_failed');
  }

  hearersOf(speaker: Leg): readonly Leg[] {
    const from = this.#members.get(speaker.sid)?.participant;
    if (this.record.status !== 'in-progress' || !from || from.muted || from.hold) return [];
    return this.members
      .filter(({ leg, participant }) => {
        if (leg === speaker || participant.hold) return false;
        return !from.coaching || from.callSidToCoach === leg.sid;
      })
      .map(({ leg }) => leg);
  }

  /** Nobody hears a coach but the coached, and the recording does not either. */
  tapesFor(speaker: Leg): readonly { readonly tape: Tape; readonly side: Side }[] {
    const from = this.#members.get(speaker.sid)?.participant;
    if (!from || from.muted || from.hold || from.coaching) return [];
    const side: Side = speaker === this.#firstSpeaker ? 'near' : 'far';
    return [...this.tapes].map((tape) => ({ tape, side }));
  }

  #startIfReady(): boolean {
    const isReady =
      this.#members.size >= 2 && this.members.some(({ participant }) => participant.startConferenceOnEnter);
    if (!isReady) return false;
    this.record.status = 'in-progress';
    this.record.dateUpdated = this.#exchange.clock.now();
    for (const member of this.members) {
      if (member.participant.hold) continue;
      member.sound?.end('stopped');
      member.sound = null;
    }
    if (this.#recording) {
      this.#exchange.recordings.start({
        ...this.#recording,
        owner: this.#owner(),
        source: 'Conference',
        channels: 1,
      });
    }
    this.#news.started();
    return true;
  }

  #takeOut(member: Member, reason: ReasonLeft): void {
    const { leg, participant } = member;
    this.#members.delete(leg.sid);
    participant.status = 'complete';
    participant.dateUpdated = this.#exchange.clock.now();
    member.sound?.end('stopped');
    if (leg.circuit === this) leg.circuit = null;
    this.#news.left(leg, participant, reason);
    member.options.whenLeft(reason);
  }

  #beep(member: Member, when: 'onEnter' | 'onExit'): void {
    const { beep } = member.options;
    if (this.record.status !== 'in-progress' || (beep !== 'true' && beep !== when)) return;
    for (const { leg, participant } of this.members) {
      if (leg === member.leg || participant.hold) continue;
      leg.hear('Conference', 'beep');
      leg.receive({ kind: 'beep' });
    }
  }

  #changed(member: Member, event: string, group: 'mute' | 'hold' | 'modify'): void {
    member.participant.dateUpdated = this.#exchange.clock.now();
    this.#news.changed(member.leg, member.participant, event, group);
  }

  #owner(): { callSid: null; conferenceSid: string; tapes: Set<Tape> } {
    return { callSid: null, conferenceSid: this.record.sid, tapes: this.tapes };
  }
}
