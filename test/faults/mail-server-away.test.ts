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

  it('a connection that is lost after the mail was taken: it is sent again under the same name', async () => {
    await server.open();
    server.mood = 'hangs-up';
    await send('mail-0');
    await house.clock.forward('1s');
    server.mood = 'takes';
    await house.clock.forward('10m');
    expect(new Set(server.messageIds)).toEqual(new Set(['mail-0.mail@127.0.0.1']));
    expect((await findNotice(house.deskbell.database.reader, 'mail-0'))?.status).toBe('sent');
    await house.clock.forward('2h');
    expect(server.taken).toHaveLength(2);
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
