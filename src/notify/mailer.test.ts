import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort } from '../../test/harness/free-port.ts';
import { MailServer } from '../../test/harness/mail-server.ts';
import { until } from '../../test/harness/toy-world.ts';
import { createMailer, type Mailer } from './mailer.ts';

const mail = {
  messageId: 'n1.mail@deskbell.example',
  to: { name: 'Grace', address: 'grace@deskbell.example' },
  fromName: 'Brightwick',
  subject: 'Case 1',
  text: 'It waits.',
  html: '<p>It waits.</p>',
};

describe('one mail', () => {
  let server: MailServer;
  let mailer: Mailer;

  beforeEach(async () => {
    server = new MailServer(await freePort());
    await server.open();
    mailer = createMailer({
      smtpUrl: server.url,
      from: 'deskbell@deskbell.example',
      outbox: '',
      clock: { now: () => 0 },
      logger: { info: () => undefined, warn: () => undefined },
    });
  });
  afterEach(async () => {
    mailer.close();
    await server.close();
  });

  test('that the server still thinks about is not sent again, nor one that it took', async () => {
    server.mood = 'thinks';
    const first = mailer.send(mail, false);
    await until(() => server.taken.length === 1);
    const second = mailer.send(mail, true);
    server.says();
    expect(await first).toMatchObject({ outcome: 'done' });
    expect(await second).toEqual(await first);
    expect(await mailer.send(mail, true)).toEqual(await first);
    expect(server.messageIds).toEqual([mail.messageId]);
  });

  test.each([
    ['breaks-off', false, 'retry'],
    ['breaks-off', true, 'unknown'],
    ['busy', false, 'retry'],
    ['busy', true, 'unknown'],
    ['hangs-up', false, 'unknown'],
    ['hangs-up', true, 'failed'],
    ['refuses', false, 'failed'],
    ['takes', true, 'done'],
  ] as const)(
    'when the server %s, and an earlier attempt may have been taken: %s, is %s',
    async (mood, again, outcome) => {
      server.mood = mood;
      expect((await mailer.send(mail, again)).outcome).toBe(outcome);
    },
  );

  test('however long it is, is judged alike', async () => {
    const long = { ...mail, text: 'It waits.\n'.repeat(200_000) };
    server.mood = 'hangs-up';
    expect((await mailer.send(long, false)).outcome).toBe('unknown');
    server.mood = 'breaks-off';
    expect((await mailer.send({ ...long, messageId: 'n2.mail@deskbell.example' }, false)).outcome).toBe(
      'retry',
    );
  });
});
