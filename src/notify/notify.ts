import { z } from 'zod';
import { noticeScreen } from '../contract/notices.ts';
import type { PushMessage } from '../contract/push.ts';
import { faultsOf, renderText } from '../domain/templates/liquid.ts';
import {
  partsOf,
  templateFor,
  type TemplateFields,
  type TemplateParts,
  type TemplateWords,
} from '../domain/templates/template-words.ts';
import type { Links } from './links.ts';
import type { Mailer } from './mailer.ts';
import { failed, type CarriedOut } from './outcome.ts';
import type { HookMessage } from './webhooks.ts';
import { renderMail } from './render.ts';

/** Carries out effects of kind `notify.*`: here the words are made, and handed to whoever brings them. */

const shared = {
  id: z.string(),
  noticeId: z.string(),
  businessId: z.string(),
  about: z.string(),
  subject: z.string(),
  text: z.string(),
};
const email = z.object({
  kind: z.literal('notify.email'),
  ...shared,
  to: z.object({ name: z.string().nullable(), address: z.string() }),
  acknowledge: z.boolean(),
});
const sms = z.object({
  kind: z.literal('notify.sms'),
  ...shared,
  from: z.string(),
  to: z.string(),
  code: z.string().nullable(),
});
const webhook = z.object({
  kind: z.literal('notify.webhook'),
  hookId: z.string(),
  url: z.string(),
  messageId: z.string(),
  body: z.string(),
});
const push = z.object({
  kind: z.literal('notify.push'),
  noticeId: z.string(),
  personId: z.string(),
  browser: z.string(),
  about: z.object({ noun: z.string(), id: z.string() }),
  caseId: z.string().nullable(),
  title: z.string(),
  body: z.string(),
});
const effectShape = z.discriminatedUnion('kind', [email, sms, webhook, push]);

interface Work {
  readonly effect: { readonly kind: string };
  readonly reconcile: boolean;
}

export interface Notify {
  /** Never throws for what it knows; what it does not know is refused in words. */
  carryOut(work: Work): Promise<CarriedOut>;
}

export function createNotify(parts: {
  readonly mailer: Mailer;
  readonly links: Links;
  /** Domain of the Message-IDs: the host of this server's address. */
  readonly host: string;
  readonly business: (id: string) => Promise<{ readonly name: string; readonly templates: TemplateWords }>;
  /** Signs with the secrets of this hook. */
  readonly sendHook: (hookId: string, message: HookMessage) => Promise<CarriedOut>;
  /** To this browser, if it is still one of this person's. */
  readonly push: (
    to: { readonly personId: string; readonly browser: string },
    message: PushMessage,
  ) => Promise<CarriedOut>;
  readonly sendText: (work: {
    readonly request: {
      readonly id: string;
      readonly from: string;
      readonly to: string;
      readonly text: string;
    };
    readonly reconcile: boolean;
  }) => Promise<CarriedOut>;
}): Notify {
  const { mailer, links, host, business, sendText } = parts;

  return {
    async carryOut({ effect, reconcile }) {
      const parsed = effectShape.safeParse(effect);
      if (!parsed.success) return failed('refused', `"${effect.kind}" is not a way to tell anybody`);
      const { data } = parsed;
      if (data.kind === 'notify.webhook') return parts.sendHook(data.hookId, data);
      if (data.kind === 'notify.push') {
        const { title, body, noticeId } = data;
        return parts.push(data, { title, body, tag: noticeId, url: noticeScreen(data) ?? '/cases' });
      }
      const { name: businessName, templates } = await business(data.businessId);
      const words = wordsFor(data.about, templates);
      const fields: TemplateFields = {
        business: businessName,
        name: data.kind === 'notify.email' ? (data.to.name ?? '') : '',
        subject: data.subject,
        text: data.text,
        link: data.kind === 'notify.email' && data.acknowledge ? links.acknowledge(data.noticeId) : '',
        code: data.kind === 'notify.sms' ? (data.code ?? '') : '',
      };
      if (data.kind === 'notify.sms') {
        const text = renderText(words.sms, fields).slice(0, MOST_OF_A_TEXT);
        const { id, from, to } = data;
        return sendText({ request: { id, from, to, text }, reconcile });
      }
      const messageId = `${data.id.replace(/[^A-Za-z0-9.-]/g, '_')}@${host}`;
      const mail = { messageId, to: data.to, fromName: businessName, ...renderMail(words, fields) };
      return mailer.send(mail, reconcile);
    },
  };
}

/** Words that cannot be filled in are not used: whoever is to be told is told in Deskbell's. */
function wordsFor(about: string, own: TemplateWords): TemplateParts {
  const kind = templateFor(about);
  return partsOf(kind, faultsOf(kind, own[kind] ?? {}).length === 0 ? own : {});
}

/** Twilio takes no longer ones. Characters. */
const MOST_OF_A_TEXT = 1_600;
