import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import type { TwilioError } from '../../world/world.ts';
import type { RestReply } from './route.ts';
import { journalAnswer } from './witness.ts';

/** What goes back to the client: a resource's reply, or a refusal in Twilio's error shape. */
export type Answer =
  | RestReply
  | { readonly kind: 'refusal'; readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** An error in Twilio's shape, with the link that its documentation has for the code. */
export function refusal({ status, code, message }: TwilioError): Answer {
  return {
    kind: 'refusal',
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

/** The answer as the journal keeps it: sound by its size, nothing secret. */
export function journalled(answer: Answer): unknown {
  switch (answer.kind) {
    case 'json':
    case 'refusal':
      return journalAnswer(answer.body);
    case 'nothing':
      return null;
    case 'media':
      return `${answer.bytes.length} bytes of ${answer.type}`;
    default:
      return unexpected(answer);
  }
}

export function sendAnswer(response: Response, answer: Answer): void {
  switch (answer.kind) {
    case 'refusal':
      if (answer.status === 401) response.set('WWW-Authenticate', 'Basic realm="Twilio API"');
      response.status(answer.status).json(answer.body);
      return;
    case 'json':
      response.status(answer.status).json(answer.body);
      return;
    case 'nothing':
      response.status(204).end();
      return;
    case 'media':
      response.status(200).type(answer.type).send(answer.bytes);
      return;
    default:
      unexpected(answer);
  }
}

/** The headers that come with every answer of Twilio; the duration is told in seconds. */
export function setTwilioHeaders(response: Response, openRequests: number, durationMs: number): void {
  response.set({
    'Twilio-Request-Id': `RQ${randomBytes(16).toString('hex')}`,
    'Twilio-Concurrent-Requests': String(openRequests),
    'Twilio-Request-Duration': (durationMs / 1000).toFixed(3),
    'X-Home-Region': 'us1',
    'X-API-Domain': 'api.twilio.com',
    'X-Shenanigans': 'none',
  });
}

/** The end of every switch: the types say that it cannot be reached. */
export function unexpected(value: never): never {
  throw new Error(`Something unexpected came up: ${JSON.stringify(value)}`);
}
