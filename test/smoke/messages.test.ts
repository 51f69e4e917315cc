import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { MessageDetail, MessageFormNow, MessagePage } from '../../src/contract/messages.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import { NUMBERS, type House } from '../harness/house.ts';

const ANA = 'ana@deskbell.example';
const GRACE = 'grace@deskbell.example';
const TOM = 'tom@deskbell.example';
const CALLER = '+447700900555';

async function json<T>(desk: Desk, method: string, path: string, body?: unknown): Promise<T> {
  const response = await desk.ask(method, path, body);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function mails(house: House): Promise<readonly string[]> {
  const outbox = join(house.dataDir, 'outbox');
  const files = await readdir(outbox).catch(() => []);
  return Promise.all(files.toSorted().map((file) => readFile(join(outbox, file), 'utf8')));
}

const textsTo = (house: House, number: string): readonly string[] =>
  house.emulator.world.messages
    .list()
    .filter(({ to }) => to === number)
    .map(({ body }) => body);

/** A caller who presses 0 in the billing queue and speaks after the tone. */
async function speaksAMessage(house: House): Promise<void> {
  const caller = house.caller(CALLER);
  await caller.dialsAndPresses(NUMBERS.shop, '2');
  await caller.hears(/queue for Billing/);
  await caller.presses('0');
  await caller.hears(/say your name, your number/);
  await house.clock.forward('12s');
  await caller.says('This is Jo Field, I was charged twice, please ring me back.');
  await house.clock.forward('6s');
  await caller.hangsUp();
  await house.clock.forward('70s');
}

behaviour('a message that a caller leaves', (house) => {
  it('by voice is delivered, reminded of, passed up, taken by key, and the caller hears that it arrived', async () => {
    await speaksAMessage(house());
    const [ana] = await house().desks(ANA);
    const { rows } = await json<MessagePage>(
      ana,
      'GET',
      '/messages?status=waiting&mine=true&for=queue/billing',
    );
    const message = rows.find(({ from }) => from.number === CALLER);
    expect(message).toMatchObject({
      for: { kind: 'queue', name: 'Billing' },
      takenBy: 'The flow',
      recordingId: expect.stringContaining('.m.'),
      chased: 0,
    });
    const id = message?.id ?? '';
    expect((await mails(house())).some((mail) => /Message for Billing from/.test(mail))).toBe(true);

    await house().clock.forward('16m');
    expect(await json<MessageDetail>(ana, 'GET', `/messages/${id}`)).toMatchObject({ chased: 1 });
    expect((await mails(house())).some((mail) => /Reminder 1: Message for Billing/.test(mail))).toBe(true);

    const grace = await house().desk(GRACE);
    await grace.phoneRings('50m');
    await grace.liftsTheReceiver();
    await grace.hears(/Message for Billing from .*Press 1 to take it/);
    await grace.presses('1');
    await house().clock.forward('5s');
    const detail = await json<MessageDetail>(ana, 'GET', `/messages/${id}`);
    expect(detail).toMatchObject({
      status: 'acknowledged',
      acknowledgedBy: 'Grace Okafor',
      chased: 3,
      escalatedAt: expect.any(Number),
    });
    expect(detail.history.map(({ text }) => text)).toEqual([
      'The flow took the message. It was taken for Billing.',
      'Billing: Ana Silva, Tom Hughes told on the desk, by e-mail.',
      'Nobody has it yet: Ana Silva, Tom Hughes reminded.',
      'Nobody has it yet: Ana Silva, Tom Hughes reminded.',
      'Nobody has it yet: Ana Silva, Tom Hughes reminded.',
      'Duty manager: Grace Okafor told on the desk, by telephone.',
      'It went up to Grace Okafor. Billing did not take it.',
      'Grace Okafor said “I have it” by key. The caller is told by SMS that it arrived.',
    ]);
    expect(textsTo(house(), CALLER)).toEqual([
      expect.stringContaining('your message has arrived. Grace Okafor has it and will see to it.'),
    ]);

    const done = await json<MessageDetail>(ana, 'POST', `/messages/${id}/done`, {
      outcome: 'Refunded the second charge and rang her.',
    });
    expect(done).toMatchObject({ status: 'done', doneBy: 'Ana Silva' });
    const rung = house().emulator.world.calls.list().length;
    await house().clock.forward('3h');
    expect(house().emulator.world.calls.list()).toHaveLength(rung);
  });

  it('at the desk is taken with the form of the business, and refused while something needed is missing', async () => {
    const [ana, tom] = await house().desks(ANA, TOM);
    const caller = await house().talkingWith(ana, CALLER);
    const callId = ana.callId();
    const form = await json<MessageFormNow>(ana, 'GET', '/messages/forms?business=shop');
    expect(form).toMatchObject({ key: 'order', for: { kind: 'queue', name: 'Front desk' } });
    expect(form.says).toBe(
      'Front desk hears of it at once, is reminded every 15 minutes, and after an hour the managers are told.',
    );
    const message = (fields: Record<string, string>) => ({
      ...{ businessId: 'shop', callId, fields, for: { kind: 'person', id: tom.me.personId } },
    });
    expect(await ana.isRefused('POST', '/messages', message({ name: 'Jo Field' }))).toMatchObject({
      code: 'field-missing',
      detail: '"What it is about" is needed. Ask the caller for it.',
    });
    const taken = await json<MessageDetail>(
      ana,
      'POST',
      '/messages',
      message({ name: 'Jo Field', about: 'Charged twice for order 5512.' }),
    );
    expect(taken).toMatchObject({
      status: 'waiting',
      for: { name: 'Tom Hughes' },
      from: { number: CALLER },
      summary: 'Charged twice for order 5512.',
      takenBy: 'Ana Silva',
    });
    await caller.hangsUp();
    await tom.does('POST', `/messages/${taken.id}/acknowledge`);
    expect(await json<MessageDetail>(tom, 'GET', `/messages/${taken.id}`)).toMatchObject({
      status: 'acknowledged',
      acknowledgedBy: 'Tom Hughes',
    });
    const { timeline } = await ana.sees(callId);
    expect(timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Ana Silva took a message for Tom Hughes.', 'Tom Hughes has the message.']),
    );
  });

  it('that nobody has taken by the set hour is in one e-mail to each person, once a day', async () => {
    const [ana] = await house().desks(ANA);
    const fields = { name: 'Jo Field', about: 'Charged twice for order 5512.' };
    const taken = { businessId: 'shop', fields, for: { kind: 'person', id: 'tom-hughes' } };
    const { id } = await json<MessageDetail>(ana, 'POST', '/messages', taken);
    const digests = async () =>
      (await mails(house())).filter((mail) => /To:.*tom@/.test(mail) && /waits? for you/.test(mail)).length;
    await house().clock.forward('18h20m');
    expect(await digests()).toBe(0);
    await house().clock.forward('20m');
    expect(await digests()).toBe(1);
    await ana.signsIn();
    await ana.does('POST', `/messages/${id}/done`, { outcome: 'Rang her.' });
    await house().clock.forward('24h');
    expect(await digests()).toBe(1);
  });
});
