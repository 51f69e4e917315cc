import { expect, it } from '@jest/globals';
import type { ApprovalRow } from '../../src/contract/approvals.ts';
import type { CaseDetail } from '../../src/contract/cases.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import type { House } from '../harness/house.ts';

const EMAILS = {
  ana: 'ana@deskbell.example',
  grace: 'grace@deskbell.example',
  david: 'david@brightwick.example',
} as const;

async function json<T>(desk: Desk, method: string, path: string, body?: unknown): Promise<T> {
  const response = await desk.ask(method, path, body);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const refund = (amountMinor: number, callId: string) => ({
  callId,
  kind: 'refund',
  amountMinor,
  currency: 'GBP',
  reason: 'Broken on arrival',
});

/** Ana talks with a caller, and has opened a case for the call. */
async function onACall(house: House) {
  const [ana] = await house.desks(EMAILS.ana);
  const caller = await house.talkingWith(ana);
  const callId = ana.callId();
  const { id: caseId } = await json<{ id: string }>(ana, 'POST', '/cases', { callId });
  return { ana, caller, callId, caseId };
}

behaviour('permission for what is over one’s own limit', (house) => {
  it('is given at once within the limit, and says why', async () => {
    const { ana, callId } = await onACall(house());
    const granted = await json<ApprovalRow>(ana, 'POST', '/approvals', refund(5_000, callId));
    expect(granted).toMatchObject({ status: 'granted', why: 'Refunds up to £50.00 are yours to give.' });
  });

  it('climbs over it: the first manager is silent, the second approves by phone key while the caller holds', async () => {
    const { ana, caller, callId, caseId } = await onACall(house());
    const david = await house().desk(EMAILS.david);
    const grace = await house().desk(EMAILS.grace);
    await ana.clicks('hold');
    const asked = await json<ApprovalRow>(ana, 'POST', '/approvals', refund(8_000, callId));
    expect(asked).toMatchObject({ status: 'asked', amount: '£80.00', caseId, mayDecide: false });
    expect(asked.mayNot).toMatch(/yourself/);
    const countdown = (asked.expiresAt ?? 0) - house().clock.now();
    expect(countdown).toBeGreaterThan(60_000);
    expect(countdown).toBeLessThanOrEqual(120_000);

    await grace.phoneRings();
    await david.phoneRings('70s');
    await david.liftsTheReceiver();
    await david.hears(/refund of £80\.00 for .*Press 1 to approve/);
    expect(caller.isOnTheLine()).toBe(true);
    await david.presses('1');

    const row = await json<ApprovalRow>(ana, 'GET', `/approvals/${asked.id}`);
    expect(row).toMatchObject({
      status: 'granted',
      expiresAt: null,
      decidedBy: 'David Lloyd',
      why: 'David Lloyd decided by phone key.',
      told: [
        { rung: 'Duty manager', names: ['Grace Okafor'] },
        { rung: 'Director', names: ['David Lloyd'] },
      ],
    });
    const { timeline } = await json<CaseDetail>(ana, 'GET', `/cases/${caseId}`);
    const story = timeline.map(({ text, why }) => `${text} ${why ?? ''}`.trim());
    expect(story).toContain(
      'Ana Silva asked for a refund of £80.00. £80.00 is over the £50.00 that Ana Silva may give alone.',
    );
    expect(story).toContain('Granted: refund of £80.00. David Lloyd decided by phone key.');
    const call = await ana.sees(callId);
    expect(call.timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Ana Silva asked for a refund of £80.00.', 'Granted: refund of £80.00.']),
    );
    await house().clock.forward('3m');
    expect(grace.isRinging()).toBe(false);
    await caller.hangsUp();
  });

  it('is void when the amount changes: the old request can be granted by nobody any more', async () => {
    const { ana, callId, caller } = await onACall(house());
    const [grace] = await house().desks(EMAILS.grace);
    const old = await json<ApprovalRow>(ana, 'POST', '/approvals', refund(8_000, callId));
    const next = await json<ApprovalRow>(ana, 'POST', `/approvals/${old.id}/amount`, {
      amountMinor: 9_000,
      currency: 'GBP',
    });
    expect(next).toMatchObject({ status: 'asked', amount: '£90.00', replaces: old.id });
    const yes = (amountMinor: number) => ({ approve: true, asOf: { amountMinor, currency: 'GBP' } });
    expect(await grace.isRefused('POST', `/approvals/${old.id}/decide`, yes(8_000))).toMatchObject({
      status: 409,
      code: 'voided',
    });
    expect(await grace.isRefused('POST', `/approvals/${next.id}/decide`, yes(8_000))).toMatchObject({
      code: 'amount-changed',
    });
    expect(await ana.isRefused('POST', `/approvals/${next.id}/decide`, yes(9_000))).toMatchObject({
      code: 'own-request',
    });
    const granted = await json<ApprovalRow>(grace, 'POST', `/approvals/${next.id}/decide`, yes(9_000));
    expect(granted).toMatchObject({ status: 'granted', decidedBy: 'Grace Okafor' });
    await house().clock.forward('3m');
    await caller.hangsUp();
  });

  it('lapses with its reason when everybody is silent', async () => {
    const { ana, callId, caller } = await onACall(house());
    const asked = await json<ApprovalRow>(ana, 'POST', '/approvals', refund(8_000, callId));
    await house().clock.forward('4m');
    expect(await json<ApprovalRow>(ana, 'GET', `/approvals/${asked.id}`)).toMatchObject({
      status: 'lapsed',
      why: 'Nobody with the authority decided in time. Told: Grace Okafor, David Lloyd.',
    });
    await caller.hangsUp();
  });

  it('lets the approver join the call', async () => {
    const { ana, callId, caller } = await onACall(house());
    const [grace] = await house().desks(EMAILS.grace);
    const asked = await json<ApprovalRow>(ana, 'POST', '/approvals', refund(8_000, callId));
    expect(await json<ApprovalRow>(grace, 'GET', `/approvals/${asked.id}`)).toMatchObject({ mayJoin: true });
    const asOf = { amountMinor: 8_000, currency: 'GBP' };
    await grace.does('POST', `/approvals/${asked.id}/decide`, { approve: true, asOf });
    await grace.does('POST', `/approvals/${asked.id}/join`);
    await grace.answers();
    await ana.clicks('consult/join');
    await house().clock.forward('2s');
    await grace.says('Grace here, the refund is on its way.');
    await caller.hears(/the refund is on its way/);
    await caller.hangsUp();
  });
});
