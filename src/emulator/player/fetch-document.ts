import { callParameters } from '../webhooks/call-parameters.ts';
import { WebhookFailure } from '../webhooks/sender.ts';
import type { WebhookReply } from '../webhooks/sender.ts';
import type { Leg } from '../world/leg.ts';
import { DocumentFailure } from './document.ts';
import type { DocumentRequest, PlayerDocument, Stage } from './document.ts';
import { isAudioType, mediaOf } from './media.ts';
import { parseXml, XmlError } from './parse-xml.ts';
import type { XmlElement } from './parse-xml.ts';
import { standInFor } from './stand-ins.ts';

const maxTwimlBytes = 64 * 1024;
const documentsPerInstant = 20;
const pauseBetweenLoopsMs = 100;

/** Asks the application for a document. @throws DocumentFailure, Interrupted */
export async function fetchDocument(
  stage: Pick<Stage, 'exchange' | 'leg' | 'scope' | 'extra'>,
  request: DocumentRequest,
): Promise<PlayerDocument> {
  stage.scope.check();
  await slowDownLoops(stage);
  if (request.kind === 'twiml') return { kind: 'twiml', url: null, root: parseTwiml(request.twiml, null) };
  const standIn = standInFor(request.url);
  if (standIn?.kind === 'twiml') {
    return { kind: 'twiml', url: request.url, root: parseTwiml(standIn.twiml, request.url) };
  }
  if (standIn?.kind === 'audio') {
    return { kind: 'audio', url: request.url, media: { bytes: null, durationMs: standIn.durationMs } };
  }
  const { exchange, leg, scope } = stage;
  const sent = exchange.sender.send({
    url: request.url,
    method: request.method,
    params: [...callParameters(leg), ...stage.extra(), ...request.params],
    purpose: request.purpose,
    callSid: leg.sid,
    cookies: leg.cookies,
  });
  try {
    return readReply(await scope.unlessEnded(sent));
  } catch (error) {
    if (error instanceof WebhookFailure) throw new DocumentFailure(error.code, request.url, error.message);
    throw error;
  }
}

/** Sends a verb's action request of which nobody will hear the answer: the leg is gone or has other instructions. */
export function sendUnheard(
  stage: Pick<Stage, 'exchange' | 'leg' | 'extra'>,
  request: DocumentRequest,
): void {
  if (request.kind !== 'url') return;
  const { exchange, leg } = stage;
  exchange.sender
    .send({
      url: request.url,
      method: request.method,
      params: [...callParameters(leg), ...request.params],
      purpose: request.purpose,
      callSid: leg.sid,
      cookies: leg.cookies,
    })
    .catch((error: unknown) => {
      if (!(error instanceof WebhookFailure)) throw error;
      exchange.debugger.warn({
        code: error.code,
        callSid: leg.sid,
        url: request.url,
        message: error.message,
      });
    });
}

/** @throws DocumentFailure 12100, 12101, 12102, 11750 */
export function parseTwiml(text: string, url: string | null): XmlElement {
  if (Buffer.byteLength(text) > maxTwimlBytes) {
    throw new DocumentFailure(11750, url, `the document has more than ${maxTwimlBytes} bytes`);
  }
  try {
    const root = parseXml(text);
    if (root.name === 'Response') return root;
    throw new DocumentFailure(12102, url, `the root element is <${root.name}>, not <Response>`);
  } catch (error) {
    if (error instanceof XmlError) throw new DocumentFailure(error.code, url, error.message);
    throw error;
  }
}

function readReply(reply: WebhookReply): PlayerDocument {
  const { status, contentType, body, url } = reply;
  if (status < 200 || status > 299) throw new DocumentFailure(11200, url, `answered with status ${status}`);
  if (contentType === null) throw new DocumentFailure(12300, url, 'the answer has no Content-Type');
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (isAudioType(type)) return { kind: 'audio', url, media: mediaOf(reply) };
  if (body.length === 0 && reply.chunked)
    throw new DocumentFailure(11770, url, 'the answer is chunked and empty');
  const text = body.toString('utf8');
  switch (type) {
    case 'text/xml':
    case 'application/xml':
    case 'text/html':
      return { kind: 'twiml', url, root: parseTwiml(text, url) };
    case 'text/plain':
      return readPlainText(text, url);
    default:
      throw new DocumentFailure(12300, url, `Content-Type ${contentType} is neither TwiML nor sound`);
  }
}

/** Plain text is carried out when it happens to be TwiML, and read out otherwise. */
function readPlainText(text: string, url: string): PlayerDocument {
  try {
    return { kind: 'twiml', url, root: parseTwiml(text, url) };
  } catch (error) {
    if (error instanceof DocumentFailure && error.code !== 11750) return { kind: 'text', url, text };
    throw error;
  }
}

/** A document that redirects to itself at once would never let emulated time pass. */
async function slowDownLoops(stage: {
  exchange: Stage['exchange'];
  leg: Leg;
  scope: Stage['scope'];
}): Promise<void> {
  const now = stage.exchange.clock.now();
  const { documentsAt } = stage.leg;
  const count = documentsAt.at === now ? documentsAt.count + 1 : 1;
  stage.leg.documentsAt = { at: now, count };
  if (count > documentsPerInstant) await stage.scope.sleep(pauseBetweenLoopsMs);
}
