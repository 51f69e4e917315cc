import { expect, it } from '@jest/globals';
import type { CaseDetail, CasePage } from '../../src/contract/cases.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Caller } from '../harness/caller.ts';
import type { Desk } from '../harness/desk.ts';
import { NUMBERS } from '../harness/house.ts';

const read = async <T>(desk: Desk, path: string): Promise<T> =>
  (await (await desk.ask('GET', path)).json()) as T;

/** Rings the shop about a delivery, keys an order number, and says that it is right. */
async function asksForOrder(caller: Caller, order: string): Promise<void> {
  await caller.dialsAndPresses(NUMBERS.shop, '1');
  await caller.hears(/order number/);
  await caller.presses(`${order}#`);
  await caller.hears(/that is right, press 1/);
  await caller.presses('1');
}

behaviour('a case opened by the flow', (house) => {
  it('begins when a caller rings again about an order, and is the same one however often they ring', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const cases = () => read<CasePage>(ana, '/cases');
    const caller = house().caller();
    await asksForOrder(caller, '471147');
    await caller.hangsUp();
    expect((await cases()).rows).toEqual([]);

    await asksForOrder(caller, '471147');
    const [row, ...more] = (await cases()).rows;
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      customer: { number: '+447700900555' },
      topic: 'delivery',
      reason: 'unsatisfactory-response',
      severity: 3,
      summary: 'Rings again on the same day about order 471147.',
      tags: ['rang-again'],
      owner: { kind: 'queue', id: 'delivery' },
    });
    for (const [query, found] of [
      ['owner=queues&severity=3&q=RINGS%20471147', 1],
      ['q=07700%20900555', 1],
      ['severity=2', 0],
      ['owner=me', 0],
      ['late=true', 0],
    ] as const)
      expect((await read<CasePage>(ana, `/cases?${query}`)).rows).toHaveLength(found);
    const opened = await read<CaseDetail>(ana, `/cases/${row?.id}`);
    expect(opened.openedBy).toEqual({ kind: 'flow', name: 'Brightwick main line' });
    expect(opened.timeline[0]?.by).toBe('The flow "Brightwick main line"');
    expect(opened.calls).toMatchObject([{ live: true }]);
    expect(opened.firstRingAt).toBe(opened.segments[0]?.from);
    await caller.hangsUp();

    await asksForOrder(caller, '471147');
    await caller.hangsUp();
    expect((await cases()).rows).toMatchObject([{ id: row?.id }]);
    const linked = await read<CaseDetail>(ana, `/cases/${row?.id}`);
    expect(linked.calls).toHaveLength(2);
    expect(linked.timeline.map(({ text }) => text)).toContain(
      'The customer rings about it again: Rings again on the same day about order 471147.',
    );
  });
});
