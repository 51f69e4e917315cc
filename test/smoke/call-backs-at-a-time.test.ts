import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS, openHouse } from '../harness/house.ts';

const JO = '+447700900555';

behaviour('a call-back at an agreed time', (house) => {
  it('is offered a little before, and can be moved, or taken back with a reason', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const dueAt = house().clock.now() + 2 * 3_600_000;
    const wish = { businessId: 'shop', number: '07700 900555', name: 'Jo Field', queue: 'billing', dueAt };
    await ana.does('POST', '/callbacks', wish);
    expect(await ana.isRefused('POST', '/callbacks', wish)).toMatchObject({ code: 'already-asked' });
    expect(
      await ana.isRefused('POST', '/callbacks', { businessId: 'shop', number: '+449098790000' }),
    ).toMatchObject({ code: 'number-refused' });
    const [made] = (await ana.gets('/callbacks')).rows;
    expect(made).toMatchObject({
      number: JO,
      status: 'scheduled',
      words: 'We ring you back today at 4 pm',
      nextAt: dueAt - 5 * 60_000,
    });
    await ana.does('POST', `/callbacks/${made?.['id'] as string}/reschedule`, { dueAt: dueAt + 3_600_000 });
    await house().clock.forward('2h');
    expect(ana.isRinging()).toBe(false);
    await ana.phoneRings('56m');
    expect(ana.offers()).toMatchObject([{ purpose: 'callback', caller: { name: 'Jo Field' } }]);
    await ana.refuses('lunch');
    await ana.does('POST', `/callbacks/${made?.['id'] as string}/cancel`, { why: 'They wrote.' });
    await house().clock.forward('2h');
    expect(ana.isRinging()).toBe(false);
    expect(house().caller(JO).timesRung()).toBe(0);
    const promises = (await ana.gets('/promises')).rows;
    expect(promises.map(({ status }) => status)).toEqual(['released', 'released']);
    await house().isAtRest();
  });
});

it('a flow may promise it to callers who do not wait', async () => {
  const flowsDir = await mkdtemp(join(tmpdir(), 'flows-'));
  for (const name of ['shop', 'plumber', 'dental']) {
    const text = await readFile(`ivr-flows/${name}.yaml`, 'utf8');
    // Key 3 of the shop leads to a call-back instead of a queue.
    const changed = text.replace(
      / {2}technical-queue:\n(?: {4}.*\n)+/,
      '  technical-queue:\n    step: callback\n    queue: technical\n',
    );
    await writeFile(join(flowsDir, `${name}.yaml`), changed);
  }
  const house = await openHouse({ flowsDir });
  try {
    const jo = house.caller(JO);
    await jo.dialsAndPresses(NUMBERS.shop, '3');
    await jo.hears(/If that is right, press 1/);
    await jo.presses('1');
    await jo.hears(/We ring you back within 60 minutes/);
    await house.clock.forward('10s');
    expect(house.waiting()).toMatchObject({ queue: 'technical', callback: { number: JO } });
    const [ana] = await house.desks('ana@deskbell.example');
    await ana.answersByKey();
    await jo.isRung();
    await jo.picksUp();
    await house.clock.forward('15s');
    await ana.says('Ana here.');
    await jo.hears(/Ana here/);
    await jo.hangsUp();
    await house.isAtRest();
  } finally {
    await house.close();
    await rm(flowsDir, { recursive: true });
  }
});
