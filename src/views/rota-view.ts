import type { RotaDetail, RotaRow } from '../contract/rotas.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { findPerson } from '../domain/people/people-store.ts';
import type { Shift } from '../domain/rotas/rota.ts';
import type { RotaRecord } from '../domain/rotas/rotas-store.ts';
import { gapsOf, shiftsOf } from '../domain/rotas/turns.ts';
import { HOUR } from '../kernel/duration.ts';
import type { Reader } from '../store/database.ts';

/** Rotas as people see them. */

/** How far ahead gaps are looked for. */
const AHEAD = 28 * 24 * HOUR;

export async function namesOfStaff(reader: Reader, businessId: string) {
  const business = await businessOf(reader, businessId);
  const names = new Map<string, string>();
  for (const { person } of business.staff) {
    const known = await findPerson(reader, person);
    if (known !== null) names.set(person, known.record.name);
  }
  return { businessName: business.name, names };
}

export async function rotaRow(reader: Reader, { id, rota }: RotaRecord, now: number): Promise<RotaRow> {
  const { names } = await namesOfStaff(reader, rota.businessId);
  const named = withNames(names);
  const shifts = shiftsOf(rota, now, now + AHEAD);
  const current = shifts.find((shift) => shift.from <= now && shift.to > now);
  const next = shifts.find((shift) => shift.from > now);
  return {
    id,
    businessId: rota.businessId,
    ...{ key: rota.plan.key, name: rota.plan.name, timezone: rota.plan.timezone },
    now: current === undefined ? null : named(current),
    next: next === undefined ? null : named(next),
    gaps: [...gapsOf(shifts, now, now + AHEAD)],
  };
}

export async function rotaDetail(
  reader: Reader,
  record: RotaRecord,
  time: { readonly from: number; readonly to: number; readonly now: number; readonly feedUrl: string | null },
): Promise<RotaDetail> {
  const { rota } = record;
  const { names } = await namesOfStaff(reader, rota.businessId);
  const named = withNames(names);
  const layers = rota.plan.layers.map(({ hours, handover, ...layer }) => ({
    ...layer,
    handover: {
      time: handover.time,
      ...(handover.weekday === undefined ? {} : { weekday: handover.weekday }),
    },
    ...(hours === undefined ? {} : { hours }),
  }));
  return {
    ...(await rotaRow(reader, record, time.now)),
    layers,
    overrides: rota.overrides.filter(({ to }) => to > time.from).map(named),
    shifts: shiftsOf(rota, time.from, time.to).map(named),
    feedUrl: time.feedUrl,
  };
}

function withNames(names: ReadonlyMap<string, string>) {
  return <T extends Pick<Shift, 'personId'>>(of: T): T & { readonly name: string } => ({
    ...of,
    name: names.get(of.personId) ?? of.personId,
  });
}
