import type { House } from '../harness/house.ts';

/** What a call left behind, without times: the same whatever became of its callbacks. */
export interface Ending {
  readonly call: unknown;
  readonly waits: readonly string[];
  readonly offers: readonly string[];
  readonly escalations: readonly string[];
  readonly recordings: readonly unknown[];
  readonly presence: readonly string[];
  readonly rung: Readonly<Record<string, number>>;
}

/** From the menu over a receptionist, an expert who is asked first and a manager, to the caller's goodbye. */
export async function scriptedCall(house: House): Promise<Ending> {
  const [ana, priya, grace] = await house.desks(
    'ana@deskbell.example',
    'priya@brightwick.example',
    'grace@deskbell.example',
  );
  const caller = house.caller();
  await caller.dialsAndPresses('+442079460100', '2');
  await ana.phoneRings();
  await ana.refuses();
  await ana.phoneRings('40s');
  await ana.answers();
  await ana.says('Hello from Ana.');
  await caller.hears(/Hello from Ana/);
  await ana.clicks('hold');
  await house.clock.forward('6s');
  await ana.clicks('resume');
  await ana.asksFirst(priya);
  await priya.answers();
  await priya.says('Yes, give me the caller.');
  await ana.clicks('consult/complete');
  await priya.says('Priya here now.');
  await caller.hears(/Priya here now/);
  await priya.passesToManager('refund-over-50');
  await grace.answers();
  await grace.says('Grace has you.');
  await caller.hears(/Grace has you/);
  await caller.hangsUp();
  await house.clock.forward('4m');
  return endingOf(house);
}

async function endingOf(house: House): Promise<Ending> {
  const { reader } = house.deskbell.database;
  const states = async (table: 'calls' | 'queue_entries' | 'offers' | 'escalations' | 'recordings') => {
    const rows = await reader.selectFrom(table).select(['id', 'state']).orderBy('id').execute();
    return rows
      .filter(({ id }) => !id.startsWith('demo-'))
      .map(({ id, state }) => ({ name: id.replace(/^[^.]*/, 'call'), ...JSON.parse(state) }));
  };
  const [call] = await states('calls');
  const rung: Record<string, number> = {};
  for (const { to, direction } of house.emulator.world.calls.list())
    if (direction !== 'inbound') rung[to] = (rung[to] ?? 0) + 1;
  return {
    call: { status: call?.status, endedBy: call?.endedBy, escalated: call?.escalated, counts: call?.counts },
    waits: (await states('queue_entries')).map(({ name, status }) => `${name} ${status}`),
    offers: (await states('offers')).map(
      ({ name, personId, status, outcome }) => `${name} ${personId} ${status} ${outcome}`,
    ),
    escalations: (await states('escalations')).map(
      ({ name, pathway, status }) => `${name} ${pathway} ${status}`,
    ),
    recordings: (await states('recordings')).map(({ name, status, providerCopy, people, pathways }) => ({
      name,
      status,
      providerCopy,
      people,
      pathways,
    })),
    presence: house
      .board()
      .people.map(({ name, presence }) => `${name} ${presence}`)
      .toSorted(),
    rung,
  };
}
