import { z } from 'zod';

/** The Voice SDK calls its signalling PStream; this is the version that it writes in every frame. */
export const pstreamVersion = '1.6';

/** The single character that both sides send to show that they are there. */
export const heartbeat = '\n';

const callsid = z.string().min(1).max(64);
const sdp = z.string().min(1).max(100_000);

const payloads = {
  /** The first word of a connection, and again with each new token. */
  listen: z.object({
    token: z.string().max(16_384),
    /** Seconds that the client will try to come back to a call after its socket broke; 0 when it did not say. */
    reconnectTimeout: z.number().min(0).max(30).default(0),
  }),
  register: z.object({ media: z.object({ audio: z.boolean() }) }),
  /** A call of the client's own, or one that it comes back to when `reconnect` is there. */
  invite: z.object({
    callsid,
    sdp,
    reconnect: z.string().max(128).optional(),
    twilio: z.object({ params: z.string().max(8_192).optional() }).default({}),
  }),
  answer: z.object({ callsid, sdp }),
  reject: z.object({ callsid }),
  hangup: z.object({ callsid, message: z.string().optional() }),
  dtmf: z.object({ callsid, dtmf: z.string().regex(/^[0-9*#w]{1,64}$/, 'must be 1 to 64 of 0-9 * # w') }),
  message: z.object({
    callsid,
    content: z.unknown(),
    contenttype: z.string().max(256).optional(),
    messagetype: z.string().min(1).max(256),
    voiceeventsid: z.string().min(1).max(128),
  }),
  /** The client's sound broke and is set up anew. */
  reinvite: z.object({ callsid, sdp }),
} as const;

export type ClientMessageType = keyof typeof payloads;

/** What a Voice SDK client may say. */
export const clientMessageTypes = Object.keys(payloads) as readonly ClientMessageType[];

const frame = <Type extends ClientMessageType>(type: Type) =>
  z.object({ type: z.literal(type), version: z.literal(pstreamVersion), payload: payloads[type] });

const frameSchema = z.discriminatedUnion('type', [
  frame('listen'),
  frame('register'),
  frame('invite'),
  frame('answer'),
  frame('reject'),
  frame('hangup'),
  frame('dtmf'),
  frame('message'),
  frame('reinvite'),
]);

export type ClientMessage = z.output<typeof frameSchema>;
export type PayloadOf<Type extends ClientMessageType> = z.output<(typeof payloads)[Type]>;

/** An error in the SDK's numbers; see its `TwilioError` classes. */
export interface SignalError {
  readonly code: number;
  readonly message: string;
}

/** What the emulator says to a client. */
export type ServerMessage =
  | {
      readonly type: 'connected';
      readonly payload: {
        readonly region: string;
        readonly edge: string;
        readonly home: string;
        readonly gateway: string;
        /** `ttl`: seconds that the token has left. */
        readonly token: { readonly identity: string; readonly ttl: number };
      };
    }
  | { readonly type: 'ready' | 'offline'; readonly payload: Readonly<Record<string, never>> }
  | {
      readonly type: 'invite';
      readonly payload: {
        readonly callsid: string;
        readonly sdp: string;
        readonly reconnect: string;
        readonly parameters: Readonly<Record<string, string>>;
      };
    }
  | { readonly type: 'ringing'; readonly payload: { readonly callsid: string; readonly sdp: string } }
  | {
      readonly type: 'answer';
      readonly payload: { readonly callsid: string; readonly reconnect: string; readonly sdp?: string };
    }
  | { readonly type: 'cancel'; readonly payload: { readonly callsid: string } }
  | { readonly type: 'hangup'; readonly payload: { readonly callsid: string; readonly error?: SignalError } }
  | {
      readonly type: 'ack';
      readonly payload: {
        readonly acktype: 'message';
        readonly callsid: string;
        readonly voiceeventsid: string;
      };
    }
  | {
      readonly type: 'error';
      readonly payload: {
        readonly error: SignalError;
        readonly callsid?: string;
        readonly voiceeventsid?: string;
      };
    };

/** Reads one frame; a frame that cannot be used comes back with what is wrong, never with what it contained. */
export function readFrame(
  text: string,
):
  | { readonly kind: 'message'; readonly message: ClientMessage }
  | { readonly kind: 'bad'; readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'bad', fault: 'the frame is not JSON' };
  }
  const read = frameSchema.safeParse(json);
  if (read.success) return { kind: 'message', message: read.data };
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'frame'}: ${message}`);
  return { kind: 'bad', fault: faults.join('; ') };
}

/** One frame as the Voice SDK reads it: each carries the version of the signalling. */
export function writeFrame(message: ServerMessage): string {
  return JSON.stringify({ ...message, version: pstreamVersion });
}
