import type { MediaPeer } from '../sound/media-peer.ts';
import type { Exchange } from '../world/exchange.ts';
import type { ApplicationRecord } from '../world/records.ts';
import type { AccessToken } from './access-token.ts';
import { BrowserCall } from './browser-call.ts';
import type { Connection } from './connection.ts';
import type { PayloadOf, SignalError } from './messages.ts';

/** Fields that Twilio fills in by itself; what a browser sends under these names is not believed. */
const ownFields: readonly string[] = [
  'AccountSid',
  'ApiVersion',
  'ApplicationSid',
  'CallSid',
  'CallStatus',
  'Called',
  'Caller',
  'CallerName',
  'Direction',
  'ForwardedFrom',
  'From',
  'ParentCallSid',
  'To',
];

/**
 * A client makes a call: the application of its token is asked what to do with it, like the voice URL of a number.
 * `onCall` gets the call as soon as there is one; a call that cannot be made is hung up with the reason.
 */
export async function placeCall(
  exchange: Exchange,
  connection: Connection,
  token: AccessToken,
  invite: PayloadOf<'invite'>,
  onCall: (call: BrowserCall) => void,
): Promise<void> {
  const found = applicationOf(exchange, token);
  if (found.kind === 'refused') {
    exchange.journal.append({
      kind: 'event',
      name: 'client-call-refused',
      identity: token.identity,
      code: found.error.code,
      why: found.error.message,
    });
    connection.send({ type: 'hangup', payload: { callsid: invite.callsid, error: found.error } });
    return;
  }
  const { application } = found;
  const wanted = Object.fromEntries(new URLSearchParams(invite.twilio.params ?? ''));
  const fields = { ...wanted, ...token.outgoing?.params };
  const leg = exchange.legs.createInbound({
    from: `client:${token.identity}`,
    to: fields['To'] ?? '',
    callerName: null,
    phoneNumberSid: null,
    extra: {
      ApplicationSid: application.sid,
      ...Object.fromEntries(Object.entries(fields).filter(([name]) => !ownFields.includes(name))),
    },
    mirror: null,
  });
  const settings = exchange.numbers.settingsIn(application);
  leg.fallback = settings.fallback;
  leg.statusCallback = settings.statusCallback;
  const peer = exchange.sound.createPeer({ telephoneEvents: true });
  const call = new BrowserCall(exchange, {
    leg,
    connection,
    identity: token.identity,
    peer,
    temporarySid: invite.callsid,
  });
  onCall(call);
  const sdp = await answerTo(exchange, call, peer, invite.sdp);
  if (sdp === null || leg.isOver) return;
  call.joinSound();
  // The browser takes this as early media, so it hears the ring-back tone before the answer.
  connection.send({ type: 'ringing', payload: { callsid: leg.sid, sdp } });
  leg.answerListeners.add(() => call.tellAnswered());
  exchange.legs.run(leg, { kind: 'url', url: settings.url, method: settings.method });
}

/** Null when the browser's sound cannot be used; the call has ended then. */
async function answerTo(
  exchange: Exchange,
  call: BrowserCall,
  peer: MediaPeer,
  offerSdp: string,
): Promise<string | null> {
  try {
    return await peer.answer(offerSdp);
  } catch (error) {
    if (call.leg.isOver) return null;
    exchange.logger.warn(
      { err: error, callSid: call.leg.sid },
      'the sound that a client offers cannot be used',
    );
    call.fail({ code: 31400, message: 'The sound that was offered cannot be used: offer PCMU audio.' });
    return null;
  }
}

function applicationOf(
  exchange: Exchange,
  { outgoing }: AccessToken,
):
  | { readonly kind: 'found'; readonly application: ApplicationRecord }
  | { readonly kind: 'refused'; readonly error: SignalError } {
  const refused = (code: number, message: string) => ({ kind: 'refused', error: { code, message } }) as const;
  if (!outgoing)
    return refused(31201, 'The access token has no outgoing grant: this client may make no calls.');
  const application = exchange.applications.get(outgoing.applicationSid);
  if (!application) return refused(31001, `There is no TwiML application ${outgoing.applicationSid}.`);
  if (application.voiceUrl === '') {
    return refused(31404, `The TwiML application ${application.sid} has no voice URL.`);
  }
  return { kind: 'found', application };
}
