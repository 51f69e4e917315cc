import type { Exchange } from './exchange.ts';
import { newSid } from './ids.ts';
import type { Leg } from './leg.ts';
import { recordingUrl, sidesOf, tellRecording } from './recording-news.ts';
import type { LiveRecording, NewRecording, RecordingOwner } from './recording-news.ts';
import type { RecordingRecord } from './records.ts';
import { Tape } from './tape.ts';
import { TwilioError } from './world.ts';
import type { RecordingOptions } from './world.ts';

const processingMs = 300;
const shortestMs = 100;

/** Every recording, running or kept. */
export class Recordings {
  readonly #exchange: Exchange;
  readonly #records = new Map<string, RecordingRecord>();
  readonly #live = new Map<string, LiveRecording>();
  readonly #finished = new Map<string, { readonly recording: LiveRecording; readonly wav: Buffer }>();
  readonly #toldAtCallEnd = new Map<string, RecordingRecord>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly RecordingRecord[] {
    return [...this.#records.values()];
  }

  get(sid: string): RecordingRecord | undefined {
    return this.#records.get(sid);
  }

  ofLeg(leg: Leg): RecordingOwner {
    return { callSid: leg.sid, conferenceSid: null, tapes: leg.tapes };
  }

  start(wanted: NewRecording): LiveRecording {
    const { clock, accountSid, journal } = this.#exchange;
    const now = clock.now();
    const { callSid, conferenceSid } = wanted.owner;
    const record: RecordingRecord = {
      sid: newSid('RE'),
      accountSid,
      callSid,
      conferenceSid,
      channels: wanted.track === 'both' ? wanted.channels : 1,
      source: wanted.source,
      track: wanted.track,
      startTime: now,
      dateCreated: now,
      dateUpdated: now,
      status: 'in-progress',
      duration: null,
      errorCode: null,
    };
    const live: LiveRecording = { ...wanted, record, tape: new Tape(() => clock.now()) };
    wanted.owner.tapes.add(live.tape);
    this.#records.set(record.sid, record);
    this.#live.set(record.sid, live);
    journal.append({
      kind: 'event',
      name: 'recording-started',
      ...(callSid && { callSid }),
      ...(conferenceSid && { conferenceSid }),
      recordingSid: record.sid,
      source: record.source,
    });
    tellRecording(this.#exchange, live, 'in-progress');
    return live;
  }

  /** Starts a recording that lasts as long as the leg, unless it is stopped before. */
  startForCall(
    leg: Leg,
    wanted: Omit<NewRecording, 'owner'> & { readonly tellAtCallEnd?: boolean },
  ): LiveRecording {
    const live = this.start({ ...wanted, owner: this.ofLeg(leg) });
    if (wanted.tellAtCallEnd) this.#toldAtCallEnd.set(leg.sid, live.record);
    leg.lifetime.onEnd(() => this.stop(live.record.sid));
    return live;
  }

  startByRest(callSid: string, wanted: RecordingOptions): RecordingRecord {
    const leg = this.#exchange.legs.get(callSid);
    if (!leg) throw new TwilioError(404, 20404, `The requested resource /Calls/${callSid} was not found`);
    if (!leg.isAnswered) {
      throw new TwilioError(
        400,
        21220,
        `Call ${callSid} is ${leg.record.status}; only a call in progress can be recorded.`,
      );
    }
    return this.startForCall(leg, { ...wanted, source: 'StartCallRecordingAPI' }).record;
  }

  /** Ends a running recording; its file is ready a moment later. `trimTo`: emulated time of the last sound to keep. */
  stop(sid: string, trimTo?: number): void {
    const live = this.#live.get(sid);
    if (!live) return;
    const { clock, journal } = this.#exchange;
    live.tape.end(trimTo);
    live.owner.tapes.delete(live.tape);
    this.#live.delete(sid);
    const { record } = live;
    const length = live.tape.durationMs;
    record.status = 'processing';
    record.dateUpdated = clock.now();
    record.duration = length < shortestMs ? null : Math.max(1, Math.round(length / 1000));
    const { callSid } = record;
    journal.append({
      kind: 'event',
      name: 'recording-stopped',
      ...(callSid && { callSid }),
      recordingSid: sid,
    });
    clock.schedule(processingMs, () => {
      if (record.duration === null) this.#markAbsent(live, 16101);
      else void clock.track(this.#render(live));
    });
  }

  stopAllOf(owner: RecordingOwner): void {
    for (const live of this.#liveOf(owner)) this.stop(live.record.sid);
  }

  liveByName(leg: Leg, name: string): LiveRecording | undefined {
    return this.#liveOf(this.ofLeg(leg)).find((live) => live.name === name);
  }

  setStatus(
    owner: { callSid: string } | { conferenceSid: string },
    sid: string,
    status: 'in-progress' | 'paused' | 'stopped',
    pauseBehavior: 'silence' | 'skip',
  ): RecordingRecord {
    const live = this.#find(owner, sid);
    const { record, tape } = live;
    record.dateUpdated = this.#exchange.clock.now();
    const journal = (name: string): void => {
      this.#exchange.journal.append({
        kind: 'event',
        name,
        ...(record.callSid && { callSid: record.callSid }),
        recordingSid: record.sid,
      });
    };
    switch (status) {
      case 'paused':
        tape.pause(pauseBehavior);
        record.status = 'paused';
        journal('recording-paused');
        tellRecording(this.#exchange, live, 'paused');
        return record;
      case 'in-progress':
        tape.resume();
        record.status = 'in-progress';
        journal('recording-resumed');
        tellRecording(this.#exchange, live, 'resumed');
        return record;
      case 'stopped':
        this.stop(record.sid);
        record.status = 'stopped';
        tellRecording(this.#exchange, live, 'stopped');
        return record;
      default:
        return status satisfies never;
    }
  }

  remove(sid: string): void {
    if (!this.#records.has(sid)) throw notFound(sid);
    if (this.#live.has(sid)) {
      throw new TwilioError(409, 20009, `Recording ${sid} is still running; stop it before deleting it.`);
    }
    this.#records.delete(sid);
    this.#finished.delete(sid);
  }

  async media(sid: string, requestedChannels: 1 | 2 | null): Promise<Buffer> {
    const finished = this.#finished.get(sid);
    if (!finished) throw notFound(sid);
    const { recording, wav } = finished;
    const { channels } = recording.record;
    if (requestedChannels === 2 && channels === 1) {
      throw new TwilioError(400, 16113, `Recording ${sid} has one channel; ask with RequestedChannels=1.`);
    }
    if (requestedChannels === null || requestedChannels === channels) return wav;
    return this.#exchange.renderRecording(recording.tape.timeline(1, sidesOf(recording)));
  }

  /** Address of the sound file, without an ending. */
  urlOf(record: RecordingRecord): string {
    return recordingUrl(this.#exchange, record);
  }

  /** The fields that the last status callback of a call recorded with `Record=true` carries. */
  fieldsForCallEnd(leg: Leg): readonly (readonly [string, string])[] {
    const record = this.#toldAtCallEnd.get(leg.sid);
    if (!record) return [];
    return [
      ['RecordingUrl', this.urlOf(record)],
      ['RecordingSid', record.sid],
      ['RecordingDuration', String(record.duration ?? 0)],
    ];
  }

  async #render(live: LiveRecording): Promise<void> {
    const { record } = live;
    try {
      const timeline = live.tape.timeline(record.channels, sidesOf(live));
      const wav = await this.#exchange.renderRecording(timeline);
      if (!this.#records.has(record.sid)) return;
      this.#finished.set(record.sid, { recording: live, wav });
      record.status = 'completed';
      record.dateUpdated = this.#exchange.clock.now();
      tellRecording(this.#exchange, live, 'completed');
    } catch (error) {
      this.#exchange.logger.error(
        { err: error, recordingSid: record.sid },
        'a recording could not be rendered',
      );
      this.#markAbsent(live, 16102);
    }
  }

  #markAbsent(live: LiveRecording, errorCode: number): void {
    live.record.status = 'absent';
    live.record.duration = null;
    live.record.errorCode = errorCode;
    live.record.dateUpdated = this.#exchange.clock.now();
    this.#exchange.debugger.warn({
      code: errorCode,
      callSid: live.record.callSid,
      message: 'recording absent',
    });
    tellRecording(this.#exchange, live, 'absent');
  }

  #find(owner: { callSid: string } | { conferenceSid: string }, sid: string): LiveRecording {
    const running = [...this.#live.values()].filter(({ record }) =>
      'callSid' in owner ? record.callSid === owner.callSid : record.conferenceSid === owner.conferenceSid,
    );
    if (sid !== 'Twilio.CURRENT') {
      const named = running.find(({ record }) => record.sid === sid);
      if (named) return named;
      if (this.#records.has(sid)) throw new TwilioError(400, 21220, `Recording ${sid} is no longer running.`);
      throw notFound(sid);
    }
    const [current] = running;
    if (!current) throw notFound(sid);
    if (running.length > 1) {
      throw new TwilioError(
        400,
        16108,
        'More than one recording runs; name the recording instead of Twilio.CURRENT.',
      );
    }
    return current;
  }

  #liveOf(owner: RecordingOwner): readonly LiveRecording[] {
    return [...this.#live.values()].filter((live) => live.owner.tapes === owner.tapes);
  }
}

function notFound(sid: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource /Recordings/${sid} was not found`);
}
