import type { MatrixPreview, MatrixTried, MatrixView } from '../contract/matrices.ts';
import type { Business } from '../domain/businesses/business.ts';
import type { HolidayLookup } from '../domain/businesses/hours.ts';
import type { CaseRecord } from '../domain/cases/cases-store.ts';
import { membersOf } from '../domain/ladders/members.ts';
import type { ClimbRung } from '../domain/ladders/ladder.ts';
import { sentencesOf, warningsOf, type RungReach, type Surroundings } from '../domain/matrices/check.ts';
import { courseOf, whenWords } from '../domain/matrices/course.ts';
import { matrixOf } from '../domain/matrices/matrices-store.ts';
import type { Matrix } from '../domain/matrices/matrix.ts';
import { findPerson, peopleOf } from '../domain/people/people-store.ts';
import { presenceOf, type KnownPerson } from '../domain/people/person.ts';
import { rotasOf } from '../domain/rotas/rotas-store.ts';
import type { Reader } from '../store/database.ts';
import { caseEvents } from './case-timeline.ts';

/** A matrix as its editor shows it: with who can be reached, what it says in sentences, and its holes. */
export async function matrixView(reader: Reader, business: Business, at: number): Promise<MatrixView> {
  const { inForce, newest } = await matrixOf(reader, business, at);
  const around = await surroundingsOf(reader, business, newest.matrix, at);
  const people = await peopleOf(reader, business.id);
  return {
    businessId: business.id,
    businessName: business.name,
    timezone: business.timezone,
    current: newest,
    inForce: inForce.version,
    topics: business.topics.map(({ key, name }) => ({ key, name })),
    hours: Object.keys(business.hours),
    people: people.map(({ record, memberships }) => ({
      personId: record.id,
      name: record.name,
      role: memberships.find(({ businessId }) => businessId === business.id)?.role ?? 'receptionist',
    })),
    teams: teamsOf(business),
    rotas: (await rotasOf(reader, [business.id])).map(({ id, rota }) => ({ id, name: rota.plan.name })),
    warnings: [...warningsOf(newest.matrix, around)],
    sentences: [...sentencesOf(newest.matrix, around)],
    reach: around.reach.map(({ missing: _missing, ...rung }) => ({ ...rung, people: [...rung.people] })),
  };
}

/** What must be known to judge a matrix at this moment. */
export async function surroundingsOf(
  reader: Reader,
  business: Business,
  matrix: Matrix,
  at: number,
): Promise<Surroundings> {
  const people = await peopleOf(reader, business.id);
  const reach: RungReach[] = [];
  for (const { topic, levels } of matrix.rows)
    for (const level of levels)
      for (const rung of level.ladder)
        reach.push({ topic, level: level.number, ...(await reachOf(reader, business.id, rung, at)) });
  return {
    hours: Object.keys(business.hours),
    reach,
    names: {
      ...Object.fromEntries(business.topics.map(({ key, name }) => [key, name])),
      ...Object.fromEntries(people.map(({ record }) => [record.id, record.name])),
    },
  };
}

/** Who stands on a rung at this moment, and whether any of its ways reaches them. */
export async function reachOf(
  reader: Reader,
  businessId: string,
  rung: ClimbRung,
  at: number,
): Promise<Omit<RungReach, 'topic' | 'level'>> {
  const { people, missing } = await membersOf(reader, businessId, rung.who, at, {});
  const found = [];
  for (const { personId, name } of people) {
    const person = await findPerson(reader, personId);
    if (person !== null) found.push({ personId, name, ...reachable(person, rung.ways) });
  }
  return { rung: rung.name, people: found, missing };
}

/** A text or an e-mail always finds its way; a telephone rings unless its owner said that they are away. */
function reachable(
  person: KnownPerson,
  ways: ClimbRung['ways'],
): { readonly reachable: boolean; readonly why: string } {
  const { presence } = presenceOf(person);
  const away =
    presence === 'away' ? `is away${person.awayReason === null ? '' : ` (${person.awayReason})`}` : null;
  if (ways.includes('phone') && away === null) return { reachable: true, why: 'can be rung' };
  if (ways.includes('desk') && presence !== 'offline' && away === null)
    return { reachable: true, why: 'is at the desk' };
  if (ways.includes('sms') || ways.includes('email')) return { reachable: true, why: 'can be written to' };
  return { reachable: false, why: away ?? 'is not signed in' };
}

function teamsOf(business: Business): MatrixView['teams'] {
  const roles = ['receptionist', 'expert', 'manager', 'admin'] as const;
  const staffWith = (fits: (staff: Business['staff'][number]) => boolean) =>
    business.staff.filter(fits).map(({ person }) => person);
  return [
    ...roles.map((role) => ({
      key: role,
      name: `All ${role}s`,
      people: staffWith((staff) => staff.role === role),
    })),
    ...business.queues.map(({ key, name }) => ({
      key,
      name: `Queue ${name}`,
      people: staffWith(({ queues }) => queues.includes(key)),
    })),
    ...business.topics.map(({ key, name, experts }) => ({
      key,
      name: `Experts in ${name}`,
      people: experts,
    })),
  ].filter(
    ({ people }, index, all) =>
      people.length > 0 && all.findIndex((one) => one.key === all[index]?.key) === index,
  );
}

interface Now {
  /** Epoch ms. */
  readonly at: number;
  readonly holidays: HolidayLookup;
}

/** A draft, or the newest version, in sentences and as a course of events. */
export async function matrixPreview(
  reader: Reader,
  business: Business,
  asked: {
    readonly matrix: Matrix;
    readonly topic?: string | null | undefined;
    readonly severity: number;
    readonly startAt?: number | undefined;
  },
  { at, holidays }: Now,
): Promise<MatrixPreview> {
  const { matrix, severity } = asked;
  const around = await surroundingsOf(reader, business, matrix, at);
  const startAt = asked.startAt ?? at;
  const { timezone, hours } = business;
  const topic = asked.topic === undefined || asked.topic === '' ? null : asked.topic;
  return {
    sentences: [...sentencesOf(matrix, around)],
    warnings: [...warningsOf(matrix, around)],
    reach: around.reach.map(({ missing: _missing, ...rung }) => ({ ...rung, people: [...rung.people] })),
    startAt,
    steps: [
      ...courseOf({
        ...{ matrix, topic, severity, startAt, timezone, hours, holidays },
        contact: 'in-time',
        pauses: [],
      }),
    ],
  };
}

/** What a draft would have done to a case of the past, beside what happened to it. */
export async function matrixTried(
  reader: Reader,
  business: Business,
  { id, state }: CaseRecord,
  matrix: Matrix,
  { at, holidays }: Now,
): Promise<MatrixTried> {
  const { timezone, hours } = business;
  const resolvedAt = state.status === 'resolved' ? state.resolvedAt : null;
  const end = resolvedAt ?? at;
  const { firstContact } = state.clocks;
  const would = courseOf({
    ...{ matrix, topic: state.topic, severity: state.severity.value, startAt: state.openedAt },
    ...{ timezone, hours, holidays },
    contact: firstContact.status === 'met' ? firstContact.at : null,
    pauses: state.segments
      .filter(({ what }) => what === 'waiting-for-customer')
      .map(({ from, to }) => ({ from, to: to ?? at })),
  }).filter((step) => step.at <= end);
  const did = (await caseEvents(reader, id)).flatMap((event) =>
    event.type === 'CaseClimbed'
      ? [
          {
            at: event.at,
            level: event.level,
            text: `${whenWords(event.at, timezone)}: to level ${event.level}, ${event.levelName}. ${event.why}`,
          },
        ]
      : [],
  );
  const highest = (steps: readonly { readonly level: number }[]) =>
    Math.max(1, ...steps.map(({ level }) => level));
  return {
    case: { id, number: state.number, openedAt: state.openedAt, resolvedAt },
    would: [...would],
    did,
    summary: `With this matrix the case would have reached level ${highest(would)}; it did reach level ${highest(did)}.`,
  };
}
