import { expect, it } from '@jest/globals';
import type { CaseDetail, CaseOpened, CasePage, CaseTags } from '../../src/contract/cases.ts';
import type { Me } from '../../src/contract/people.ts';
import { businessesStore } from '../../src/domain/businesses/businesses-store.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';

const get = async <T>(desk: Desk, path: string): Promise<T> => {
  const response = await desk.ask('GET', path);
  if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};
const opens = async (desk: Desk, more: object): Promise<string> => {
  const response = await desk.ask('POST', '/cases', { businessId: 'shop', summary: 'A vase', ...more });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as CaseOpened).id;
};

behaviour('what a case is about', (house) => {
  it('may be a reason of the business’s own, which stays in sight when the business has it no more', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const me = await get<Me>(ana, '/session');
    const shop = me.memberships.find(({ businessId }) => businessId === 'shop');
    expect(shop?.reasons.map(({ key }) => key)).toEqual([
      ...['poor-product', 'unsatisfactory-response', 'long-wait', 'miscommunication', 'rigid-policy'],
      ...['damaged-in-transit', 'charged-wrongly'],
    ]);
    const id = await opens(ana, { reason: 'damaged-in-transit' });
    const seen = () => get<CaseDetail>(ana, `/cases/${id}`);
    expect(await seen()).toMatchObject({
      reason: 'damaged-in-transit',
      reasonName: 'Damaged in transit',
    });
    const unknown = { reason: 'bad-luck' };
    for (const [path, body] of [
      ['/cases', { businessId: 'shop', ...unknown }],
      [`/cases/${id}/reason`, unknown],
      // Another business’s own.
      [`/cases/${id}/reason`, { reason: 'fault-came-back' }],
    ] as const)
      expect(await ana.isRefused('POST', path, body)).toMatchObject({
        code: 'reason-unknown',
        detail: expect.stringContaining('Choose one of: poor-product,'),
      });

    const { database } = house().deskbell;
    await database.transact(async (writer) => {
      const stored = await businessesStore.load(writer, 'shop');
      if (stored?.state.status !== 'served') throw new Error('the shop is not served');
      const business = { ...stored.state.business, reasons: [] };
      await businessesStore.save(writer, 'shop', { status: 'served', business }, stored.version);
    });
    expect(await seen()).toMatchObject({ reasonName: 'Damaged in transit' });
    expect(
      await ana.isRefused('POST', '/cases', { businessId: 'shop', reason: 'damaged-in-transit' }),
    ).toMatchObject({ code: 'reason-unknown' });
  });

  it('topic and tags are edited by several people without losing anything, and cases are found by them', async () => {
    const [ana, tom, mark] = await house().desks(
      'ana@deskbell.example',
      'tom@deskbell.example',
      'mark@tideway.example',
    );
    const id = await opens(ana, { topic: 'delivery' });
    await opens(ana, { topic: 'billing' });
    const { edition: asOf } = await get<CaseDetail>(tom, `/cases/${id}`);
    await ana.does('POST', `/cases/${id}/tags`, { add: [' VIP ', '#wedding'] });
    await tom.does('POST', `/cases/${id}/tags`, { add: ['vip', 'photo'], remove: ['WEDDING'] });
    await ana.does('POST', `/cases/${id}/topic`, { topic: 'technical', asOf });
    expect(await tom.isRefused('POST', `/cases/${id}/topic`, { topic: 'billing', asOf })).toMatchObject({
      status: 409,
      detail: expect.stringContaining('Ana Silva set the topic to “Technical help”'),
    });
    const seen = await get<CaseDetail>(tom, `/cases/${id}`);
    expect(seen).toMatchObject({ topicName: 'Technical help', tags: ['VIP', 'photo'] });
    expect(seen.timeline.filter(({ kind }) => kind === 'edit')).toMatchObject([
      { text: 'Tags “VIP”, “wedding” added.', by: 'Ana Silva' },
      { text: 'Tag “photo” added. Tag “wedding” taken away.', by: 'Tom Hughes' },
      { text: 'Topic: Technical help.', by: 'Ana Silva' },
    ]);
    const many = Array.from({ length: 19 }, (_, index) => `tag ${index}`);
    expect(await ana.isRefused('POST', `/cases/${id}/tags`, { add: many })).toMatchObject({
      code: 'too-many-tags',
      detail: 'A case has at most 20 tags. Take some away first.',
    });

    for (const [query, found] of [
      ['tag=vip', [id]],
      ['tag=VIP&topic=technical', [id]],
      ['tag=vip&topic=billing', []],
      ['tag=vi', []],
      ['tag=wedding', []],
    ] as const)
      expect((await get<CasePage>(ana, `/cases?${query}`)).rows.map((row) => row.id)).toEqual(found);
    expect(await get<CaseTags>(ana, '/cases/tags?business=shop')).toEqual({
      tags: [
        { tag: 'photo', cases: 1 },
        { tag: 'VIP', cases: 1 },
      ],
    });
    // Nothing of another business is told.
    expect(await get<CaseTags>(mark, '/cases/tags')).toEqual({ tags: [] });
    expect((await mark.ask('POST', `/cases/${id}/tags`, { add: ['x'] })).status).toBe(404);
  });
});
