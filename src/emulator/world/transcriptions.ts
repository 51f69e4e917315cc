import { speechDurationMs } from '../audio/speech-duration.ts';
import type { Side, Sound } from '../audio/timeline.ts';
import type { Exchange } from './exchange.ts';
import { newSid } from './ids.ts';
import type { Leg, Scribe } from './leg.ts';
import type { Callback, TranscriptionRecord } from './records.ts';
import type { PlayingSound } from './tape.ts';
import { TwilioError } from './world.ts';
import type { TranscriptionOptions } from './world.ts';

/** The emulator knows every typed word, and says so as a good engine would. */
const confidence = 0.94;

interface LiveTranscription {
  readonly record: TranscriptionRecord;
  readonly leg: Leg;
  readonly options: TranscriptionOptions;
  readonly scribe: Scribe;
  /** Sentences that are being said now; calling one writes down what was said of it so far. */
  readonly running: Set<() => void>;
  sequence: number;
}

/**
 * Real-time transcription of legs: what a party types and what it is told, as text in callbacks. Voices from microphones
 * are heard by nobody here and stay unwritten.
 */
export class Transcriptions {
  readonly #exchange: Exchange;
  readonly #records = new Map<string, TranscriptionRecord>();
  readonly #live = new Map<string, LiveTranscription>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  list(): readonly TranscriptionRecord[] {
    return [...this.#records.values()];
  }

  /** Listens to a leg until it is stopped or the leg ends. */
  start(leg: Leg, options: TranscriptionOptions): TranscriptionRecord {
    const { accountSid, clock } = this.#exchange;
    const record: TranscriptionRecord = {
      sid: newSid('GT'),
      accountSid,
      callSid: leg.sid,
      name: options.name,
      status: 'in-progress',
      dateUpdated: clock.now(),
    };
    const live: LiveTranscription = {
      record,
      leg,
      options,
      scribe: { add: (side, sound) => this.#listen(live, side, sound) },
      running: new Set(),
      sequence: 0,
    };
    this.#records.set(record.sid, record);
    this.#live.set(record.sid, live);
    leg.scribes.add(live.scribe);
    leg.lifetime.onEnd(() => this.#end(live));
    this.#note('transcription-started', live);
    this.#tell(live, 'transcription-started', [
      ['LanguageCode', options.languageCode],
      ['ProviderConfiguration', '{}'],
      ['TranscriptionEngine', options.engine],
      ['Name', options.name ?? record.sid],
      ['Track', options.track],
      ['InboundTrackLabel', options.inboundTrackLabel],
      ['OutboundTrackLabel', options.outboundTrackLabel],
      ['PartialResults', String(options.partialResults)],
    ]);
    return record;
  }

  /** @throws TwilioError 20404, 21220 */
  startByRest(callSid: string, options: TranscriptionOptions): TranscriptionRecord {
    const leg = this.#exchange.legs.get(callSid);
    if (!leg) throw new TwilioError(404, 20404, `The requested resource /Calls/${callSid} was not found`);
    if (!leg.isAnswered) {
      throw new TwilioError(
        400,
        21220,
        `Call ${callSid} is ${leg.record.status}; only a call in progress can be transcribed.`,
      );
    }
    return this.start(leg, options);
  }

  /** Stops a transcription by its sid or name. @throws TwilioError 20404 when none of that call runs under it */
  stop(callSid: string, sidOrName: string): TranscriptionRecord {
    const live = [...this.#live.values()].find(
      ({ record }) => record.callSid === callSid && (record.sid === sidOrName || record.name === sidOrName),
    );
    if (!live) {
      const path = `/Calls/${callSid}/Transcriptions/${sidOrName}`;
      throw new TwilioError(404, 20404, `The requested resource ${path} was not found`);
    }
    this.#end(live);
    return live.record;
  }

  #end(live: LiveTranscription): void {
    const { record, leg, scribe, running } = live;
    if (!this.#live.delete(record.sid)) return;
    leg.scribes.delete(scribe);
    for (const writeDown of running) writeDown();
    record.status = 'stopped';
    record.dateUpdated = this.#exchange.clock.now();
    this.#note('transcription-stopped', live);
    this.#tell(live, 'transcription-stopped', []);
  }

  /** One sentence: told when it is over, or as far as it came when it is cut. */
  #listen(live: LiveTranscription, side: Side, sound: Sound): PlayingSound {
    const track = side === 'near' ? 'inbound_track' : 'outbound_track';
    const wanted = live.options.track === 'both_tracks' || live.options.track === track;
    if (sound.kind !== 'speech' || !wanted) return { cut: () => undefined };
    const { clock } = this.#exchange;
    const { text } = sound;
    const beganAt = clock.now();
    const durationMs = speechDurationMs(text);
    const callOffGuess = live.options.partialResults
      ? clock.schedule(durationMs / 2, () =>
          this.#tellWords(live, track, saidOf(text, durationMs / 2), false),
        )
      : () => undefined;
    const writeDown = (): void => {
      if (!live.running.delete(writeDown)) return;
      callOff();
      callOffGuess();
      const said = saidOf(text, clock.now() - beganAt);
      if (said !== '') this.#tellWords(live, track, said, true);
    };
    const callOff = clock.schedule(durationMs, writeDown);
    live.running.add(writeDown);
    return { cut: writeDown };
  }

  #tellWords(live: LiveTranscription, track: string, transcript: string, final: boolean): void {
    this.#tell(live, 'transcription-content', [
      ['LanguageCode', live.options.languageCode],
      ['Track', track],
      ['TranscriptionData', JSON.stringify(final ? { transcript, confidence } : { transcript })],
      ['Final', String(final)],
      ...(final ? [] : [['Stability', '0.9'] as const]),
    ]);
  }

  #tell(live: LiveTranscription, event: string, fields: readonly (readonly [string, string])[]): void {
    const { record, options } = live;
    const { callbacks, clock } = this.#exchange;
    if (!options.callback) return;
    live.sequence += 1;
    callbacks.post({
      lane: record.sid,
      url: options.callback.url,
      method: options.callback.method,
      purpose: 'transcription',
      callSid: record.callSid,
      params: [
        ['AccountSid', record.accountSid],
        ['CallSid', record.callSid],
        ['TranscriptionSid', record.sid],
        ['TranscriptionEvent', event],
        ['SequenceId', String(live.sequence)],
        // Nine digits of a second, as Twilio writes them.
        ['Timestamp', new Date(clock.now()).toISOString().replace('Z', '000000Z')],
        ...fields,
      ],
    });
  }

  #note(name: string, { record }: LiveTranscription): void {
    this.#exchange.journal.append({
      kind: 'event',
      name,
      callSid: record.callSid,
      transcriptionSid: record.sid,
    });
  }
}

/** What of a text was said after this many milliseconds, in whole words. */
function saidOf(text: string, afterMs: number): string {
  const durationMs = speechDurationMs(text);
  if (afterMs >= durationMs) return text;
  const characters = Math.floor((text.length * afterMs) / durationMs);
  return text.slice(0, characters).replace(/\s*\S*$/, '');
}

/** What both `<Transcription>` and REST leave out is this. */
export const transcriptionDefaults = {
  name: null,
  track: 'both_tracks',
  languageCode: 'en-US',
  engine: 'google',
  inboundTrackLabel: 'inbound',
  outboundTrackLabel: 'outbound',
  partialResults: false,
  callback: null as Callback | null,
} as const satisfies TranscriptionOptions;
