import type { RotaDetail, RotaLayer, RotaPreview, RotaRow, RotaWritten } from '../contract/rotas.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { findPerson } from '../domain/people/people-store.ts';
import { fallingAway, withPlan } from '../domain/rotas/change.ts';
import type { KeptRota, Layer, Override, RotaPlan, Shift } from '../domain/rotas/rota.ts';
import type { RotaRecord } from '../domain/rotas/rotas-store.ts';
import { gapsOf, goingOn, nextHandover, shiftsOf } from '../domain/rotas/turns.ts';
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
    version: rota.version,
    changesAt: changeAfter(rota, now),
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
  return {
    ...(await rotaRow(reader, record, time.now)),
    layers: rota.plan.layers.map(layerShape),
    goesOn: goesOn(rota, time.now),
    overrides: rota.overrides.filter(({ to }) => to > time.from).map((one) => named(overrideShape(one))),
    shifts: shiftsOf(rota, time.from, time.to).map(named),
    feedUrl: time.feedUrl,
  };
}

/** When a plan that is written already begins, epoch ms; null: the newest holds. */
function changeAfter({ earlier }: KeptRota, now: number): number | null {
  const until = earlier.at(-1)?.until ?? null;
  return until !== null && until > now ? until : null;
}

function goesOn(rota: KeptRota, now: number): RotaDetail['goesOn'] {
  const { layers, timezone } = rota.plan;
  const at = changeAfter(rota, now) ?? Math.min(...layers.map((layer) => nextHandover(layer, timezone, now)));
  return { at, layers: layers.map((layer) => layerShape(goingOn(layer, timezone, at))) };
}

function layerShape({ hours, handover: { weekday, time }, ...layer }: Layer): RotaLayer {
  return {
    ...layer,
    handover: { time, ...(weekday === undefined ? {} : { weekday }) },
    ...(hours === undefined ? {} : { hours }),
  };
}

function overrideShape({ swappedFor: _swappedFor, ...override }: Override) {
  return override;
}

/** How much of the turns before and after a change is looked at. */
const WEEK = 7 * 24 * HOUR;
const PREVIEWED = 6 * WEEK;

/** What a plan from `begins` (epoch ms) on would make of a rota; null: of one that does not exist yet. */
export async function rotaPreview(
  reader: Reader,
  rota: KeptRota | null,
  {
    businessId,
    plan,
    begins,
    now,
  }: {
    readonly businessId: string;
    readonly plan: RotaPlan;
    readonly begins: number;
    readonly now: number;
  },
): Promise<RotaPreview> {
  const fresh: KeptRota = {
    ...{ status: 'kept', businessId, plan, earlier: [], version: 0, overrides: [], feed: 0, editedBy: null },
  };
  const changed = rota === null ? fresh : withPlan(rota, plan, begins);
  const gone = rota === null ? [] : fallingAway(rota, changed, now);
  const after = { ...changed, overrides: changed.overrides.filter((one) => !gone.includes(one)) };
  const from = Math.max(now, begins - WEEK);
  const to = begins + PREVIEWED;
  const shifts = shiftsOf(after, from, to);
  const named = withNames((await namesOfStaff(reader, businessId)).names);
  return {
    ...{ from, to, begins },
    shifts: shifts.map(named),
    gaps: [...gapsOf(shifts, from, to)],
    fallsAway: gone.map((one) => named(overrideShape(one))),
  };
}

/** What was written, with the overrides of `before` that fell away by it. */
export async function rotaWritten(
  reader: Reader,
  businessId: string,
  {
    version,
    before,
    fallsAway,
  }: {
    readonly version: number;
    readonly before: readonly Override[];
    readonly fallsAway: readonly string[];
  },
): Promise<RotaWritten> {
  const named = withNames((await namesOfStaff(reader, businessId)).names);
  const gone = before.filter(({ id }) => fallsAway.includes(id));
  return { version, fallsAway: gone.map((one) => named(overrideShape(one))) };
}

function withNames(names: ReadonlyMap<string, string>) {
  return <T extends Pick<Shift, 'personId'>>(of: T): T & { readonly name: string } => ({
    ...of,
    name: names.get(of.personId) ?? of.personId,
  });
}
