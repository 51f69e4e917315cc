import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS, type House } from '../harness/house.ts';

const shipped = fileURLToPath(new URL('../../ivr-flows', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'deskbell-flows-'));
const shop = join(folder, 'shop.yaml');
let original = '';

beforeAll(async () => {
  original = await readFile(join(shipped, 'shop.yaml'), 'utf8');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes the file as an editor does, and waits until the house has looked at it. */
async function edit(house: House, text: string, seen: () => boolean): Promise<void> {
  await writeFile(shop, text);
  for (let tries = 0; tries < 1_000 && !seen(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(seen()).toBe(true);
  await house.clock.forward('250ms');
}

behaviour(
  'a flow file that is edited while calls run',
  (house) => {
    it('answers the next call, while the running one finishes on the version that it began with', async () => {
      await cp(shipped, folder, { recursive: true });
      await house().deskbell.flows.rescan();
      const before = house().deskbell.flows.current('shop')?.version;
      const running = house().caller('+447700900555');
      await running.dials(NUMBERS.shop);
      await running.hears(/For billing, press 2|Billing, press 2/i);

      const edited = original
        .replace('Hello, this is {{business.name}}.', 'Good day from {{business.name}}.')
        .replace('- key: 2\n        label: Billing', '- key: 4\n        label: Billing');
      expect(edited).not.toBe(original);
      await edit(house(), edited, () => house().deskbell.flows.current('shop')?.version !== before);

      await running.presses('2');
      await running.hears(/queue for Billing/);
      expect(running.hasHeard(/Good day/)).toBe(false);

      const next = house().caller('+447700900666');
      await next.dials(NUMBERS.shop);
      await next.hears(/Good day from Brightwick/);
      await next.hears(/press 4/);
      await next.presses('4');
      await next.hears(/queue for Billing/);
    });

    it('that is broken is refused with file, line and remedy, and calls go on', async () => {
      await cp(shipped, folder, { recursive: true });
      await house().deskbell.flows.rescan();
      house().expectsErrors(/Flow refused/);
      const running = house().caller('+447700900555');
      await running.dials(NUMBERS.shop);
      await running.hears(/press 2/);

      const line = original.split('\n').findIndex((text) => text.includes('queue: billing')) + 1;
      const broken = original.replace('queue: billing', 'queue: biling');
      await edit(house(), broken, () => house().deskbell.flows.problems().length > 0);
      expect(house().errors().join('\n')).toMatch(
        new RegExp(`shop\\.yaml:${line}:\\d+ .*biling.* — .*billing`),
      );

      await running.presses('2');
      await running.hears(/queue for Billing/);
      const next = house().caller('+447700900666');
      await next.dialsAndPresses(NUMBERS.shop, '2');
      await next.hears(/queue for Billing/);

      await edit(house(), original, () => house().deskbell.flows.problems().length === 0);
    });
  },
  { flowsDir: folder },
);
