import { expect, test } from '@jest/globals';
import type { ApprovalPage } from '../contract/approvals.ts';
import type { MessagePage } from '../contract/messages.ts';
import type { PromisePage } from '../contract/promises.ts';
import { openHouse } from '../../test/harness/house.ts';
import { seedCases } from './seed-cases.ts';
import { seedOwed } from './seed-owed.ts';

test.each(['2026-03-02T10:00:00Z', '2026-03-01T02:00:00Z'])(
  'a newcomer at %s finds something promised, asked and left in each business, and no telephone rings for it',
  async (at) => {
    const house = await openHouse({ database: 'sqlite', at });
    try {
      const { engine } = house.deskbell;
      await seedCases({ engine, now: house.clock.now() });
      await seedOwed({ engine, now: house.clock.now() });
      const [grace] = await house.desks('grace@deskbell.example');
      const page = async <P>(path: string) => (await (await grace.ask('GET', path)).json()) as P;
      for (const business of ['shop', 'plumber', 'dental']) {
        const approvals = await page<ApprovalPage>(`/approvals?state=asked&business=${business}`);
        expect(approvals.rows).toHaveLength(1);
        expect(approvals.rows[0]).toMatchObject({ caseId: expect.any(String), mayDecide: true });
        const promises = await page<PromisePage>(`/promises?state=open&business=${business}`);
        expect(promises.rows).toHaveLength(1);
        expect(promises.rows[0]?.caseId).toEqual(expect.any(String));
        const messages = await page<MessagePage>(`/messages?business=${business}`);
        expect(messages.rows.length).toBeGreaterThan(0);
      }
      await house.clock.forward('29m');
      expect(house.emulator.world.calls.list()).toEqual([]);
    } finally {
      await house.close();
    }
  },
);
