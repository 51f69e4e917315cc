import { z } from 'zod';
import type { MessageRecord } from '../world/records.ts';
import { TwilioError } from '../world/world.ts';
import { matchesAddress, newestFirst, withinTimes } from './core/filters.ts';
import { listReply } from './core/paging.ts';
import { dialable, readParameters, requiredText, text, webAddress } from './core/parameters.ts';
import { apiVersion, rfc2822 } from './core/present.ts';
import type { RestContext, RestRoute } from './core/route.ts';
import { created, found, ok } from './core/route.ts';

const createMessage = z.object({
  To: requiredText,
  From: text.optional(),
  Body: requiredText.pipe(z.string().max(1600, 'may have 1600 characters at most')),
  StatusCallback: webAddress.optional(),
});
const messageCodes = { To: 21604, Body: 21602, StatusCallback: 21609 };

/** Single-part limits of GSM-7 and UCS-2; longer ones lose room to the part header. */
function segments(body: string): number {
  // Characters beyond Latin-1 and the euro sign force UCS-2; the few other GSM-7 exceptions do not change a development bill.
  const isWide = /[\u0100-\u20ab\u20ad-\uffff]/.test(body);
  const [single, part] = isWide ? [70, 67] : [160, 153];
  return body.length <= single ? 1 : Math.ceil(body.length / part);
}

export function presentMessage(
  message: MessageRecord,
  { accountPath }: RestContext,
): Readonly<Record<string, unknown>> {
  const uri = `${accountPath}/Messages/${message.sid}`;
  return {
    body: message.body,
    num_segments: String(segments(message.body)),
    direction: message.direction,
    from: message.from,
    to: message.to,
    date_updated: rfc2822(message.dateUpdated),
    price: null,
    error_message: message.errorCode === 30003 ? 'Unreachable destination handset' : null,
    uri: `${uri}.json`,
    account_sid: message.accountSid,
    num_media: String(message.numMedia),
    status: message.status,
    messaging_service_sid: null,
    sid: message.sid,
    date_sent: rfc2822(message.dateSent),
    date_created: rfc2822(message.dateCreated),
    error_code: message.errorCode,
    price_unit: 'USD',
    api_version: apiVersion,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

export const messageRoutes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: '/Messages',
    handle(request, context) {
      const input = readParameters(createMessage, request.form, messageCodes);
      if (!input.From)
        throw new TwilioError(
          400,
          21603,
          'The From parameter is required: the emulator has no messaging services.',
        );
      const message = context.world.messages.create({
        from: dialable(input.From),
        to: dialable(input.To),
        body: input.Body,
        statusCallback: input.StatusCallback || null,
      });
      return created(presentMessage(message, context));
    },
  },
  {
    method: 'GET',
    path: '/Messages',
    handle(request, context) {
      const { query } = request;
      const messages = newestFirst(context.world.messages.list()).filter(
        (message) =>
          matchesAddress(query, 'To', message.to) &&
          matchesAddress(query, 'From', message.from) &&
          withinTimes(query, 'DateSent', message.dateSent),
      );
      return listReply(
        request,
        'messages',
        messages,
        (message) => message.sid,
        (message) => presentMessage(message, context),
      );
    },
  },
  {
    method: 'GET',
    path: '/Messages/:MessageSid',
    handle: (request, context) =>
      ok(presentMessage(found(context.world.messages.get(request.part('MessageSid')), request), context)),
  },
];
