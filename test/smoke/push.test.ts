import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { PushKey } from '../../src/contract/push.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import { Climb, rung } from '../harness/ladder.ts';
import { PushService } from '../harness/push-service.ts';

behaviour('a push', (house) => {
  let service: PushService;
  let grace: Desk;

  beforeEach(async () => {
    service = new PushService();
    await service.open();
    [grace] = await house().desks('grace@deskbell.example');
  });
  afterEach(async () => {
    await service.close();
    expect(service.faults).toEqual([]);
  });

  /** Somebody switches it on in a browser. */
  const subscribe = async (browser: string, desk = grace) => {
    const { key } = (await (await desk.ask('GET', '/push/key')).json()) as PushKey;
    const subscription = service.subscribe(browser, key);
    await desk.does('POST', '/push/subscriptions', subscription);
    return subscription;
  };
  const tell = (climbId = 'matter-1.c1') =>
    Climb.begin(
      house(),
      [rung('Duty manager', ['grace-okafor'], { ways: ['desk'], patienceSeconds: 7_200 })],
      {
        climbId,
      },
    );
  const log = async (climb: Climb) =>
    (await climb.records()).flatMap(({ notice }) => notice.attempts.map(({ what }) => what));

  it('shows what needs somebody in each of their browsers, and no more than that leaves the house', async () => {
    await subscribe('laptop');
    await subscribe('phone');
    const climb = await tell();
    const shown = {
      title: 'Brightwick',
      body: 'Case 1042: refund of £80 for Mrs Byrne',
      tag: `${climb.id}.n1`,
      url: '/promises',
    };
    expect(service.shownBy('laptop')).toEqual([shown]);
    expect(service.shownBy('phone')).toEqual([shown]);
    expect(service.pushed[0]).toMatchObject({
      ttl: 3_600,
      urgency: 'high',
      subject: 'mailto:deskbell@deskbell.example',
    });
    expect(new Set(service.pushed.map(({ topic }) => topic)).size).toBe(1);
    const host = new URL(service.url).host;
    expect(await log(climb)).toEqual([
      'shown on the desk list',
      `taken by the push service of a browser (${host})`,
      `taken by the push service of a browser (${host})`,
    ]);
    await house().clock.forward('1h');
    expect(service.pushed).toHaveLength(2);
  });

  it('of a browser that is gone is the last one there, which the list of attempts says', async () => {
    const { endpoint } = await subscribe('laptop');
    const mine = async () => (await grace.ask('POST', '/push/mine', { endpoint })).json();
    expect(await mine()).toEqual({ mine: true });
    service.mood = 'gone';
    const climb = await tell();
    expect((await log(climb)).at(-1)).toMatch(
      /^a browser was not told: its push service .* is gone \(HTTP 410\)/,
    );
    expect((await climb.records())[0]?.notice.status).toBe('sent');
    expect(await mine()).toEqual({ mine: false });
    service.mood = 'takes';
    await tell('matter-2.c1');
    expect(service.pushed).toHaveLength(1);
  });

  it('is tried again when the service says later, fails or breaks off; who has it already is not told twice', async () => {
    await subscribe('laptop');
    service.mood = 'later';
    await tell();
    service.mood = 'takes';
    await subscribe('phone');
    await house().clock.forward('115s');
    expect(service.pushed).toHaveLength(1);
    await house().clock.forward('10s');
    expect(service.pushed.map(({ browser, status }) => `${browser} ${status}`)).toEqual([
      'laptop 429',
      'laptop 201',
    ]);

    service.mood = 'fails';
    await tell('matter-2.c1');
    service.mood = 'hangs-up';
    await house().clock.forward('6s');
    service.mood = 'takes';
    await house().clock.forward('1h');
    const second = service.pushed.slice(2);
    expect(second.map(({ status }) => status).toSorted()).toEqual([0, 0, 201, 201, 500, 500]);
    // What the lost answer was for may be on the screen already: it is the same notice there.
    expect(new Set(second.map(({ message }) => message.tag)).size).toBe(1);
    expect(service.shownBy('laptop')).toHaveLength(2);
    expect(service.shownBy('phone')).toHaveLength(1);
  });

  it('that cannot be taken is not sent again, and one that nobody needs any more is not sent at all', async () => {
    await subscribe('laptop');
    service.mood = 'too-large';
    const refused = await tell();
    await house().clock.forward('10m');
    expect(service.pushed).toHaveLength(1);
    expect((await log(refused)).at(-1)).toMatch(/answered HTTP 413/);

    service.mood = 'later';
    const climb = await tell('matter-2.c1');
    service.mood = 'takes';
    await grace.does('POST', `/ladders/${climb.id}/acknowledge`, {});
    await house().clock.forward('1h');
    expect(service.shownBy('laptop')).toEqual([]);
  });

  it('goes to whoever used the browser last, and to nobody once it is switched off', async () => {
    const subscription = await subscribe('laptop');
    const [david] = await house().desks('david@brightwick.example');
    await david.does('POST', '/push/subscriptions', subscription);
    await tell();
    expect(service.pushed).toEqual([]);
    await subscribe('laptop');
    await david.does('POST', '/push/unsubscribe', { endpoint: subscription.endpoint });
    await tell('matter-2.c1');
    expect(service.pushed).toHaveLength(1);
    await grace.does('POST', '/push/unsubscribe', { endpoint: subscription.endpoint });
    await tell('matter-3.c1');
    expect(service.pushed).toHaveLength(1);
  });
});
