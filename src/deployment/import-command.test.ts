import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { freshPlace, type Place } from '../../test/harness/fresh-database.ts';
import { businessByNumber } from '../domain/businesses/businesses-store.ts';
import { peopleOf } from '../domain/people/people-store.ts';
import { createSessions } from '../http/sessions.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Database } from '../store/database.ts';
import { importCommand, USAGE } from './import-command.ts';

const ACME = `id: acme
name: Acme
country: GB
timezone: Europe/London
numbers:
  - { number: '+442079460400', flow: acme }
greeting: Acme, good day.
script: Ask for the name first.
hours: { main: { weekly: { mon: [['09:00', '17:00']] } } }
queues:
  - { key: desk, name: Desk, waitTargetSeconds: 60 }
staff:
  - { person: una-bell, role: receptionist, queues: [desk] }
  - { person: max-ford, role: manager }
managers:
  - { name: Manager, people: [max-ford] }
recording: { record: none, notice: This call is not recorded. }
dialling: { countries: [GB] }
`;
const FLOW = `flow: acme
name: Acme main line
business: acme
start: desk
steps:
  desk:
    step: queue
    queue: desk
`;
const UNA = "- { id: una-bell, name: Una Bell, email: Una@acme.example, phone: '+447700900401' }\n";
const MAX = "- { id: max-ford, name: Max Ford, email: max@acme.example, phone: '+447700900402' }\n";

describe('business:import', () => {
  let place: Place;
  let folder: string;
  let flowsDir: string;

  beforeEach(async () => {
    place = await freshPlace('sqlite');
    folder = join(place.dataDir, 'acme');
    flowsDir = join(place.dataDir, 'flows');
    await mkdir(join(folder, 'businesses'), { recursive: true });
    await mkdir(flowsDir);
    await writeFile(join(folder, 'people.yaml'), UNA + MAX);
    await writeFile(join(folder, 'businesses', 'acme.yaml'), ACME);
    await writeFile(join(flowsDir, 'acme.yaml'), FLOW);
  });

  afterEach(async () => {
    await place.remove();
  });

  async function runs(...args: readonly string[]): Promise<{ code: number; said: string }> {
    const said: string[] = [];
    const code = await importCommand(args, {
      config: () => ({ dataDir: place.dataDir, flowsDir }),
      clock: systemClock,
      logger: pino({ level: 'silent' }),
      say: (text) => void said.push(text),
    });
    return { code, said: said.join('\n') };
  }

  async function looking<T>(look: (database: Database) => Promise<T>): Promise<T> {
    const database = await place.open();
    try {
      return await look(database);
    } finally {
      await database.close();
    }
  }

  const signsIn = (email: string, password: string) =>
    looking((database) =>
      createSessions({ database, clock: systemClock, publicUrl: 'http://localhost:3000' }).signIn(
        email,
        password,
      ),
    );

  const passwordIn = (said: string, email: string): string =>
    new RegExp(`${email}\\s+(\\S{16})\\s`, 'i').exec(said)?.[1] ?? '';

  test('reasons of its own must be new ones, and a rule names one that there is', async () => {
    const reasons = (...lines: readonly string[]) =>
      writeFile(
        join(folder, 'businesses', 'acme.yaml'),
        `${ACME}reasons:\n${lines.map((line) => `  - ${line}\n`).join('')}` +
          `rules:\n  - id: late\n    name: Late\n    trigger: hung-up-waiting\n    actions:\n      - { do: open-case, reason: late-vam }\n`,
      );
    await reasons(
      "{ key: late-van, name: 'Late van' }",
      "{ key: long-wait, name: 'Waited for ever' }",
      "{ key: other, name: 'late VAN' }",
    );
    const { code, said } = await runs(folder);
    expect(code).toBe(1);
    expect(said).toContain('the reason "long-wait" is there already: long-wait (“Long wait”)');
    expect(said).toContain('the reason "late VAN" is there already: late-van (“Late van”)');
    expect(said).toMatch(/there is no reason "late-vam" — did you mean "late-van"\?/);

    await reasons("{ key: Late Van, name: '' }");
    const wrong = await runs(folder);
    expect(wrong.said).toContain('use lower-case letters, digits and hyphens, such as "damaged-in-transit"');
    expect(wrong.said).toContain('write what the reason is called');
  });

  test('brings a business in, and each new person can sign in with the password that was shown', async () => {
    const { code, said } = await runs(folder);

    expect(said).toMatch(/^Acme: \+442079460400, 2 on the staff$/m);
    expect(said).toMatch(/Restart the server/);
    expect(code).toBe(0);
    const signedIn = await signsIn('una@acme.example', passwordIn(said, 'una@acme.example'));
    expect(signedIn?.identity).toMatchObject({
      name: 'Una Bell',
      memberships: [{ businessId: 'acme', role: 'receptionist' }],
    });
    expect(await looking(({ reader }) => businessByNumber(reader, '+442079460400'))).toEqual({
      businessId: 'acme',
      flow: 'acme',
    });
  });

  test('run again, it takes the changes over and leaves passwords as they are', async () => {
    const first = await runs(folder);
    await writeFile(
      join(folder, 'businesses', 'acme.yaml'),
      ACME.replace('+442079460400', '+442079460401').replace(
        'max-ford, role: manager',
        'max-ford, role: admin',
      ),
    );
    const again = await runs(folder);

    expect(again.said).not.toMatch(/password/);
    expect(await signsIn('una@acme.example', passwordIn(first.said, 'una@acme.example'))).not.toBeNull();
    expect(await looking(({ reader }) => businessByNumber(reader, '+442079460400'))).toBeNull();
    const staff = await looking(({ reader }) => peopleOf(reader, 'acme'));
    expect(staff.flatMap(({ memberships }) => memberships.map(({ role }) => role))).toEqual([
      'admin',
      'receptionist',
    ]);
  });

  test('somebody who is written down no more loses the part in the business and the sign-in', async () => {
    const { said } = await runs(folder);
    await writeFile(join(folder, 'people.yaml'), MAX);
    await writeFile(join(folder, 'businesses', 'acme.yaml'), ACME.replace(/.*una-bell.*\n/, ''));
    const again = await runs(folder);

    expect(again.said).toMatch(/Una Bell has no part in these businesses any more/);
    expect(await signsIn('una@acme.example', passwordIn(said, 'una@acme.example'))).toBeNull();
    expect(await signsIn('max@acme.example', passwordIn(said, 'max@acme.example'))).not.toBeNull();
  });

  test('a part in another business survives the import of this one', async () => {
    await runs(folder);
    const other = join(place.dataDir, 'other');
    await cp(folder, other, { recursive: true });
    await rm(join(other, 'businesses', 'acme.yaml'));
    await writeFile(
      join(other, 'businesses', 'bolt.yaml'),
      ACME.replace('id: acme', 'id: bolt').replace('+442079460400', '+442079460500'),
    );
    expect(await runs(other)).toMatchObject({ code: 0 });

    const staff = await looking(({ reader }) => peopleOf(reader, 'acme'));
    expect(staff.map(({ memberships }) => memberships.map(({ businessId }) => businessId))).toEqual([
      ['acme', 'bolt'],
      ['acme', 'bolt'],
    ]);
  });

  test('a number of a business that is not in the folder is refused, and nothing is changed', async () => {
    await runs(folder);
    await writeFile(join(folder, 'businesses', 'acme.yaml'), ACME.replace('id: acme', 'id: bolt'));
    const { code, said } = await runs(folder);

    expect(said).toMatch(/\+442079460400 of Acme is a number of the business "acme" already/);
    expect(said).toMatch(/Nothing was changed/);
    expect(code).toBe(1);
    expect(await looking(({ reader }) => peopleOf(reader, 'bolt'))).toEqual([]);
  });

  test('a flow that does not fit the business is named with its line', async () => {
    await writeFile(join(flowsDir, 'acme.yaml'), FLOW.replace('queue: desk', 'queue: dsk'));
    const { said } = await runs(folder);

    expect(said).toMatch(/will not be put into service:\n.*acme\.yaml:8:\d+ Acme has no queue "dsk"/);
  });

  const faults: readonly [string, () => Promise<unknown>, RegExp][] = [
    [
      'a number whose flow does not exist',
      () => rm(join(flowsDir, 'acme.yaml')),
      /acme\.yaml:6:\d+ there is no flow "acme"/,
    ],
    [
      'a missing people.yaml',
      () => rm(join(folder, 'people.yaml')),
      /people\.yaml:1:1 nothing is here — write it/,
    ],
    [
      'a folder without businesses',
      () => rm(join(folder, 'businesses'), { recursive: true }),
      /businesses:1:1 nothing is here — write one \.yaml file/,
    ],
    [
      'a flow folder that does not exist',
      () => rm(flowsDir, { recursive: true }),
      /flow folder .* cannot be read: check FLOWS_DIR/,
    ],
  ];
  test.each(faults)('%s is refused in plain words', async (_what, spoil, expected) => {
    await spoil();
    const { code, said } = await runs(folder);

    expect(said).toMatch(expected);
    expect(code).toBe(1);
  });

  test('without a folder it says how it is used', async () => {
    expect(await runs()).toEqual({ code: 1, said: `Name one folder.\n\n${USAGE}` });
    expect(await runs('--help')).toEqual({ code: 0, said: USAGE });
  });

  test('the example of the demo can be imported as it is', async () => {
    await cp('ivr-flows', flowsDir, { recursive: true });
    const { code, said } = await runs('src/demo');

    expect(said).toMatch(/Brightwick: \+442079460100/);
    expect(said).toMatch(/ana@deskbell\.example/);
    expect(code).toBe(0);
    expect(await readFile(join(place.dataDir, 'deskbell.sqlite'))).not.toHaveLength(0);
  });
});
