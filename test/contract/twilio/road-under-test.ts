import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import type { Instruction, LineListener, LineRequest } from '../../../src/telephony/line.ts';
import type { Claim } from '../../../src/telephony/twilio/claims.ts';
import { createSafety } from '../../../src/telephony/twilio/safety.ts';
import { createSignatureCheck } from '../../../src/telephony/twilio/signature.ts';
import { createUrls } from '../../../src/telephony/twilio/urls.ts';
import type { Answered, WebhookRoadOptions } from '../../../src/telephony/twilio/webhook-road.ts';
import { createWebhookRoad } from '../../../src/telephony/twilio/webhook-road.ts';

export const token = '0123456789abcdef0123456789abcdef';
export const publicUrl = 'https://calls.example.com';
export const urls = createUrls(publicUrl);
export const hex = (letter: string) => letter.repeat(32);
export const call = {
  AccountSid: `AC${hex('a')}`,
  CallSid: `CA${hex('1')}`,
  From: '+441632960001',
  To: '+442079460100',
  CallStatus: 'in-progress',
  ApiVersion: '2010-04-01',
  Direction: 'inbound',
};
export const room = {
  AccountSid: call.AccountSid,
  ConferenceSid: `CF${hex('c')}`,
  FriendlyName: 'call-1',
  StatusCallbackEvent: 'participant-join',
  SequenceNumber: '3',
  CallSid: call.CallSid,
};
export const recording = {
  AccountSid: call.AccountSid,
  CallSid: call.CallSid,
  RecordingSid: `RE${hex('e')}`,
  RecordingStatus: 'completed',
  RecordingDuration: '61',
};
export const words = {
  AccountSid: call.AccountSid,
  CallSid: call.CallSid,
  TranscriptionSid: `GT${hex('d')}`,
  TranscriptionEvent: 'transcription-content',
  SequenceId: '7',
  Timestamp: '2027-01-15T08:00:00.026605605Z',
  LanguageCode: 'en-GB',
  Track: 'inbound_track',
  TranscriptionData: '{"transcript":"I was charged twice.","confidence":0.83721834}',
  Final: 'true',
};
export const hello: Instruction = {
  do: 'hang-up',
  utterances: [{ kind: 'say', text: 'Hello', language: 'en-GB' }],
};
export const hold: LineRequest = {
  kind: 'line.hold',
  id: 'e1',
  callId: 'c1',
  room: 'call-1',
  sid: call.CallSid,
  utterances: [{ kind: 'say', text: 'I will be right back.', language: 'en-GB' }],
};

const text = {
  AccountSid: call.AccountSid,
  MessageSid: `SM${hex('5')}`,
  From: call.From,
  To: call.To,
  Body: 'Y 4821',
};

/** Every road that changes something, with a sound request for it. */
export const changing = [
  ['/twilio/voice', call],
  ['/twilio/step/flow-runs/r1/4', { ...call, Digits: '2' }],
  ['/twilio/status', { ...call, CallStatus: 'completed' }],
  ['/twilio/ring/a1', { ...call, CallStatus: 'ringing', Direction: 'outbound-api' }],
  ['/twilio/room', room],
  ['/twilio/recording/e9', recording],
  ['/twilio/words/r1.words.0', words],
  ['/twilio/ring/notices/n1/1', { ...call, CallStatus: 'ringing', Direction: 'outbound-api' }],
  ['/twilio/text', text],
  ['/twilio/text-status/n1.sms', { ...text, MessageStatus: 'delivered' }],
] as const;
export const documents = [
  ['/twilio/fallback', call],
  ['/twilio/room-wait', call],
  ['/twilio/hold/e1', call],
  ['/twilio/announce/e1', call],
] as const;
export const every = [...changing, ...documents];

export interface Sending {
  readonly signature?: string | null;
  readonly token?: string;
  readonly body?: string;
  readonly method?: string;
  readonly type?: string;
}

/** The webhook road behind a real socket, with claims in memory and a listener that writes down what it is told. */
export class RoadUnderTest {
  readonly heard: unknown[] = [];
  readonly answered: Answered[] = [];
  readonly strays: string[] = [];
  readonly errors: string[] = [];
  readonly claims = new Map<string, Claim>();
  readonly #legs = new Map<string, string>();
  now = 1_800_000_000_000;
  listener: LineListener = this.#listening();
  readonly options: WebhookRoadOptions = this.#usual();
  #server: Server | null = null;

  async start(changes: Partial<WebhookRoadOptions> = {}): Promise<void> {
    await this.stop();
    const road = createWebhookRoad({ ...this.options, ...changes });
    const server = createServer((request, response) => {
      if (!road(request, response)) response.writeHead(404).end('not a webhook');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  get port(): number {
    if (!this.#server) throw new Error('Start it first');
    return (this.#server.address() as AddressInfo).port;
  }

  async post(path: string, parameters: Readonly<Record<string, string>>, sending: Sending = {}) {
    const signature =
      sending.signature === undefined
        ? twilio.getExpectedTwilioSignature(token, publicUrl + path, parameters)
        : sending.signature;
    const method = sending.method ?? 'POST';
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: {
        'content-type': sending.type ?? 'application/x-www-form-urlencoded; charset=UTF-8',
        connection: 'close',
        ...(signature !== null && { 'x-twilio-signature': signature }),
        ...(sending.token !== undefined && { 'i-twilio-idempotency-token': sending.token }),
      },
      ...(method === 'POST' && { body: sending.body ?? new URLSearchParams(parameters).toString() }),
    });
    return {
      status: response.status,
      text: await response.text(),
      type: response.headers.get('content-type'),
    };
  }

  #listening(): LineListener {
    const note = (what: string) => (told: unknown) => {
      this.heard.push([what, told]);
      return Promise.resolve();
    };
    return {
      callArrived: (arrived) => note('callArrived')(arrived).then(() => hello),
      legTurned: (step, input) => note('legTurned')({ step, input }).then(() => hello),
      ringProgressed: (ring, leg) => note('ringProgressed')({ ring, ...leg }),
      legEnded: note('legEnded'),
      roomChanged: note('roomChanged'),
      recordingChanged: note('recordingChanged'),
      wordsHeard: note('wordsHeard'),
      textProgressed: (asked, told) => note('textProgressed')({ asked, ...told }),
      textArrived: (arrived) => note('textArrived')(arrived).then(() => 'Thank you.'),
      transcriptionBroke: note('transcriptionBroke'),
    };
  }

  #usual(): WebhookRoadOptions {
    const quiet = () => undefined;
    return {
      urls,
      signature: createSignatureCheck({ publicUrl, tokens: [token] }),
      safety: createSafety({ plans: [], urls, mayRing: () => true }),
      clock: { now: () => this.now },
      logger: { info: quiet, warn: quiet, error: (_fields, text) => void this.errors.push(text) },
      transact: (work) =>
        work({
          listener: this.listener,
          claims: {
            claimed: (key) => Promise.resolve(this.claims.get(key) ?? null),
            keep: (key, by, answer) =>
              Promise.resolve(void this.claims.set(key, { answer, token: by, claimedAt: this.now })),
          },
          claimLeg: (attempt, sid) => {
            if (!this.#legs.has(attempt)) this.#legs.set(attempt, sid);
            return Promise.resolve(this.#legs.get(attempt) ?? sid);
          },
        }),
      effectPayload: (id) => Promise.resolve(id === 'e1' ? hold : null),
      onRoom: quiet,
      endStray: (sid) => void this.strays.push(sid),
      onAnswer: (one) => void this.answered.push(one),
    };
  }
}
