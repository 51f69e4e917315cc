import { expect, it } from '@jest/globals';
import type { CaseOpened } from '../../src/contract/cases.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import { NUMBERS } from '../harness/house.ts';

const SEVERE = '+447700900777';

const opens = async (desk: Desk, number: string, severity: number): Promise<CaseOpened> => {
  const response = await desk.ask('POST', '/cases', {
    businessId: 'shop',
    customer: { number, name: null },
    summary: 'Charged three times',
    severity,
    why: 'The account is empty',
    owner: { kind: 'queue', id: 'general' },
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as CaseOpened;
};

behaviour('a caller with a severe case', (house) => {
  it('who rings later is served first, and everyone can see why', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    await ana.goesAway();
    const { number } = await opens(ana, SEVERE, 1);
    const usual = house().caller('+447700900555');
    await usual.dialsAndPresses(NUMBERS.shop, '2');
    const severe = house().caller(SEVERE);
    await severe.dialsAndPresses(NUMBERS.shop, '2');

    const why = `Served sooner because case ${number} is severity 1.`;
    const row = () => {
      const found = house()
        .board()
        .waiting.find(({ caller }) => caller.number === SEVERE);
      if (found === undefined) throw new Error('the caller does not wait');
      return found;
    };
    expect(row()).toMatchObject({ ahead: why, rank: row().joinedAt - 1_800_000 });
    const { callId } = row();
    expect((await ana.sees(callId)).timeline).toContainEqual(
      expect.objectContaining({
        text: 'The caller is served as if they had waited 1800 s longer.',
        why,
      }),
    );
    await ana.isAvailable();
    await ana.answers();
    expect(ana.callId()).toBe(callId);
    expect(usual.isOnTheLine()).toBe(true);
  });

  it('moves forward the moment the case is judged severe, and not back when it is judged less so', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    await ana.goesAway();
    const { id, number } = await opens(ana, SEVERE, 4);
    await house().caller(SEVERE).dialsAndPresses(NUMBERS.shop, '2');
    const credit = () => {
      const { joinedAt, rank } = house().waiting();
      return joinedAt - rank;
    };
    expect(credit()).toBe(0);
    await ana.does('POST', `/cases/${id}/severity`, { severity: 2, why: 'A wedding on Saturday' });
    expect(credit()).toBe(600_000);
    expect(house().waiting()).toMatchObject({
      ahead: `Served sooner because case ${number} is severity 2.`,
    });
    await ana.does('POST', `/cases/${id}/severity`, { severity: 4, why: 'It was put off' });
    expect(credit()).toBe(600_000);
  });
});
