import { expect, it } from '@jest/globals';
import type { RotaDetail, RotaList } from '../../src/contract/rotas.ts';
import { behaviour } from '../harness/behaviour.ts';
import { Climb, rung } from '../harness/ladder.ts';

/** The house opens on Sunday 1 March 2026 at 14:00 in London. */
const PLAN = {
  name: 'Nights',
  timezone: 'Europe/London',
  layers: [
    {
      name: 'Weeks',
      people: ['grace-okafor', 'david-lloyd'],
      from: '2026-02-23',
      handover: { weekday: 'mon', time: '09:00' },
      every: { count: 1, unit: 'weeks' },
    },
  ],
};

behaviour('a rota', (house) => {
  it('says who is on call now and next, and a ladder tells whoever that is', async () => {
    const [grace, david] = await house().desks('grace@deskbell.example', 'david@brightwick.example');
    await grace.does('PUT', '/rotas/shop/nights', PLAN);
    const { rows } = (await (await grace.ask('GET', '/rotas')).json()) as RotaList;
    expect(rows.find(({ id }) => id === 'shop.nights')).toMatchObject({
      id: 'shop.nights',
      now: { name: 'Grace Okafor' },
      next: { name: 'David Lloyd', from: Date.parse('2026-03-02T09:00:00Z') },
      gaps: [],
    });
    const rungs = [rung('On call', [], { who: [{ kind: 'rota', id: 'shop.nights' }], ways: ['desk'] })];
    const first = await Climb.begin(house(), rungs);
    expect(await first.notices()).toEqual(['Grace Okafor desk sent']);

    await grace.does('POST', '/rotas/shop.nights/overrides', {
      from: house().clock.now(),
      to: house().clock.now() + 3_600_000,
      personId: 'leo-carter',
    });
    const second = await Climb.begin(house(), rungs, { climbId: 'matter-2.c1' });
    expect(await second.notices()).toEqual(['Leo Carter desk sent']);
    expect((await david.isRefused('PUT', '/rotas/dental/nights', PLAN)).status).toBe(404);
    const stranger = { ...PLAN, layers: [{ ...PLAN.layers[0], people: ['helen-price'] }] };
    expect((await david.isRefused('PUT', '/rotas/shop/nights', stranger)).code).toBe('not-staff');
  });

  it('is a calendar at a secret address, until that is renewed', async () => {
    const [grace, ana] = await house().desks('grace@deskbell.example', 'ana@deskbell.example');
    await grace.does('PUT', '/rotas/shop/nights', PLAN);
    const detail = async (who: typeof grace) =>
      (await (await who.ask('GET', '/rotas/shop.nights')).json()) as RotaDetail;
    const { feedUrl } = await detail(grace);
    expect((await detail(ana)).feedUrl).toBeNull();
    const answer = await fetch(feedUrl ?? '');
    expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/);
    expect(await answer.text()).toMatch(/SUMMARY:On call: David Lloyd \(Nights\)/);
    await grace.does('POST', '/rotas/shop.nights/feed');
    expect((await fetch(feedUrl ?? '')).status).toBe(404);
    expect((await fetch((await detail(grace)).feedUrl ?? '')).status).toBe(200);
  });

  it('tests whether somebody can be reached, and remembers the result', async () => {
    const [grace, ana] = await house().desks('grace@deskbell.example', 'ana@deskbell.example');
    const asked = await ana.ask('POST', '/people/ana-silva/reach-test', { businessId: 'shop', way: 'phone' });
    const { noticeId } = (await asked.json()) as { noticeId: string };
    await ana.phoneRings();
    await ana.liftsTheReceiver();
    await ana.hears(/test of whether you can be reached/);
    await ana.presses('1');
    const notice = await ana.ask('GET', `/notices/${noticeId}`);
    expect(await notice.json()).toMatchObject({ status: 'acknowledged', way: 'phone' });
    const rows = await (await grace.ask('GET', '/people/reachability?business=shop')).json();
    expect(rows).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({
          personId: 'ana-silva',
          tested: expect.objectContaining({ way: 'phone', status: 'acknowledged' }),
        }),
      ]),
    });
    const others = await ana.isRefused('POST', '/people/tom-hughes/reach-test', {
      businessId: 'shop',
      way: 'sms',
    });
    expect(others.code).toBe('not-permitted');
  });
});
