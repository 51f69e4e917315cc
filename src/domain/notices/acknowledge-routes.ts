import express, { Router, type Response } from 'express';
import { z } from 'zod';
import type { Engine } from '../../engine/engine.ts';
import type { Database } from '../../store/database.ts';
import { findLadder } from '../ladders/ladders-store.ts';
import { overWords } from '../ladders/words.ts';
import type { BegunNotice, NoticeCommand } from './notice.ts';
import { findNotice } from './notices-store.ts';

/**
 * The page behind the link of an e-mail. Opening it changes nothing, because mail scanners open every link; only the
 * button says "I have it".
 */
export function acknowledgeRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly read: (token: string) => { readonly noticeId: string } | 'expired' | 'forged';
}): Router {
  const { engine, database, read } = parts;
  const { reader } = database;
  const router = Router();

  const meant = async (token: string, response: Response): Promise<Meant | null> => {
    const link = read(token);
    const notice = typeof link === 'string' ? null : await findNotice(reader, link.noticeId);
    if (typeof link !== 'string' && notice !== null) return { id: link.noticeId, notice };
    const words =
      link === 'expired'
        ? 'This link has expired. Open Deskbell to see what is still open.'
        : 'This link is not whole. Copy all of it from the e-mail, or open Deskbell.';
    send(response, link === 'expired' ? 410 : 404, page('Deskbell', [words], null));
    return null;
  };

  router.get('/ack/page.css', (_request, response) => {
    response.type('css').set('cache-control', 'public, max-age=86400').send(STYLE);
  });

  router.get('/ack/:token', async (request, response) => {
    const found = await meant(request.params.token, response);
    if (found === null) return;
    const { notice } = found;
    const over = await overFor(reader, notice);
    const told = [notice.subject, ...notice.text.split(/\n+/)];
    if (over !== null) send(response, 200, page(notice.businessName, [...told, over], null));
    else if (notice.status === 'acknowledged')
      send(response, 200, page(notice.businessName, [...told, 'You have it.'], null));
    else send(response, 200, page(notice.businessName, told, buttons(notice)));
  });

  router.post(
    '/ack/:token',
    express.urlencoded({ extended: false, limit: '1kb', parameterLimit: 4 }),
    async (request, response) => {
      const found = await meant(request.params.token, response);
      if (found === null) return;
      const answer = z.object({ answer: z.enum(['yes', 'no']) }).safeParse(request.body);
      if (!answer.success) {
        send(
          response,
          400,
          page(found.notice.businessName, ['Press one of the two buttons.'], buttons(found.notice)),
        );
        return;
      }
      const { id, notice } = found;
      const over = await overFor(reader, notice);
      const command: NoticeCommand =
        answer.data.answer === 'yes'
          ? { type: 'AcknowledgeNotice', how: 'link', asOf: null }
          : { type: 'RefuseNotice', how: 'link', reason: null };
      if (over === null) await engine.submit({ noun: 'notices', id, command });
      const words = over ?? (await afterwards(answer.data.answer));
      send(response, 200, page(notice.businessName, [notice.subject, words], null));

      async function afterwards(said: 'yes' | 'no'): Promise<string> {
        if (said === 'no') return 'Noted. Somebody else is told.';
        // Somebody may have been faster between the look and the click.
        const now = await findNotice(reader, id);
        return (now === null ? null : await overFor(reader, now)) ?? 'You have it. Thank you.';
      }
    },
  );

  return router;
}

interface Meant {
  readonly id: string;
  readonly notice: BegunNotice;
}

async function overFor(reader: Database['reader'], { climbId, to }: BegunNotice): Promise<string | null> {
  const ladder = climbId === null ? null : await findLadder(reader, climbId);
  return ladder === null ? null : overWords(ladder, to.kind === 'person' ? to.id : null);
}

function buttons({ about }: BegunNotice): string {
  const yes = about.noun === 'approvals' ? 'I am looking at it' : 'I have it';
  return `<form method="post">
<button name="answer" value="yes">${yes}</button>
<button name="answer" value="no" class="second">I cannot</button>
</form>`;
}

function page(title: string, paragraphs: readonly string[], form: string | null): string {
  const [first = '', ...more] = paragraphs;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(title)}</title><link rel="stylesheet" href="/ack/page.css"></head>
<body><main>
<p class="business">${escaped(title)}</p>
<h1>${escaped(first)}</h1>
${more.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
${form ?? ''}
</main></body>
</html>`;
}

function send(response: Response, status: number, html: string): void {
  response
    .status(status)
    .set('cache-control', 'no-store')
    .set('referrer-policy', 'no-referrer')
    .type('html')
    .send(html);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const STYLE = `:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; }
main { max-width: 34rem; padding: 1.5rem; }
h1 { font-size: 1.375rem; line-height: 1.3; }
.business { opacity: 0.75; margin: 0; }
form { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.5rem; }
button { font: inherit; min-height: 3rem; padding: 0 1.5rem; border-radius: 0.5rem; border: 0.125rem solid #1f4fd8; background: #1f4fd8; color: #fff; }
button.second { background: transparent; color: inherit; border-color: currentcolor; }
button:focus-visible { outline: 0.1875rem solid currentcolor; outline-offset: 0.1875rem; }
`;
