import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Info } from 'luxon';
import { z } from 'zod';
import { Business, PersonRecord } from '../domain/businesses/business.ts';
import { reasonsOf } from '../domain/businesses/reasons-words.ts';
import { knowsHolidaysOf } from '../domain/businesses/holidays.ts';
import { parseLocatedYaml, schemaProblems, withSuggestion } from '../domain/flows/located-yaml.ts';
import type { LocatedYaml, Path, Problem } from '../domain/flows/located-yaml.ts';
import { faultsIn } from '../domain/templates/decide.ts';
import { namesInMatrix } from './matrix-problems.ts';
import { reasonsInRules, reasonsNamedTwice } from './reason-problems.ts';

/** Who answers for whom, as the installer wrote it down: `people.yaml` and one file per business. */
export interface Deployment {
  readonly businesses: readonly Business[];
  readonly people: readonly PersonRecord[];
}

/** Every fault of a deployment at once, each with its place and what to do. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(
      (one) => `  ${one.file}:${one.line}:${one.column} ${one.message} — ${one.remedy}`,
    );
    super(`The businesses and people cannot be loaded:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

interface Located<T> {
  readonly value: T;
  readonly yaml: LocatedYaml;
}

/**
 * Reads `people.yaml` and `businesses/*.yaml` below `dir` and checks them against each other.
 * `flows`: names of the flows that there are; left out, the flows of numbers are not checked.
 * @throws DeploymentError naming every fault.
 */
export async function readDeployment(dir: string, flows?: readonly string[]): Promise<Deployment> {
  const problems: Problem[] = [];
  const people = await readOne(join(dir, 'people.yaml'), z.array(PersonRecord), problems);
  const folder = join(dir, 'businesses');
  const names = (await listed(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  if (names.length === 0) problems.push(missing(folder, 'write one .yaml file for each business in it'));
  const businesses: Located<Business>[] = [];
  for (const name of names) {
    const business = await readOne(join(folder, name), Business, problems);
    if (business) businesses.push(business);
  }
  if (people) problems.push(...peopleProblems(people));
  problems.push(...sharedNames(businesses));
  const known = people?.value.map((person) => person.id) ?? null;
  for (const business of businesses) problems.push(...businessProblems(business, known, flows ?? null));

  if (problems.length > 0 || !people) throw new DeploymentError(problems);
  return { businesses: businesses.map((one) => one.value), people: people.value };
}

async function readOne<T>(
  path: string,
  schema: z.ZodType<T>,
  problems: Problem[],
): Promise<Located<T> | null> {
  const source = await unlessMissing(readFile(path, 'utf8'));
  if (source === null) {
    problems.push(missing(path, 'write it after the example src/demo/people.yaml'));
    return null;
  }
  const yaml = parseLocatedYaml(path, source);
  if ('problems' in yaml) {
    problems.push(...yaml.problems);
    return null;
  }
  const parsed = schema.safeParse(yaml.value, { reportInput: true });
  if (parsed.success) return { value: parsed.data, yaml };
  problems.push(...schemaProblems(yaml, parsed.error, () => []));
  return null;
}

async function listed(folder: string): Promise<readonly string[]> {
  return (await unlessMissing(readdir(folder))) ?? [];
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

function missing(file: string, remedy: string): Problem {
  return { severity: 'error', file, line: 1, column: 1, message: 'nothing is here', remedy };
}

function peopleProblems({ value, yaml }: Located<readonly PersonRecord[]>): Problem[] {
  return (['id', 'email', 'phone'] as const).flatMap((field) =>
    value.flatMap((person, index) => {
      const earlier = value.findIndex((one) => one[field].toLowerCase() === person[field].toLowerCase());
      return earlier < index
        ? [
            yaml.problem(
              [index, field],
              `${value[earlier]?.name} has the ${field} ${person[field]} already`,
              `give ${person.name} another`,
            ),
          ]
        : [];
    }),
  );
}

function sharedNames(businesses: readonly Located<Business>[]): Problem[] {
  const ids = new Map<string, string>();
  const numbers = new Map<string, string>();
  return businesses.flatMap(({ value, yaml }) => {
    const problems: Problem[] = [];
    const earlier = ids.get(value.id);
    if (earlier)
      problems.push(
        yaml.problem(['id'], `${earlier} has the id "${value.id}" already`, 'give this business another'),
      );
    ids.set(value.id, value.name);
    for (const [index, { number }] of value.numbers.entries()) {
      const owner = numbers.get(number);
      if (owner)
        problems.push(
          yaml.problem(
            ['numbers', index, 'number'],
            `${number} is a number of ${owner} already`,
            'give each number to one business',
          ),
        );
      numbers.set(number, value.name);
    }
    return problems;
  });
}

/** Names in a business that must be names of people, of its own queues, or of flows. */
function businessProblems(
  { value: business, yaml }: Located<Business>,
  people: readonly string[] | null,
  flows: readonly string[] | null,
): Problem[] {
  const problems: Problem[] = [];
  const queues = business.queues.map((queue) => queue.key);
  const staff = business.staff.map((one) => one.person);
  const check = (what: string, given: string, known: readonly string[], path: Path): void => {
    if (known.includes(given)) return;
    problems.push(
      yaml.problem(
        path,
        `there is no ${what} "${given}"`,
        withSuggestion(given, known, 'correct the name or add it'),
      ),
    );
  };
  const unique = (what: string, names: readonly string[], path: (index: number) => Path): void => {
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index)
        problems.push(yaml.problem(path(index), `the ${what} "${name}" is given twice`, 'keep one of them'));
    }
  };

  if (!Info.isValidIANAZone(business.timezone)) {
    problems.push(
      yaml.problem(
        ['timezone'],
        `"${business.timezone}" is not a time zone`,
        'write one such as Europe/London',
      ),
    );
  }
  for (const [name, hours] of Object.entries(business.hours)) {
    if (hours.holidays && !knowsHolidaysOf(hours.holidays)) {
      const place = [hours.holidays.country, hours.holidays.region].filter(Boolean).join(' ');
      problems.push(
        yaml.problem(
          ['hours', name, 'holidays'],
          `the holidays of ${place} are not known`,
          'use codes such as { country: GB, region: ENG }, or list days under `exceptions`',
        ),
      );
    }
  }
  for (const [index, { flow }] of business.numbers.entries()) {
    if (flows) check('flow', flow, flows, ['numbers', index, 'flow']);
  }
  unique('queue', queues, (index) => ['queues', index, 'key']);
  unique(
    'topic',
    business.topics.map((topic) => topic.key),
    (index) => ['topics', index, 'key'],
  );
  for (const { at, given, known } of reasonsNamedTwice(business))
    problems.push(
      yaml.problem(
        ['reasons', at],
        `the reason "${given}" is there already: ${known}`,
        'give it another key and name',
      ),
    );
  for (const { given, path } of reasonsInRules(business)) {
    const known = reasonsOf(business).map(({ key }) => key);
    check('reason', given, known, path);
  }
  unique('person', staff, (index) => ['staff', index, 'person']);
  for (const [index, { overflow }] of business.queues.entries()) {
    if (overflow) check('queue', overflow.queue, queues, ['queues', index, 'overflow', 'queue']);
  }
  for (const [index, one] of business.staff.entries()) {
    if (people) check('person', one.person, people, ['staff', index, 'person']);
    for (const [at, queue] of one.queues.entries())
      check('queue', queue, queues, ['staff', index, 'queues', at]);
  }
  for (const [index, topic] of business.topics.entries()) {
    for (const [at, expert] of topic.experts.entries()) {
      check(`person on the staff of ${business.name}`, expert, staff, ['topics', index, 'experts', at]);
    }
  }
  for (const { what, given, known, path } of namesInMatrix(business)) check(what, given, known, path);
  for (const { kind, part, line, message } of faultsIn(business.templates)) {
    const where = line === null ? '' : `line ${line}: `;
    problems.push(
      yaml.problem(['templates', kind, part], `${where}${message}`, 'correct it, or leave it out'),
    );
  }
  const ladders: readonly {
    readonly rungs: readonly { readonly people: readonly string[] }[];
    readonly path: Path;
  }[] = [
    { rungs: business.managers, path: ['managers'] },
    ...business.authorities.map((authority, index) => ({
      rungs: authority.ladder,
      path: ['authorities', index, 'ladder'],
    })),
  ];
  for (const { rungs, path } of ladders) {
    for (const [index, rung] of rungs.entries()) {
      for (const [at, person] of rung.people.entries()) {
        check(`person on the staff of ${business.name}`, person, staff, [...path, index, 'people', at]);
      }
    }
  }
  return problems;
}
