import { expect, it } from '@jest/globals';
import type { CaseDetail } from '../../src/contract/cases.ts';
import type { PromiseLedger, PromisePage, PromiseRow } from '../../src/contract/promises.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import { NUMBERS, type House } from '../harness/house.ts';

const ANA = 'ana@deskbell.example';
const GRACE = 'grace@deskbell.example';

async function json<T>(desk: Desk, method: string, path: string, body?: unknown): Promise<T> {
  const response = await desk.ask(method, path, body);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Those of this run: the demo's own are of earlier days. */
async function waits(desk: Desk, callId: string): Promise<readonly PromiseRow[]> {
  const { rows } = await json<PromisePage>(desk, 'GET', `/promises?call=${encodeURIComponent(callId)}`);
  return rows.filter(({ what }) => what === 'wait');
}

/** What the ledger counts from now on. */
async function ledgerFrom(house: House, desk: Desk, from: number): Promise<PromiseLedger> {
  return json(desk, 'GET', `/promises/ledger?business=shop&from=${from}&to=${house.clock.now()}`);
}

behaviour('what callers are told', (house) => {
  it('of the wait is a promise: kept when somebody answers in that time', async () => {
    const [ana] = await house().desks(ANA);
    const caller = await house().talkingWith(ana);
    const [wait] = await waits(ana, ana.callId());
    expect(wait).toMatchObject({
      words: 'The wait is usually less than 2 minutes.',
      owner: { kind: 'queue', id: 'billing', name: 'Billing' },
      status: 'kept',
      late: false,
    });
    await caller.hangsUp();
  });

  it('of a wait that is not kept is broken on the ledger of queue and business, and kept late when answered', async () => {
    const began = house().clock.now();
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await caller.hears(/The wait is usually less than 2 minutes/);
    const callId = house().callId();
    const [grace] = await house().desks(GRACE);
    await grace.goesAway();
    await house().clock.forward('2m10s');
    expect(await waits(grace, callId)).toMatchObject([{ status: 'broken', settledAt: null }]);
    const ledger = await ledgerFrom(house(), grace, began);
    expect(ledger.all).toMatchObject({ n: 1, broken: 1, kept: 0, keptShare: null });
    expect(ledger.queues).toMatchObject([{ id: 'shop/billing', name: 'Billing', n: 1, broken: 1 }]);
    expect(ledger.businesses).toMatchObject([{ id: 'shop', name: 'Brightwick', n: 1, broken: 1 }]);

    const [ana] = await house().desks(ANA);
    await ana.answers();
    expect(await waits(grace, callId)).toMatchObject([{ status: 'kept', late: true }]);
    expect((await ledgerFrom(house(), grace, began)).all).toMatchObject({ n: 1, broken: 0, late: 1 });
    await caller.hangsUp();
  });

  it('of a wait is released when the caller hangs up in time', async () => {
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    const callId = house().callId();
    await caller.hangsUp();
    const [ana] = await house().desks(ANA);
    expect(await waits(ana, callId)).toMatchObject([{ status: 'released', outcome: 'The caller hung up.' }]);
  });

  it('at the desk has a deadline: its owner is warned, then people are told until somebody has it', async () => {
    const [ana] = await house().desks(ANA);
    const caller = await house().talkingWith(ana);
    const callId = ana.callId();
    const { id: caseId } = await json<{ id: string }>(ana, 'POST', '/cases', { callId });
    const dueAt = house().clock.now() + 40 * 60_000;
    const made = await json<PromiseRow>(ana, 'POST', '/promises', {
      callId,
      what: 'action',
      words: 'The driver brings the blue chair again today.',
      dueAt,
    });
    expect(made).toMatchObject({
      status: 'open',
      caseId,
      owner: { name: 'Ana Silva' },
      warnAt: dueAt - 600_000,
    });
    await caller.hangsUp();
    await house().clock.forward('38m');
    const { rows } = await json<PromisePage>(ana, 'GET', '/promises?state=open&business=shop');
    expect(rows.map(({ id }) => id)).toContain(made.id);

    const grace = await house().desk(GRACE);
    await house().clock.forward('3m');
    expect(await json<PromiseRow>(ana, 'GET', `/promises/${made.id}`)).toMatchObject({
      status: 'broken',
      brokenAt: dueAt,
    });
    await grace.phoneRings('12m');
    await grace.liftsTheReceiver();
    await grace.hears(/Broken promise: an action .*Press 1 to take it/);
    await grace.presses('1');
    expect(await json<PromiseRow>(ana, 'GET', `/promises/${made.id}`)).toMatchObject({
      takenBy: 'Grace Okafor',
    });
    const kept = await json<PromiseRow>(ana, 'POST', `/promises/${made.id}/keep`, {
      how: 'The driver has delivered it.',
    });
    expect(kept).toMatchObject({ status: 'kept', late: true, settledBy: 'Ana Silva' });
    const { timeline } = await json<CaseDetail>(ana, 'GET', `/cases/${caseId}`);
    const story = timeline.map(({ text }) => text);
    expect(story).toEqual(
      expect.arrayContaining([
        'Promised: The driver brings the blue chair again today.',
        'Not kept: The driver brings the blue chair again today.',
        'Grace Okafor has the broken promise, and is to keep it late.',
      ]),
    );
    expect(story.filter((text) => text.startsWith('Not kept'))).toHaveLength(1);
  });

  it('of when an expert answers is owed by the expert when none could be reached', async () => {
    const [ana] = await house().desks(ANA);
    const caller = await house().talkingWith(ana);
    const callId = ana.callId();
    await ana.passesToExpert('technical');
    await house().clock.forward('40s');
    const { rows } = await json<PromisePage>(ana, 'GET', `/promises?call=${encodeURIComponent(callId)}`);
    expect(rows.filter(({ what }) => what === 'answer')).toMatchObject([
      {
        words: 'You will have an answer within two hours.',
        owner: { kind: 'person', name: 'Leo Carter' },
        status: 'open',
      },
    ]);
    await caller.hangsUp();
  });
});
