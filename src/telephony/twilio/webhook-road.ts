import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { BODY_LIMIT_BYTES, readBody } from './read-body.ts';
import { within } from './deadline.ts';
import { act } from './webhook-act.ts';
import type { Claimant, Reply, WebhookRoadOptions } from './webhook-act.ts';
import { understand } from './webhook-handling.ts';
import type { HandlingContext } from './webhook-handling.ts';
import { roadOf } from './webhook-paths.ts';
import type { Road } from './webhook-paths.ts';
import { parseForm, soundForm } from './webhook-shapes.ts';

export type { Answered, RoadLogger, Verdict, WebhookRoadOptions } from './webhook-act.ts';

/**
 * The door for Twilio's webhooks: signature, shape, claim, decision, answer. It stands before the web framework,
 * which would cost three times as much as all of it.
 */
export type WebhookRoad = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Twilio sends a form at once; who dribbles is somebody else. */
const BODY_PATIENCE_MS = 5_000;

/** @returns a door that answers false, and leaves the request alone, when it is not for Twilio */
export function createWebhookRoad(options: WebhookRoadOptions): WebhookRoad {
  const { urls, logger } = options;
  const prefix = new URL(urls.publicUrl).pathname.replace(/\/+$/, '');
  const context: HandlingContext = {
    urls,
    safety: options.safety,
    now: () => options.clock.now(),
    onRoom: options.onRoom,
    effectPayload: options.effectPayload,
  };

  return (request, response) => {
    const asked = request.url ?? '';
    const url = prefix !== '' && asked.startsWith(`${prefix}/`) ? asked.slice(prefix.length) : asked;
    const road = url.startsWith('/twilio/') ? roadOf(url) : null;
    if (!road) return false;

    const began = performance.now();
    answer(road, url, request, options, context)
      .catch((error: unknown): Reply => {
        logger.error({ err: error, road: road.road }, 'A webhook could not be read');
        return { status: 400, verdict: 'broken-off', text: 'The request broke off.' };
      })
      .then((reply) => {
        send(response, reply);
        options.onAnswer?.({
          road: road.road,
          status: reply.status,
          verdict: reply.verdict,
          ms: performance.now() - began,
        });
      })
      .catch((error: unknown) => {
        logger.error({ err: error, road: road.road }, 'A webhook’s answer could not be sent');
        response.destroy();
      });
    return true;
  };
}

async function answer(
  road: Road,
  url: string,
  request: IncomingMessage,
  options: WebhookRoadOptions,
  context: HandlingContext,
): Promise<Reply> {
  if (request.method !== 'POST')
    return { status: 405, verdict: 'wrong-method', text: 'Only POST is answered here.' };
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return {
      status: 415,
      verdict: 'wrong-type',
      text: 'Only application/x-www-form-urlencoded is read here.',
    };
  }
  const body = await within(BODY_PATIENCE_MS, readBody(request), () => undefined);
  if (body === null) {
    return { status: 413, verdict: 'too-large', text: `The body is larger than ${BODY_LIMIT_BYTES} bytes.` };
  }

  const form = parseForm(body);
  const header = request.headers['x-twilio-signature'];
  if (!options.signature.signed(url, form, typeof header === 'string' ? header : undefined)) {
    options.logger.warn(
      { road: road.road, signed: header !== undefined },
      'A webhook was not signed by the configured account',
    );
    return {
      status: 403,
      verdict: header === undefined ? 'unsigned' : 'forged',
      text: 'The signature does not fit.',
    };
  }

  const sound = soundForm(form);
  const understood = sound.status === 'sound' ? understand(road, sound.parameters, context) : sound;
  if (understood.status === 'misshapen') {
    options.logger.warn({ road: road.road, fault: understood.fault }, 'A signed webhook was misshapen');
    return { status: 400, verdict: 'misshapen', text: `Not understood: ${understood.fault}.` };
  }

  const token = request.headers['i-twilio-idempotency-token'];
  const claimant: Claimant = {
    url,
    token: typeof token === 'string' && token !== '' ? token.slice(0, 200) : null,
  };
  return act(road, understood.handling, claimant, options);
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.status === 405) response.setHeader('Allow', 'POST');
  // What is left of an unread body would otherwise be taken for the next request.
  if (reply.status === 413 || reply.verdict === 'broken-off') response.setHeader('Connection', 'close');
  if (reply.twiml !== undefined) {
    response.writeHead(reply.status, {
      'Content-Type': 'text/xml; charset=utf-8',
      'Content-Length': Buffer.byteLength(reply.twiml),
    });
    response.end(reply.twiml);
  } else {
    response.writeHead(
      reply.status,
      reply.text === undefined ? {} : { 'Content-Type': 'text/plain; charset=utf-8' },
    );
    response.end(reply.text);
  }
}
