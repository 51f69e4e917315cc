import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NoticeCommand } from '../../src/domain/notices/notice.ts';
import { findNotice } from '../../src/domain/notices/notices-store.ts';
import { freePort } from '../harness/free-port.ts';
import { openHouse, type House } from '../harness/house.ts';
import { MailServer } from '../harness/mail-server.ts';

const MAILS = 12;
const WARNING = /e-mails do not leave/;

describe('while the mail server is in trouble', () => {
  let house: House;
  let server: MailServer;
  const ids = Array.from({ length: MAILS }, (_, index) => `mail-${index}`);

  beforeEach(async () => {
    server = new MailServer(await freePort());
    house = await openHouse({ database: 'sqlite', smtpUrl: server.url });
  });
  afterEach(async () => {
    await house.close();
    await server.close();
  });

  async function send(...wanted: readonly string[]): Promise<void> {
    for (const id of wanted) {
      const command: NoticeCommand = {
        type: 'SendNotice',
        businessId: 'shop',
        to: { kind: 'person', id: 'grace-okafor', name: 'Grace Okafor' },
        way: 'email',
        subject: `Case ${id}`,
        text: 'It waits.',
        about: { noun: 'cases', id },
        ...{ climbId: null, caseId: null, acknowledge: false },
      };
      const outcome = await house.deskbell.engine.submit({ noun: 'notices', id, command });
      if (!outcome.done) throw new Error(outcome.refusal.reason);
    }
  }

  const statuses = async () => {
    const found = await Promise.all(ids.map((id) => findNotice(house.deskbell.database.reader, id)));
    return [...new Set(found.map((notice) => notice?.status))];
  };

  const expected = () => ids.map((id) => `${id}.mail@127.0.0.1`).toSorted();

  it('an hour without a server loses nothing, doubles nothing, and is warned of once', async () => {
    await send(...ids);
    await house.clock.forward('1h');
    expect(await statuses()).toEqual(['pending']);
    expect(house.warnings(WARNING)).toHaveLength(1);
    expect(house.warnings(/an effect was not carried out/)).toEqual([]);

    await server.open();
    await house.clock.forward('20m');
    expect(server.messageIds.toSorted()).toEqual(expected());
    expect(await statuses()).toEqual(['sent']);
    expect(house.warnings(WARNING)).toHaveLength(1);
  });

  const mailZero = () => findNotice(house.deskbell.database.reader, 'mail-0');
  const NAME = 'mail-0.mail@127.0.0.1';

  it('a connection that breaks before the mail was handed over: it is tried until it goes, and arrives once', async () => {
    await server.open();
    server.mood = 'breaks-off';
    await send('mail-0');
    await house.clock.forward('30m');
    expect((await mailZero())?.status).toBe('pending');
    expect(server.taken).toEqual([]);
    server.mood = 'takes';
    await house.clock.forward('20m');
    expect(server.messageIds).toEqual([NAME]);
    expect((await mailZero())?.status).toBe('sent');
    expect(house.warnings(WARNING)).toHaveLength(1);
  });

  it('an answer that is lost after the whole mail was handed over: it is sent once more under the same name', async () => {
    await server.open();
    server.mood = 'hangs-up';
    await send('mail-0');
    await house.clock.forward('1s');
    // What the lost answer may have meant is remembered while the server is away altogether.
    server.mood = 'breaks-off';
    await house.clock.forward('1h');
    expect((await mailZero())?.status).toBe('pending');
    server.mood = 'takes';
    await house.clock.forward('20m');
    expect(server.messageIds).toEqual([NAME, NAME]);
    expect((await mailZero())?.status).toBe('sent');
    await house.clock.forward('2h');
    expect(server.taken).toHaveLength(2);
  });

  it('a server that takes mails and never says so gets no third one, and the notice says that it may have arrived', async () => {
    await server.open();
    server.mood = 'hangs-up';
    await send('mail-0');
    await house.clock.forward('1s');
    server.mood = 'breaks-off';
    await house.clock.forward('1h');
    server.mood = 'hangs-up';
    await house.clock.forward('5h');
    expect(server.messageIds).toEqual([NAME, NAME]);
    expect(await mailZero()).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/may have arrived, and is not sent again/),
    });
  });

  it('the server is stopped before it heard that a mail was taken: it is sent once more, and then is done', async () => {
    await server.open();
    server.mood = 'hangs-up';
    await send('mail-0');
    await house.clock.forward('1s');
    server.mood = 'takes';
    await house.isDownFor('1h');
    await house.clock.forward('20m');
    expect(server.messageIds).toEqual([NAME, NAME]);
    expect((await mailZero())?.status).toBe('sent');
  });

  it('a server that says "later" is asked later, and one that refuses a mail is not asked again', async () => {
    await server.open();
    server.mood = 'busy';
    await send('mail-0');
    await house.clock.forward('10s');
    expect((await findNotice(house.deskbell.database.reader, 'mail-0'))?.status).toBe('pending');
    server.mood = 'takes';
    await house.clock.forward('3m');
    expect(server.messageIds).toEqual(['mail-0.mail@127.0.0.1']);

    server.mood = 'refuses';
    await send('mail-1');
    await house.clock.forward('1h');
    expect(await findNotice(house.deskbell.database.reader, 'mail-1')).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/No such mailbox/),
    });
  });
});
