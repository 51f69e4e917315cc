import type { WebhookEntry } from '../journal.ts';
import { callOf } from './calls.ts';
import { listReply } from './core/paging.ts';
import { rfc2822 } from './core/present.ts';
import type { RestRoute } from './core/route.ts';

/** Twilio's own log of what it asked of the application for one call, and what the application said. */
export const callEventRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: '/Calls/:CallSid/Events',
    handle(request, context) {
      const call = callOf(request, context);
      const webhooks = context.journal
        .after(0)
        .filter(
          (entry): entry is typeof entry & WebhookEntry =>
            entry.kind === 'webhook' && entry.callSid === call.sid,
        );
      return listReply(
        request,
        'events',
        webhooks,
        (webhook) => String(webhook.n),
        (webhook) => presentCallEvent(webhook),
      );
    },
  },
];

export function presentCallEvent(
  webhook: WebhookEntry & { readonly at: number },
): Readonly<Record<string, unknown>> {
  return {
    request: { method: webhook.method, url: webhook.url, parameters: snakeCased(webhook.params) },
    response: {
      response_code: webhook.status,
      request_duration: webhook.at - webhook.sentAt,
      content_type: webhook.contentType,
      response_body: webhook.answer,
      date_created: rfc2822(webhook.at),
    },
  };
}

function snakeCased(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase(),
      value,
    ]),
  );
}
