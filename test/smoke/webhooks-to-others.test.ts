import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { HookDeliveries, HookList } from '../../src/contract/hooks.ts';
import { behaviour } from '../harness/behaviour.ts';
import { Climb, rung } from '../harness/ladder.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

behaviour('a webhook', (house) => {
  let server: Server;
  let heard: Heard[];
  let status: number;
  let url: string;

  beforeEach(async () => {
    heard = [];
    status = 204;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        heard.push({ headers: request.headers, body });
        response.writeHead(status).end(status === 204 ? undefined : 'so it is');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const add = async (events: readonly string[] = []) => {
    const [alex] = await house().desks('alex@deskbell.example');
    const added = await alex.ask('POST', '/hooks', { businessId: 'shop', url, events });
    const { id, secret } = (await added.json()) as { id: string; secret: string };
    return { alex, id, secret };
  };
  const climbInVain = async (climbId: string) => {
    await Climb.begin(house(), [rung('Duty', ['grace-okafor'], { ways: ['desk'] })], { climbId });
    await house().clock.forward('2m');
  };
  const types = () => heard.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  const verified = ({ headers, body }: Heard, secret: string) => {
    // The package looks at the real clock; what is checked here is the signature of the moment that is named.
    const [id, timestamp] = [String(headers['webhook-id']), Number(headers['webhook-timestamp'])];
    const signature = new Webhook(secret).sign(id, new Date(timestamp * 1_000), body);
    return String(headers['webhook-signature']).split(' ').includes(signature);
  };

  it('tells what it listens to and nothing else, signed; a changed secret is signed with beside the old one', async () => {
    const { alex, id, secret } = await add(['ladder.exhausted']);
    await climbInVain('matter-1.c1');
    expect(types()).toEqual(['ladder.exhausted']);
    const [first] = heard;
    if (first === undefined) throw new Error('Nothing was heard');
    expect(verified(first, secret)).toBe(true);
    expect(JSON.parse(first.body)).toMatchObject({ data: { climbId: 'matter-1.c1', businessId: 'shop' } });

    const changed = await alex.ask('POST', `/hooks/shop/${id}/secret`);
    const { secret: newSecret } = (await changed.json()) as { secret: string };
    await climbInVain('matter-2.c1');
    expect(verified(heard[1] ?? first, newSecret) && verified(heard[1] ?? first, secret)).toBe(true);
    await house().clock.forward('25h');
    await climbInVain('matter-3.c1');
    expect(verified(heard[2] ?? first, newSecret)).toBe(true);
    expect(verified(heard[2] ?? first, secret)).toBe(false);
  });

  it('is tried again under the same name while the other side fails, and can be sent once more by hand', async () => {
    const { alex } = await add(['ladder.exhausted']);
    status = 500;
    await climbInVain('matter-1.c1');
    status = 204;
    await house().clock.forward('6m');
    const ids = heard.map(({ headers }) => headers['webhook-id']);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
    const deliveries = async () =>
      ((await (await alex.ask('GET', '/hooks/shop/deliveries')).json()) as HookDeliveries).rows;
    expect(await deliveries()).toMatchObject([{ status: 'done', attempts: ids.length }]);

    const before = heard.length;
    await alex.does('POST', '/hooks/shop/replay', { deliveryId: (await deliveries())[0]?.id });
    expect(heard.slice(before).map(({ headers }) => headers['webhook-id'])).toEqual([ids[0]]);
  });

  it('is ended by a 410, which the list says, and begins again when somebody says so', async () => {
    const { alex, id } = await add();
    status = 410;
    await climbInVain('matter-1.c1');
    const list = async () => ((await (await alex.ask('GET', '/hooks')).json()) as HookList).rows;
    expect((await list())[0]?.disabled).toMatch(/gone for good/);
    const before = heard.length;
    await climbInVain('matter-2.c1');
    expect(heard).toHaveLength(before);
    status = 204;
    await alex.does('POST', `/hooks/shop/${id}/enable`);
    await alex.does('POST', `/hooks/shop/${id}/test`);
    expect(types().at(-1)).toBe('hook.test');
    await alex.does('DELETE', `/hooks/shop/${id}`);
    expect(await list()).toEqual([]);
  });

  it('keeps what could not be delivered until it is sent once more, all of it at once or one by one', async () => {
    const { alex, id } = await add(['ladder.exhausted']);
    status = 410;
    await climbInVain('matter-1.c1');
    // Ended by the first, it gets no second one by itself.
    await alex.does('POST', `/hooks/shop/${id}/test`);
    const dead = async (query = '') =>
      (await (await alex.ask('GET', `/hooks/shop/deliveries?failed=true${query}`)).json()) as HookDeliveries;
    const lost = await dead();
    expect(lost.rows.map(({ type, attempts }) => [type, attempts])).toEqual([
      ['hook.test', 1],
      ['ladder.exhausted', 1],
    ]);
    const first = await dead(`&limit=1&hook=${id}`);
    expect(first.rows).toEqual(lost.rows.slice(0, 1));
    expect((await dead(`&limit=1&cursor=${first.nextCursor}`)).rows).toEqual(lost.rows.slice(1));
    const hook = async () => ((await (await alex.ask('GET', '/hooks')).json()) as HookList).rows[0];
    expect(await hook()).toMatchObject({ undelivered: 2, trouble: expect.stringMatching(/gone for good/) });
    expect((await alex.ask('POST', `/hooks/shop/${id}/replay`)).status).toBe(409);

    status = 204;
    // Led to another address, it is sent to again.
    await alex.does('PUT', `/hooks/shop/${id}`, { url: `${url}/new`, events: ['case.opened'] });
    const before = heard.length;
    await alex.does('POST', `/hooks/shop/${id}/replay`);
    expect(types().slice(before)).toEqual(['ladder.exhausted', 'hook.test']);
    expect(heard.slice(before).map(({ headers }) => headers['webhook-id'])).toEqual(
      lost.rows.map(({ messageId }) => messageId).toReversed(),
    );
    expect((await dead()).rows).toEqual([]);
    expect(await hook()).toMatchObject({
      ...{ url: `${url}/new`, events: ['case.opened'], undelivered: 0, trouble: null, disabled: null },
      last: { status: 'done', result: 'taken (HTTP 204)' },
    });
    expect(await (await alex.ask('POST', `/hooks/shop/${id}/replay`)).json()).toEqual({ sent: 0, left: 0 });
  });
});
