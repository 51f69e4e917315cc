import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { MyNotices } from '../../src/contract/notices.ts';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS, type House } from '../harness/house.ts';
import { Climb, rung } from '../harness/ladder.ts';

const GRACE = '+447700900141';
const DAVID = '+447700900151';

/** The texts that a handset was sent, oldest first. */
function textsTo(house: House, number: string): readonly string[] {
  return house.emulator.world.messages
    .list()
    .filter(({ to }) => to === number)
    .map(({ body }) => body);
}

async function replies(house: House, from: string, body: string): Promise<void> {
  house.emulator.world.messages.receive({ from, to: NUMBERS.shop, body });
  await house.clock.forward('2s');
}

async function mails(house: House): Promise<readonly string[]> {
  const outbox = join(house.dataDir, 'outbox');
  const files = await readdir(outbox);
  return Promise.all(files.toSorted().map((file) => readFile(join(outbox, file), 'utf8')));
}

behaviour('a ladder that writes to people', (house) => {
  it('is acknowledged by the coded reply of whoever was told, and by nobody else', async () => {
    const climb = await Climb.begin(house(), [
      rung('Managers', ['grace-okafor', 'david-lloyd'], { ways: ['sms'], patienceSeconds: 600 }),
    ]);
    await house().clock.forward('3s');
    const [text] = textsTo(house(), GRACE);
    expect(text).toMatch(/^Brightwick: Case 1042: refund of £80 for Mrs Byrne\. Reply Y \d{4} to take it/);
    const code = /Y (\d{4})/.exec(text ?? '')?.[1] ?? '';
    expect(await climb.notices()).toEqual(['Grace Okafor sms delivered', 'David Lloyd sms delivered']);

    await replies(house(), '+447700900999', `Y ${code}`);
    expect(await climb.takenBy()).toBeNull();
    expect(textsTo(house(), '+447700900999')).toEqual([]);
    await replies(house(), GRACE, 'ok then');
    expect(textsTo(house(), GRACE).at(-1)).toMatch(/did not understand/);
    await replies(house(), GRACE, ` yes ${code}. `);
    expect(await climb.takenBy()).toBe('Grace Okafor');
    expect(textsTo(house(), GRACE).at(-1)).toMatch(/You have it/);

    const other = /Y (\d{4})/.exec(textsTo(house(), DAVID)[0] ?? '')?.[1] ?? '';
    await replies(house(), DAVID, `Y ${other}`);
    expect(textsTo(house(), DAVID).at(-1)).toMatch(/Grace Okafor has it already/);
    expect(await climb.takenBy()).toBe('Grace Okafor');
  });

  it('goes on when a text does not arrive, or is refused', async () => {
    house().emulator.world.handsets.setMode(GRACE, 'unreachable');
    const climb = await Climb.begin(house(), [
      rung('Duty manager', ['grace-okafor'], { ways: ['sms'], patienceSeconds: 3_600 }),
      rung('Director', ['david-lloyd'], { ways: ['sms'], patienceSeconds: 3_600 }),
      rung('Expert', ['priya-nair'], { ways: ['desk'], patienceSeconds: 3_600 }),
    ]);
    await house().clock.forward('5s');
    const code = /N (\d{4})/.exec(textsTo(house(), DAVID)[0] ?? '')?.[1] ?? '';
    await replies(house(), DAVID, `N ${code}`);
    expect(await climb.notices()).toEqual([
      'Grace Okafor sms failed',
      'David Lloyd sms refused',
      'Priya Nair desk sent',
    ]);
    const [first] = await climb.records();
    expect(first?.notice.attempts.at(-1)?.what).toMatch(/handset cannot be reached.*30003/);
  });

  it('is acknowledged by the button behind the link of an e-mail, not by opening the link', async () => {
    const climb = await Climb.begin(house(), [
      rung('Duty manager', ['grace-okafor'], { ways: ['email'], patienceSeconds: 600 }),
    ]);
    const [mail] = await mails(house());
    expect(mail).toMatch(/^To: Grace Okafor <grace@deskbell.example>/m);
    expect(mail).toMatch(/^Message-ID: <matter-1\.c1\.n1\.mail@/m);
    const link = /http:\/\/\S+\/ack\/[\w.-]+/.exec((mail ?? '').replaceAll('=\r\n', ''))?.[0] ?? '';
    const opened = await fetch(link);
    expect(opened.status).toBe(200);
    expect(await opened.text()).toMatch(/I have it<\/button>/);
    expect(await climb.takenBy()).toBeNull();
    expect((await fetch(`${link}x`)).status).toBe(404);

    const clicked = await fetch(link, { method: 'POST', body: new URLSearchParams({ answer: 'yes' }) });
    expect(await clicked.text()).toMatch(/You have it/);
    expect(await climb.takenBy()).toBe('Grace Okafor');
    await house().clock.forward('8d');
    expect((await fetch(link)).status).toBe(410);
  });

  it('is acknowledged by a click on the desk list, and a second click says who was faster', async () => {
    const [grace, david] = await house().desks('grace@deskbell.example', 'david@brightwick.example');
    const climb = await Climb.begin(house(), [
      rung('Managers', ['grace-okafor', 'david-lloyd'], { ways: ['desk'], patienceSeconds: 600 }),
    ]);
    const mine = (await (await grace.ask('GET', '/notices/mine')).json()) as MyNotices;
    const theirs = (await (await david.ask('GET', '/notices/mine')).json()) as MyNotices;
    expect(mine.rows.map(({ subject }) => subject)).toEqual(['Case 1042: refund of £80 for Mrs Byrne']);
    const click = (id: string | undefined) => `/notices/${id}/acknowledge`;
    expect((await david.isRefused('POST', click(mine.rows[0]?.id))).code).toBe('not-yours');
    expect(await (await grace.ask('POST', click(mine.rows[0]?.id))).json()).toEqual({
      yours: true,
      words: 'You have it.',
    });
    expect(await (await david.ask('POST', click(theirs.rows[0]?.id))).json()).toEqual({
      yours: false,
      words: 'Grace Okafor has it already.',
    });
    expect(await (await david.ask('GET', '/notices/mine')).json()).toEqual({ rows: [] });
    expect(await climb.takenBy()).toBe('Grace Okafor');
  });

  it('still takes an answer after everybody was told in vain', async () => {
    const [grace] = await house().desks('grace@deskbell.example');
    const climb = await Climb.begin(house(), [
      rung('Duty manager', ['grace-okafor'], { ways: ['desk'], patienceSeconds: 60 }),
    ]);
    await house().clock.forward('2m');
    expect((await climb.ladder()).status).toBe('exhausted');
    await grace.does('POST', `/ladders/${climb.id}/acknowledge`, {});
    expect(await climb.ladder()).toMatchObject({ status: 'acknowledged', name: 'Grace Okafor', late: true });
  });
});
