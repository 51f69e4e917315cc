import { expect, it } from '@jest/globals';
import type { CaseDetail, CaseOpened, CaseRecordLetter } from '../../src/contract/cases.ts';
import type { MatrixPreview, MatrixTried, MatrixView } from '../../src/contract/matrices.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';

const read = async <T>(desk: Desk, path: string): Promise<T> => {
  const response = await desk.ask('GET', path);
  if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};
const asks = async <T>(desk: Desk, method: string, path: string, body: unknown): Promise<T> => {
  const response = await desk.ask(method, path, body);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

behaviour('a case opened on a call', (house) => {
  it('takes all from the call, counts every stretch from the first ring, and goes with the customer', async () => {
    const [ana, leo] = await house().desks('ana@deskbell.example', 'leo@brightwick.example');
    const caller = await house().talkingWith(ana);
    const { id } = await asks<CaseOpened>(ana, 'POST', '/cases', { callId: ana.callId() });
    await ana.clicks('hold');
    await house().clock.forward('2m');
    await ana.clicks('resume');
    await ana.passesToExpert('technical');
    await leo.answers();
    await house().clock.forward('1m');
    const seen = await read<CaseDetail>(ana, `/cases/${id}`);
    expect(seen).toMatchObject({
      number: 'BRI-1001',
      customer: { number: '+447700900555' },
      owner: { id: 'leo-carter', name: 'Leo Carter' },
      clocks: { firstContact: { status: 'met' } },
    });
    expect(seen.summary).toMatch(/billing/i);
    expect(seen.segments[0]?.from).toBe(seen.firstRingAt);
    for (const [index, segment] of seen.segments.entries())
      expect(segment.to).toBe(seen.segments[index + 1]?.from ?? null);
    const held = seen.segments.find(({ what, who }) => what === 'held' && who === 'Ana Silva');
    expect((held?.to ?? 0) - (held?.from ?? 0)).toBeGreaterThanOrEqual(120_000);
    expect(seen.segments.at(-1)).toMatchObject({ what: 'talking', who: 'Leo Carter', to: null });
    expect(seen.timeline.map(({ text }) => text).join('\n')).toMatch(
      /functional pathway[^]*Leo Carter has the case/,
    );

    await caller.hangsUp();
    await house().clock.forward('1m');
    const after = await read<CaseDetail>(ana, `/cases/${id}`);
    expect(after.segments.at(-1)).toMatchObject({ what: 'with-person', who: 'Leo Carter', to: null });
    expect(after.calls).toEqual([{ callId: expect.any(String), at: seen.firstRingAt, live: false }]);
    const record = await read<CaseRecordLetter>(ana, `/cases/${id}/record`);
    expect(record.title).toBe('Brightwick: record of case BRI-1001');
    expect(record.sections[0]?.lines).toContain('First call on 1 March 2026 at 14:00.');
    expect(record.sections[2]?.lines.join('\n')).toMatch(/on hold with Ana Silva, 2 min\./);
    // The call is recorded.
    expect(after.recordings).toHaveLength(1);
  });

  it('two people write at the same time, and neither loses a word', async () => {
    const [ana, tom, grace] = await house().desks(
      'ana@deskbell.example',
      'tom@deskbell.example',
      'grace@deskbell.example',
    );
    const { id } = await asks<CaseOpened>(ana, 'POST', '/cases', {
      businessId: 'shop',
      summary: 'A cracked vase',
    });
    const { edition: asOf } = await read<CaseDetail>(tom, `/cases/${id}`);
    await Promise.all([
      ana.ask('POST', `/cases/${id}/notes`, { text: 'Rang the depot.' }),
      tom.ask('POST', `/cases/${id}/notes`, {
        text: '@Grace Okafor may I replace it? Write to me @home.',
        mentions: ['grace-okafor'],
      }),
      ana.ask('POST', `/cases/${id}/severity`, { severity: 2, why: 'A wedding on Saturday', asOf }),
      tom.ask('POST', `/cases/${id}/reason`, { reason: 'poor-product', asOf }),
    ]);
    expect(
      await tom.isRefused('POST', `/cases/${id}/severity`, { severity: 4, why: 'Small', asOf }),
    ).toMatchObject({
      status: 409,
      code: 'changed-meanwhile',
      detail: expect.stringContaining('Ana Silva set the severity to 2 (“A wedding on Saturday”)'),
    });
    await house().clock.forward('2s');
    const seen = await read<CaseDetail>(grace, `/cases/${id}`);
    expect(seen).toMatchObject({ severity: 2, reason: 'poor-product' });
    expect(seen.notes.map(({ text }) => text).toSorted()).toEqual([
      '@Grace Okafor may I replace it? Write to me @home.',
      'Rang the depot.',
    ]);
    const { rows } = await read<{ rows: { subject: string }[] }>(grace, `/notices?case=${id}`);
    expect(rows.map(({ subject }) => subject)).toEqual([`Tom Hughes mentions you in case ${seen.number}`]);
  });

  it('is nothing that a stranger can see or name', async () => {
    const [ana, mark] = await house().desks('ana@deskbell.example', 'mark@tideway.example');
    const { id } = await asks<CaseOpened>(ana, 'POST', '/cases', { businessId: 'shop', summary: 'Secret' });
    expect((await mark.ask('GET', `/cases/${id}`)).status).toBe(404);
    expect((await mark.ask('POST', `/cases/${id}/take`, {})).status).toBe(404);
    expect((await mark.ask('POST', '/cases', { businessId: 'shop' })).status).toBe(404);
    expect(await read(mark, '/cases?business=shop')).toEqual({ rows: [], nextCursor: null });
  });
});

behaviour('the matrix of a business', (house) => {
  it('is edited by those who lead, never over what they have not seen, and a case keeps its own', async () => {
    const [ana, grace, david] = await house().desks(
      'ana@deskbell.example',
      'grace@deskbell.example',
      'david@brightwick.example',
    );
    const { id } = await asks<CaseOpened>(ana, 'POST', '/cases', { businessId: 'shop', summary: 'Before' });
    const view = await read<MatrixView>(grace, '/matrices/shop');
    expect(view).toMatchObject({ current: { version: 0 }, inForce: 0 });
    expect(view.reach.find(({ rung }) => rung === 'Duty manager')?.people).toMatchObject([
      { name: 'Grace Okafor', reachable: true },
    ]);
    const { matrix } = view.current;
    const quick = {
      ...matrix,
      rows: matrix.rows.map((row) => ({
        ...row,
        levels: row.levels.map((level) => ({
          ...level,
          resolveMinutes: level.number === 1 ? 30 : level.resolveMinutes,
        })),
      })),
    };
    expect((await ana.ask('PUT', '/matrices/shop', { asOf: 0, matrix: quick })).status).toBe(403);
    expect(await asks(grace, 'PUT', '/matrices/shop', { asOf: 0, matrix: quick })).toMatchObject({
      version: 1,
    });
    expect(await david.isRefused('PUT', '/matrices/shop', { asOf: 0, matrix })).toMatchObject({
      status: 409,
      code: 'matrix-changed',
      detail: expect.stringContaining('Grace Okafor saved version 1 meanwhile'),
    });

    const preview = await asks<MatrixPreview>(david, 'POST', '/matrices/shop/preview', {
      matrix: quick,
      startAt: house().clock.now(),
    });
    expect(preview.steps.find(({ what }) => what === 'climbs')?.at).toBe(house().clock.now() + 30 * 60_000);
    const severe = await read<MatrixPreview>(ana, '/matrices/shop/preview?severity=1');
    expect(severe.steps[0]).toMatchObject({ level: 2, what: 'begins' });

    const after = await asks<CaseOpened>(ana, 'POST', '/cases', { businessId: 'shop', summary: 'After' });
    for (const one of [id, after.id]) await ana.does('POST', `/cases/${one}/contact`, {});
    await house().clock.forward('40m');
    expect(await read<CaseDetail>(ana, `/cases/${id}`)).toMatchObject({ level: 1, matrixVersion: 0 });
    expect(await read<CaseDetail>(ana, `/cases/${after.id}`)).toMatchObject({
      matrixVersion: 1,
      levelWhy: 'Not resolved within 30 min on level 1.',
    });

    const tried = await asks<MatrixTried>(david, 'POST', '/matrices/shop/try', { matrix: quick, caseId: id });
    expect(tried.would.map(({ what }) => what)).toContain('climbs');
    expect(tried).toMatchObject({
      did: [],
      summary: 'With this matrix the case would have reached level 2; it did reach level 1.',
    });
    const { versions } = await read<{ versions: { version: number }[] }>(ana, '/matrices/shop/history');
    expect(versions.map(({ version }) => version)).toEqual([1, 0]);
  });
});
