import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from '@jest/globals';
import { problemLine } from '../../src/domain/flows/library.ts';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS, type House } from '../harness/house.ts';

const shipped = fileURLToPath(new URL('../../ivr-flows', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'deskbell-flows-'));
const shop = join(folder, 'shop.yaml');
let original = '';

beforeEach(async () => {
  await cp(shipped, folder, { recursive: true });
  original = await readFile(shop, 'utf8');
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

function errorsOf(house: House): readonly string[] {
  return house.deskbell.flows
    .problems()
    .filter(({ severity }) => severity === 'error')
    .map(problemLine);
}

const TEN_WAYS: readonly (readonly [what: string, from: string | RegExp, to: string, complaint: RegExp])[] = [
  ['no YAML', 'steps:', 'steps: [', /./],
  ['an unknown queue', 'queue: billing', 'queue: biling', /biling.*billing/],
  ['a step that is not there', 'then: recording', 'then: recordings', /recordings.*recording/],
  ['an unknown kind of step', 'step: notice', 'step: notise', /notise|notice/],
  ['a field nobody knows', 'max_seconds: 120', 'max_second: 120', /max_second/],
  [
    'a condition that cannot be',
    'caller.calls_today >= 2',
    'caller.calls_today >= "two"',
    /calls_today|string|int/,
  ],
  ['a field in a text that is not there', '{{business.name}}', '{{business.nam}}', /business\.nam/],
  ['a key given twice', 'key: 9', 'key: 2', /2/],
  ['a step that nothing leads to', 'closed: closed\n', 'closed: take-message\n', /closed/],
  ['a key that takes an emergency number', 'key: 9', 'key: 999', /999/],
];

behaviour(
  'a flow file that is edited while calls run',
  (house) => {
    it('answers the next call, while the running one finishes on the version that it began with', async () => {
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

    it('that is broken, in ten different ways, is refused each time with file, line and remedy, and calls go on', async () => {
      house().expectsErrors(/Flow refused/);
      const running = house().caller('+447700900555');
      await running.dials(NUMBERS.shop);
      await running.hears(/press 2/);

      for (const [what, from, to, complaint] of TEN_WAYS) {
        const broken = original.replace(from, to);
        expect([what, broken === original]).toEqual([what, false]);
        await edit(house(), broken, () => errorsOf(house()).length > 0);
        const [first] = errorsOf(house());
        expect([what, first]).toEqual([what, expect.stringMatching(complaint)]);
        expect([what, first]).toEqual([what, expect.stringMatching(/shop\.yaml:\d+:\d+ .+ — .+/)]);
        await edit(house(), original, () => errorsOf(house()).length === 0);
      }
      expect(house().errors().join('\n')).toMatch(/Flow refused: .*shop\.yaml:\d+/);

      await edit(
        house(),
        original.replace('queue: billing', 'queue: biling'),
        () => errorsOf(house()).length > 0,
      );
      await running.presses('2');
      await running.hears(/queue for Billing/);
      const next = house().caller('+447700900666');
      await next.dialsAndPresses(NUMBERS.shop, '2');
      await next.hears(/queue for Billing/);
    });
  },
  { flowsDir: folder },
);
