import type {
  BreachRow,
  CallRow,
  LiveChange,
  LiveSnapshot,
  OfferRow,
  PersonRow,
  QueueRow,
  WaitingRow,
} from '../../../contract/live.ts';

/** Everything that is live, as this person may see it. A map is replaced when one of its rows changed, never altered. */
export interface Rows {
  readonly queue: ReadonlyMap<string, QueueRow>;
  readonly waiting: ReadonlyMap<string, WaitingRow>;
  readonly person: ReadonlyMap<string, PersonRow>;
  readonly call: ReadonlyMap<string, CallRow>;
  readonly breach: ReadonlyMap<string, BreachRow>;
  readonly offer: ReadonlyMap<string, OfferRow>;
}

export const noRows: Rows = {
  queue: new Map(),
  waiting: new Map(),
  person: new Map(),
  call: new Map(),
  breach: new Map(),
  offer: new Map(),
};

/** A snapshot as rows; a row that says the same as before stays the same object, so that nothing is drawn twice. */
export function rowsOf(snapshot: LiveSnapshot, before: Rows): Rows {
  return {
    queue: keep(snapshot.queues, before.queue),
    waiting: keep(snapshot.waiting, before.waiting),
    person: keep(snapshot.people, before.person),
    call: keep(snapshot.calls, before.call),
    breach: keep(snapshot.breaches, before.breach),
    offer: keep(snapshot.offers, before.offer),
  };
}

/** The rows after these changes; kinds that did not change stay the same object. */
export function applyChanges(rows: Rows, changes: readonly LiveChange[]): Rows {
  let next = rows;
  for (const change of changes) next = applyChange(next, change);
  return next;
}

function applyChange(rows: Rows, change: LiveChange): Rows {
  switch (change.kind) {
    case 'queue':
      return { ...rows, queue: put(rows.queue, change.id, change.row) };
    case 'waiting':
      return { ...rows, waiting: put(rows.waiting, change.id, change.row) };
    case 'person':
      return { ...rows, person: put(rows.person, change.id, change.row) };
    case 'call':
      return { ...rows, call: put(rows.call, change.id, change.row) };
    case 'breach':
      return { ...rows, breach: put(rows.breach, change.id, change.row) };
    case 'offer':
      return { ...rows, offer: put(rows.offer, change.id, change.row) };
    default:
      return change satisfies never;
  }
}

function put<Row>(map: ReadonlyMap<string, Row>, id: string, row: Row | null): ReadonlyMap<string, Row> {
  const next = new Map(map);
  if (row === null) next.delete(id);
  else next.set(id, row);
  return next;
}

function keep<Row extends { readonly id: string }>(
  rows: readonly Row[],
  before: ReadonlyMap<string, Row>,
): ReadonlyMap<string, Row> {
  let changed = rows.length !== before.size;
  const next = new Map<string, Row>();
  for (const row of rows) {
    const old = before.get(row.id);
    const same = old !== undefined && JSON.stringify(old) === JSON.stringify(row);
    if (!same) changed = true;
    next.set(row.id, same ? old : row);
  }
  return changed ? next : before;
}
