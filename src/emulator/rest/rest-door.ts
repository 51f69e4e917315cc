import type { Request, RequestHandler } from 'express';
import type { EmulatorClock } from '../clock.ts';
import type { Faults, RestFault } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { World } from '../world/world.ts';
import { TwilioError } from '../world/world.ts';
import { accountRoutes } from './account.ts';
import { applicationRoutes } from './applications.ts';
import { availablePhoneNumberRoutes } from './available-phone-numbers.ts';
import { callEventRoutes } from './call-events.ts';
import { callRoutes } from './calls.ts';
import { conferenceRoutes } from './conferences.ts';
import type { Answer } from './core/answer.ts';
import { journalled, refusal, sendAnswer, setTwilioHeaders, unexpected } from './core/answer.ts';
import type { Credentials } from './core/credentials.ts';
import { authenticate } from './core/credentials.ts';
import type { Fields } from './core/fields.ts';
import { fieldsFromUrlEncoded } from './core/fields.ts';
import { matchRoute, splitEnding } from './core/match.ts';
import { fieldsFromMultipart } from './core/multipart.ts';
import type { RestContext, RestRoute } from './core/route.ts';
import { notFound } from './core/route.ts';
import { journalParams, restEntry } from './core/witness.ts';
import { incomingPhoneNumberRoutes } from './incoming-phone-numbers.ts';
import { keyRoutes } from './keys.ts';
import { messageRoutes } from './messages.ts';
import { participantRoutes } from './participants.ts';
import { queueRoutes } from './queues.ts';
import { recordingRoutes } from './recordings.ts';
import { transcriptionRoutes } from './transcriptions.ts';

const routes: readonly RestRoute[] = [
  ...accountRoutes,
  ...keyRoutes,
  ...callRoutes,
  ...callEventRoutes,
  ...conferenceRoutes,
  ...participantRoutes,
  ...queueRoutes,
  ...recordingRoutes,
  ...transcriptionRoutes,
  ...incomingPhoneNumberRoutes,
  ...availablePhoneNumberRoutes,
  ...applicationRoutes,
  ...messageRoutes,
];

const apiPath = '/2010-04-01';
const noFields: Fields = new Map();

export interface RestDoorParts {
  readonly world: World;
  readonly clock: Pick<EmulatorClock, 'touch'>;
  readonly journal: Pick<Journal, 'append' | 'after'>;
  readonly faults: Pick<Faults, 'nextRestFault'>;
  readonly credentials: Credentials;
  /** Told of a failure that is the emulator's own, not Twilio's answer. */
  readonly onInternalError: (error: unknown) => void;
}

interface Asked {
  readonly fields: readonly Fields[];
  readonly fault: RestFault;
  readonly answer: Answer | null;
}

/**
 * Twilio's REST API (2010-04-01) as one request handler. Expects the whole body as a Buffer in `request.body`.
 * Every request and its answer goes to the journal, faults included.
 */
export function restDoor(parts: RestDoorParts): RequestHandler {
  let open = 0;
  return (request, response, next) => {
    open += 1;
    response.once('close', () => (open -= 1));
    parts.clock.touch();
    const startedAt = performance.now();
    answerRequest(request, parts)
      .then((asked) => {
        write(request, parts.journal, asked);
        setTwilioHeaders(response, open, performance.now() - startedAt);
        if (asked.fault === 'lost-response') response.destroy();
        // A time-out is played by saying nothing: the client gives up and closes.
        else if (asked.answer !== null) sendAnswer(response, asked.answer);
        parts.clock.touch();
      })
      .catch(next);
  };
}

async function answerRequest(request: Request, parts: RestDoorParts): Promise<Asked> {
  const { pathname, search } = new URL(request.originalUrl, 'http://localhost');
  const query = fieldsFromUrlEncoded(search);
  let form = noFields;
  let fault: RestFault = 'none';
  try {
    const { stem, ending } = splitEnding(pathname);
    const accountPath = `${apiPath}/Accounts/${parts.credentials.accountSid}`;
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const isOwnAccount = stem === accountPath || stem.startsWith(`${accountPath}/`);
    const isPublicMedia =
      isOwnAccount &&
      !parts.world.account.state.mediaNeedsSignIn &&
      request.headers.authorization === undefined &&
      asksForMedia(method, stem.slice(accountPath.length), ending);
    if (!isPublicMedia) authenticate(request.headers.authorization, parts.credentials);
    if (!isOwnAccount) throw notFound(stem);
    form = readForm(request);

    fault = parts.faults.nextRestFault(method, pathname);
    const trouble = faultRefusal(fault);
    if (trouble) return { fields: [query, form], fault, answer: trouble };
    if (fault === 'timeout') return { fields: [query, form], fault, answer: null };

    const match = matchRoute(routes, method, stem.slice(accountPath.length), stem, ending);
    const context: RestContext = {
      world: parts.world,
      journal: parts.journal,
      authToken: parts.credentials.authToken,
      apiKeySids: Object.keys(parts.credentials.apiKeys ?? {}),
      accountPath,
    };
    const part = (name: string): string => match.parts.get(name) ?? '';
    const origin = `http://${request.headers.host ?? 'localhost'}`;
    const reply = await match.route.handle({ part, form, query, path: stem, ending, origin }, context);
    return { fields: [query, form], fault, answer: reply };
  } catch (error) {
    return { fields: [query, form], fault, answer: refusalOf(error, parts) };
  }
}

function asksForMedia(method: string, stem: string, ending: string): boolean {
  return method === 'GET' && ending !== 'json' && /^\/Recordings\/RE[0-9a-f]{32}$/i.test(stem);
}

/** @throws TwilioError 400 / 20001 on a body that cannot be read. */
function readForm(request: Request): Fields {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body) || body.length === 0) return noFields;
  const contentType = request.headers['content-type'] ?? 'application/x-www-form-urlencoded';
  if (/^multipart\/form-data\b/i.test(contentType)) return fieldsFromMultipart(body, contentType);
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType))
    return fieldsFromUrlEncoded(body.toString('utf8'));
  throw new TwilioError(
    400,
    20001,
    `A body of type ${contentType} is not taken: send application/x-www-form-urlencoded`,
  );
}

function faultRefusal(fault: RestFault): Answer | null {
  switch (fault) {
    case '429':
      return refusal(new TwilioError(429, 20429, 'Too Many Requests'));
    case '500':
      return refusal(new TwilioError(500, 20500, 'An internal server error has occurred'));
    case 'none':
    case 'timeout':
    case 'lost-response':
      return null;
    default:
      return unexpected(fault);
  }
}

function refusalOf(error: unknown, parts: RestDoorParts): Answer {
  if (error instanceof TwilioError) return refusal(error);
  parts.onInternalError(error);
  return refusal(
    new TwilioError(
      500,
      20500,
      `The emulator itself failed: ${error instanceof Error ? error.message : String(error)}`,
    ),
  );
}

function write(request: Request, journal: RestDoorParts['journal'], { fields, fault, answer }: Asked): void {
  journal.append(
    restEntry({
      method: request.method,
      path: new URL(request.originalUrl, 'http://localhost').pathname,
      params: journalParams(...fields),
      status: answer?.status ?? null,
      answer: answer === null ? null : journalled(answer),
      ...(fault === 'none' ? {} : { fault }),
    }),
  );
}
