import type { RotaDetail, RotaPreview } from '../../src/contract/rotas.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Nights of a shop: Omar and Maria in turn, Dev stands in once, and one night that nobody has. */
export function rotaOfNights(now: number): RotaDetail {
  const midnight = Math.floor(now / day) * day;
  const night = (count: number, personId: string, name: string, override: string | null) => ({
    personId,
    name,
    from: midnight + count * day + 18 * hour,
    to: midnight + (count + 1) * day + 8 * hour,
    layer: 'Turns',
    override,
  });
  const shifts = [-6, -5, -4, -3, -2, -1, 0, 1, 3, 4, 5, 6].map((count) =>
    count === 1
      ? night(count, 'dev', 'Dev Patel', 'o-1')
      : count % 2 === 0
        ? night(count, 'omar', 'Omar Haddad', null)
        : night(count, 'maria', 'Maria Lind', null),
  );
  const days = shifts.map((shift) => ({
    ...shift,
    personId: 'ana',
    name: 'Ana Ferreira',
    from: shift.to,
    to: shift.to + 10 * hour,
    override: null,
  }));
  const all = [...shifts, ...days].sort((a, b) => a.from - b.from);
  const layers: RotaDetail['layers'] = [
    {
      name: 'Turns',
      people: ['omar', 'maria'],
      from: '2026-01-05',
      handover: { weekday: 'mon', time: '09:00' },
      every: { count: 1, unit: 'weeks' },
    },
  ];
  return {
    id: 'shop.nights',
    businessId: 'shop',
    key: 'nights',
    name: 'Nights',
    timezone: 'Europe/London',
    now: all.find(({ from, to }) => from <= now && now < to) ?? null,
    next: all.find(({ from }) => from > now) ?? null,
    gaps: [{ from: midnight + 2 * day + 18 * hour, to: midnight + 3 * day + 8 * hour }],
    version: 3,
    changesAt: null,
    layers,
    goesOn: { at: midnight + day + 9 * hour, layers },
    overrides: [
      {
        id: 'o-1',
        from: midnight + day + 18 * hour,
        to: midnight + 2 * day + 8 * hour,
        personId: 'dev',
        name: 'Dev Patel',
        insteadOf: 'maria',
        why: 'Maria is at a fair',
        by: 'Maria Lind',
      },
    ],
    shifts: all,
    feedUrl: 'https://desk.example/calendar/9f2c.ics',
  };
}

/** What the server would say of a changed rota: two weeks in turn, a hole, and Dev, who stands in for nobody any more. */
export function weeksOf(rota: RotaDetail | undefined, begins: number): RotaPreview {
  const week = 7 * day;
  const turn = (count: number, personId: string, name: string) => ({
    ...{ personId, name, layer: 'Turns', override: null },
    from: begins + count * week,
    to: begins + (count + 1) * week,
  });
  const to = begins + 3 * week;
  return {
    ...{ from: begins, to, begins },
    shifts: [turn(0, 'maria', 'Maria Lind'), turn(1, 'omar', 'Omar Haddad')],
    gaps: [{ from: begins + 2 * week, to }],
    fallsAway: rota?.overrides ?? [],
  };
}
