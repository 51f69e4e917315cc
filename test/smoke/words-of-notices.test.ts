import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { TemplatesHistory, TemplatesView } from '../../src/contract/templates.ts';
import type { Problem } from '../../src/contract/api.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import type { House } from '../harness/house.ts';

const GRACE = '+447700900141';

async function subjects(house: House): Promise<readonly string[]> {
  const outbox = join(house.dataDir, 'outbox');
  const files = (await readdir(outbox)).toSorted();
  const mails = await Promise.all(files.map((file) => readFile(join(outbox, file), 'utf8')));
  return mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1] ?? '');
}

async function tests(grace: Desk, house: House, way: 'email' | 'sms'): Promise<void> {
  await grace.does('POST', '/people/grace-okafor/reach-test', { businessId: 'shop', way });
  await house.clock.forward('3s');
}

behaviour('the words in which a business tells people', (house) => {
  it('are those of its file until somebody saves others, which are used from then on', async () => {
    const [grace, david] = await house().desks('grace@deskbell.example', 'david@brightwick.example');
    const view = async () => (await (await grace.ask('GET', '/templates/shop')).json()) as TemplatesView;
    expect((await view()).current).toMatchObject({ version: 0, by: 'The business came with it', words: {} });
    await tests(grace, house(), 'email');

    const words = { 'reach-test': { subject: 'Are you there, {{ name }}?', sms: 'Ping. Y {{ code }}' } };
    await grace.does('PUT', '/templates/shop', { asOf: 0, words });
    await tests(grace, house(), 'email');
    await tests(grace, house(), 'sms');
    expect(await subjects(house())).toEqual([
      'Brightwick: can we reach you here?',
      'Are you there, Grace Okafor?',
    ]);
    const texts = house()
      .emulator.world.messages.list()
      .filter(({ to }) => to === GRACE);
    expect(texts.map(({ body }) => body)).toEqual([expect.stringMatching(/^Ping\. Y \d{4}$/)]);

    const overtaken = await david.ask('PUT', '/templates/shop', { asOf: 0, words: {} });
    expect(overtaken.status).toBe(409);
    expect(((await overtaken.json()) as Problem).detail).toMatch(/^Grace Okafor saved version 1/);
    // Back to Deskbell's words.
    await david.does('PUT', '/templates/shop', { asOf: 1, words: {} });
    await tests(grace, house(), 'email');
    expect((await subjects(house())).at(-1)).toBe('Brightwick: can we reach you here?');
    const { versions } = (await (
      await grace.ask('GET', '/templates/shop/history')
    ).json()) as TemplatesHistory;
    expect(versions.map(({ version, by }) => [version, by])).toEqual([
      [2, 'David Lloyd'],
      [1, 'Grace Okafor'],
      [0, 'The business came with it'],
    ]);
  });

  it('are refused with the line when they could not be sent, and nothing is saved', async () => {
    const [grace] = await house().desks('grace@deskbell.example');
    const words = { notice: { text: 'Hello\n{{ nmae }}', sms: "{% include 'package.json' %}" } };
    const answer = await grace.ask('PUT', '/templates/shop', { asOf: 0, words });
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as Problem;
    expect(errors).toEqual([
      { path: 'words.notice.text', message: expect.stringMatching(/line 2: there is no field "nmae"/) },
      { path: 'words.notice.sms', message: expect.stringMatching(/line 1: there is no tag "include"/) },
    ]);
    const view = (await (await grace.ask('GET', '/templates/shop')).json()) as TemplatesView;
    expect(view.current.version).toBe(0);
  });
});
