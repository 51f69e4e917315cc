import { expect, it } from '@jest/globals';
import type { CaseDetail, CaseOpened } from '../../src/contract/cases.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import { NUMBERS } from '../harness/house.ts';

const JO = '+447700900555';

const answer = async <T>(asked: Promise<Response>): Promise<T> => {
  const response = await asked;
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
};
const opens = (desk: Desk): Promise<CaseOpened> =>
  answer(
    desk.ask('POST', '/cases', {
      businessId: 'shop',
      customer: { number: JO, name: 'Jo' },
      summary: 'The vase is cracked',
    }),
  );

behaviour('a call-back that is asked for by a caller with an open case', (house) => {
  it('belongs to the case: its promise, every step and its outcome, and the call with its recording', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const { id } = await opens(ana);
    await ana.goesAway();
    const seen = () => answer<CaseDetail>(ana.ask('GET', `/cases/${id}`));
    const promised = async () =>
      (await ana.gets(`/promises?case=${id}`)).rows.filter(({ what }) => what === 'call-back');
    const jo = house().caller(JO);
    await jo.dialsAndPresses(NUMBERS.shop, '2');
    await jo.hears(/press 5/);
    await jo.presses('5');
    await jo.hears(/To confirm, press 1/);
    await jo.presses('1');
    await jo.hears(/We ring you back/);
    await house().clock.forward('10s');

    expect((await ana.gets(`/callbacks?case=${id}`)).rows).toMatchObject([{ number: JO, caseId: id }]);
    expect(await promised()).toMatchObject([{ what: 'call-back', status: 'open', caseId: id }]);
    expect((await seen()).timeline).toContainEqual(
      expect.objectContaining({
        kind: 'callback',
        text: expect.stringMatching(/^A call-back was promised: “We ring you back/),
      }),
    );

    await ana.isAvailable();
    await ana.answersByKey();
    await jo.isRung();
    await jo.picksUp();
    await jo.hears(/returning your call/);
    await house().clock.forward('20s');
    await jo.hangsUp();
    await house().isAtRest();

    expect((await ana.gets(`/callbacks?case=${id}&state=ended`)).rows).toMatchObject([{ outcome: 'talked' }]);
    expect(await promised()).toMatchObject([{ status: 'kept' }]);
    const after = await seen();
    expect(after.timeline.filter(({ kind }) => kind === 'callback').length).toBeGreaterThan(1);
    expect(after.timeline.map(({ text }) => text)).toContain('We ring the customer about this case.');
    // The call in which it was asked for, and the one that we made.
    expect(after.calls).toHaveLength(2);
    expect(after.recordings).toHaveLength(1);
  });

  it('is about the only open case of the number that was keyed, and about none when it is not clear which', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const { id } = await opens(ana);
    await ana.goesAway();
    const other = house().caller('+447700900556');
    const asks = async () => {
      await other.dialsAndPresses(NUMBERS.shop, '2');
      await other.hears(/press 5/);
      await other.presses('5');
      await other.hears(/press 2/);
      await other.presses('2');
      await other.presses('07700900555#');
      await other.hears(/To confirm, press 1/);
      await other.presses('1');
      await other.hears(/We ring you back/);
      await house().clock.forward('10s');
      const [row] = (await ana.gets('/callbacks')).rows;
      await ana.does('POST', `/callbacks/${String(row?.['id'])}/cancel`, { why: 'Only a try' });
      return row?.['caseId'];
    };
    expect(await asks()).toBe(id);
    await opens(ana);
    expect(await asks()).toBeNull();
  });
});
