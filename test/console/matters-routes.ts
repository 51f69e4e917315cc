import { Router, type Request } from 'express';
import type { Matters } from './matters-house.ts';
import { weeksOf } from './nights-rota.ts';
import { previewOf } from './matrix-of-the-shop.ts';

/** The reading side of the nouns behind the calls; what is changed is only noted, and answered with what a test put there. */
export function mattersRoutes(matters: () => Matters): Router {
  const routes = Router();
  const page = <Row>(rows: readonly Row[]) => ({ rows, nextCursor: null });
  const fits =
    (request: Request, names: Readonly<Record<string, string>>) =>
    (row: object): boolean =>
      Object.entries(names).every(([asked, field]) => {
        const value = request.query[asked];
        const own: unknown = Object.entries(row).find(([name]) => name === field)?.[1];
        return value === undefined || own === value;
      });

  routes.get('/cases', (request, response) => {
    const { number, status, owner, severity, late, tag, q } = request.query;
    const rows = matters()
      .cases.filter(fits(request, { business: 'businessId', topic: 'topic' }))
      .filter((row) => (typeof status === 'string' ? row.status === status : row.status !== 'resolved'))
      .filter((row) => typeof number !== 'string' || row.customer.number === number)
      .filter(
        (row) =>
          typeof owner !== 'string' || (owner === 'me' ? row.owner.id === 'ana' : row.owner.kind === 'queue'),
      )
      .filter((row) => typeof severity !== 'string' || String(row.severity) === severity)
      .filter((row) => typeof tag !== 'string' || row.tags.includes(tag))
      .filter((row) => late !== 'true' || row.clocks.resolve.status === 'passed')
      .filter((row) => typeof q !== 'string' || `${row.number} ${row.summary}`.toLowerCase().includes(q));
    response.json(page(rows));
  });
  routes.get('/cases/tags', (_request, response) => {
    const tags = new Set(matters().cases.flatMap((row) => row.tags));
    response.json({ tags: [...tags].map((tag) => ({ tag, cases: 1 })) });
  });
  routes.post('/cases', (_request, response) => {
    response.json({ id: 'case-1', number: '2026-0012' });
  });
  routes.get('/cases/:id', (request, response, next) => {
    const found = matters().cases.find(({ id }) => id === request.params.id);
    if (found) response.json(found);
    else next();
  });
  routes.get('/ladders', (request, response) => {
    response.json(page(matters().ladders.filter(fits(request, { case: 'caseId' }))));
  });
  routes.get('/notices/mine', (_request, response) => {
    response.json({ rows: matters().notices });
  });
  routes.post('/notices/:id/acknowledge', (_request, response) => {
    matters().notices = [];
    response.json({ yours: true, words: 'It is yours now.' });
  });
  routes.get('/promises/ledger', (_request, response) => {
    response.json(matters().ledger);
  });
  routes.get('/promises', (request, response) => {
    const names = { state: 'status', business: 'businessId', case: 'caseId', call: 'callId' };
    response.json(page(matters().promises.filter(fits(request, names))));
  });
  routes.post('/promises', (_request, response) => {
    response.json(matters().promises[0]);
  });
  routes.get('/approvals/limits', (_request, response) => {
    const limit = { kind: 'refund', currency: 'GBP', upToMinor: 5_000 } as const;
    response.json({
      currency: 'GBP',
      limits: [{ ...limit, words: 'You may refund up to £50.00 without asking.' }],
    });
  });
  routes.get('/approvals', (request, response) => {
    const { mine } = request.query;
    const names = { state: 'status', case: 'caseId', call: 'callId' };
    const rows = matters()
      .approvals.filter(fits(request, names))
      .filter((row) => mine !== 'decide' || row.mayDecide)
      .filter((row) => mine !== 'asked' || row.asker.personId === 'ana');
    response.json(page(rows));
  });
  routes.post('/approvals', (_request, response) => {
    response.json(matters().approvals[0]);
  });
  routes.get('/messages/forms', (_request, response) => {
    response.json(matters().form);
  });
  routes.get('/messages', (request, response) => {
    response.json(page(matters().messages.filter(fits(request, { status: 'status', case: 'caseId' }))));
  });
  routes.post('/messages', (_request, response) => {
    response.json(matters().messages[0]);
  });
  routes.get('/messages/:id', (request, response, next) => {
    const found = matters().messages.find(({ id }) => id === request.params.id);
    if (found) response.json(found);
    else next();
  });
  routes.get('/callbacks', (request, response) => {
    response.json(page(matters().callbacks.filter(fits(request, { number: 'number', case: 'caseId' }))));
  });
  routes.get('/matrices/:business', (_request, response) => {
    response.json(matters().matrix);
  });
  routes.put('/matrices/:business', (_request, response) => {
    response.json({ version: matters().matrix.current.version + 1, warnings: [] });
  });
  routes.get('/matrices/:business/history', (_request, response) => {
    response.json({ versions: matters().history });
  });
  routes.post('/matrices/:business/preview', (request, response) => {
    const { startAt } = request.body as { readonly startAt: number };
    response.json(previewOf(startAt));
  });
  routes.get('/rotas', (_request, response) => {
    response.json({ rows: matters().rotas });
  });
  routes.get('/rotas/:id', (request, response, next) => {
    const found = matters().rotas.find(({ id }) => id === request.params.id);
    if (found) response.json(found);
    else next();
  });
  routes.post('/rotas/:business/:key/preview', (request, response) => {
    const { effectiveFrom } = request.body as { readonly effectiveFrom: number | null };
    const found = matters().rotas.find(({ key }) => key === request.params.key);
    response.json(weeksOf(found, effectiveFrom ?? Date.now()));
  });
  routes.put('/rotas/:business/:key', (_request, response) => {
    response.json({ version: 4, fallsAway: [] });
  });
  routes.get('/people/reachability', (_request, response) => {
    response.json({ rows: matters().reach });
  });
  routes.post('/people/:id/reach-test', (_request, response) => {
    response.json({ noticeId: 'n-9' });
  });
  return routes;
}
