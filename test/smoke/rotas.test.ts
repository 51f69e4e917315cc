import { expect, it } from '@jest/globals';
import type { RotaDetail, RotaList, RotaPreview, RotaWritten } from '../../src/contract/rotas.ts';
import type { MatrixView } from '../../src/contract/matrices.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
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

async function rotaAsSeen(desk: Desk): Promise<RotaDetail> {
  return (await (await desk.ask('GET', '/rotas/shop.nights')).json()) as RotaDetail;
}

async function opensACase(desk: Desk): Promise<{ readonly id: string; readonly number: string }> {
  const asked = await desk.ask('POST', '/cases', { businessId: 'shop', summary: 'The parcel did not come.' });
  return (await asked.json()) as { id: string; number: string };
}

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
    const stranger = { ...PLAN, asOf: 1, layers: [{ ...PLAN.layers[0], people: ['helen-price'] }] };
    expect((await david.isRefused('PUT', '/rotas/shop/nights', stranger)).code).toBe('not-staff');
  });

  it('is a calendar at a secret address, until that is renewed', async () => {
    const [grace, ana] = await house().desks('grace@deskbell.example', 'ana@deskbell.example');
    await grace.does('PUT', '/rotas/shop/nights', PLAN);
    const { feedUrl } = await rotaAsSeen(grace);
    expect((await rotaAsSeen(ana)).feedUrl).toBeNull();
    const answer = await fetch(feedUrl ?? '');
    expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/);
    expect(await answer.text()).toMatch(/SUMMARY:On call: David Lloyd \(Nights\)/);
    await grace.does('POST', '/rotas/shop.nights/feed');
    expect((await fetch(feedUrl ?? '')).status).toBe(404);
    expect((await fetch((await rotaAsSeen(grace)).feedUrl ?? '')).status).toBe(200);
  });

  it('is changed from a moment on: seen before it is saved, and nobody writes over what they have not seen', async () => {
    const [grace, david] = await house().desks('grace@deskbell.example', 'david@brightwick.example');
    await grace.does('PUT', '/rotas/shop/nights', PLAN);
    expect((await grace.isRefused('PUT', '/rotas/shop/nights', PLAN)).code).toBe('rota-exists');
    const monday = Date.parse('2026-03-02T09:00:00Z');
    const week = 7 * 86_400_000;
    const swap = {
      one: { personId: 'grace-okafor', from: monday - 3_600_000, to: monday },
      other: { personId: 'david-lloyd', from: monday, to: monday + 3_600_000 },
    };
    await grace.does('POST', '/rotas/shop.nights/swap', swap);
    const { version, goesOn } = await rotaAsSeen(grace);
    expect(goesOn).toMatchObject({ at: monday, layers: [{ people: ['david-lloyd', 'grace-okafor'] }] });

    const change = {
      ...{ name: 'Nights and weekends', timezone: 'Europe/London', asOf: version, effectiveFrom: monday },
      layers: goesOn.layers.map(({ from: _from, ...layer }) => ({
        ...layer,
        people: ['leo-carter', 'grace-okafor'],
      })),
    };
    const asked = await grace.ask('POST', '/rotas/shop/nights/preview', change);
    const preview = (await asked.json()) as RotaPreview;
    expect(preview.begins).toBe(monday);
    expect(preview.shifts.slice(0, 3)).toMatchObject([
      { name: 'Grace Okafor', to: monday },
      { name: 'Leo Carter', from: monday, to: monday + week },
      { name: 'Grace Okafor', from: monday + week, to: monday + 2 * week },
    ]);
    expect(preview.gaps).toEqual([]);
    expect(preview.fallsAway.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['David Lloyd', 'Grace Okafor']),
    );
    expect(await rotaAsSeen(grace)).toMatchObject({ version, name: 'Nights' });

    const saved = (await (await grace.ask('PUT', '/rotas/shop/nights', change)).json()) as RotaWritten;
    expect(saved).toMatchObject({ version: version + 1, fallsAway: preview.fallsAway });
    const stale = await david.isRefused('PUT', '/rotas/shop/nights', change);
    expect(stale).toMatchObject({ status: 409, code: 'rota-changed' });
    expect(stale.detail).toContain('Grace Okafor changed this rota meanwhile');
    expect(await rotaAsSeen(grace)).toMatchObject({
      ...{ name: 'Nights and weekends', changesAt: monday, overrides: [] },
      ...{ now: { name: 'Grace Okafor', to: monday }, next: { name: 'Leo Carter' } },
    });
    const rungs = [rung('On call', [], { who: [{ kind: 'rota', id: 'shop.nights' }], ways: ['desk'] })];
    await house().clock.forward('20h');
    expect(await (await Climb.begin(house(), rungs)).notices()).toEqual(['Leo Carter desk sent']);
  });

  it('is retired when nothing asks it any more, and is refused before, in words that say what does', async () => {
    const [grace, ana] = await house().desks('grace@deskbell.example', 'ana@deskbell.example');
    await grace.does('PUT', '/rotas/shop/nights', PLAN);
    const { feedUrl } = await rotaAsSeen(grace);
    const { current } = (await (await grace.ask('GET', '/matrices/shop')).json()) as MatrixView;
    const onCall = rung('Whoever is on call', [], { who: [{ kind: 'rota', id: 'shop.nights' }] });
    const rows = current.matrix.rows.map(({ topic, levels }) => ({
      topic,
      levels: levels.map((level) => (level.number === 2 ? { ...level, ladder: [onCall] } : level)),
    }));
    const asking = { asOf: current.version, matrix: { ...current.matrix, rows } };
    await grace.does('PUT', '/matrices/shop', asking);
    const used = await grace.isRefused('DELETE', '/rotas/shop.nights');
    expect(used).toMatchObject({ status: 409, code: 'rota-in-use' });
    expect(used.detail).toContain('step "Whoever is on call" of level 2 in the matrix');

    const kept = await opensACase(ana);
    await grace.does('PUT', '/matrices/shop', { asOf: current.version + 1, matrix: current.matrix });
    const begun = await grace.isRefused('DELETE', '/rotas/shop.nights');
    expect(begun.detail).toContain(`for case ${kept.number}, which keeps the matrix it began with`);
    await grace.does('POST', `/cases/${kept.id}/resolve`, {
      ...{ outcome: 'solved', words: 'The parcel came.' },
    });

    expect((await ana.isRefused('DELETE', '/rotas/shop.nights')).status).toBe(403);
    await grace.does('DELETE', '/rotas/shop.nights');
    const { rows: left } = (await (await grace.ask('GET', '/rotas')).json()) as RotaList;
    expect(left.map(({ id }) => id)).not.toContain('shop.nights');
    expect((await fetch(feedUrl ?? '')).status).toBe(404);
    await grace.does('PUT', '/rotas/shop/nights', PLAN);
    expect((await fetch(feedUrl ?? '')).status).toBe(404);
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
