import { minutesWords } from './course.ts';
import { levelsFor } from './levels.ts';
import type { Level, Matrix } from './matrix.ts';

/** What a matrix says in plain sentences, and where it has holes. */

/** Who stands on one rung now; `missing`: what of it means nobody. */
export interface RungReach {
  readonly topic: string | null;
  readonly level: number;
  readonly rung: string;
  readonly people: readonly {
    readonly personId: string;
    readonly name: string;
    readonly reachable: boolean;
    readonly why: string;
  }[];
  readonly missing: readonly string[];
}

export interface Warning {
  readonly topic: string | null;
  readonly level: number | null;
  readonly kind:
    | 'nobody-reachable'
    | 'empty-ladder'
    | 'empty-team'
    | 'unknown-person'
    | 'shorter-than-below'
    | 'no-hours'
    | 'no-deadline'
    | 'missing-level';
  readonly text: string;
}

export interface Surroundings {
  readonly hours: readonly string[];
  readonly reach: readonly RungReach[];
  /** Names of topics and people, by key and id. */
  readonly names: Readonly<Record<string, string>>;
}

/** Where a case could be forgotten or nobody would be told; none of it forbids saving. */
export function warningsOf(matrix: Matrix, around: Surroundings): readonly Warning[] {
  return matrix.rows.flatMap(({ topic }) => {
    const levels = levelsFor(matrix, topic);
    return [
      ...missingLevels(topic, levels),
      ...levels.flatMap((level) => ofLevel(topic, level, levels, around)),
    ];
  });
}

function missingLevels(topic: string | null, levels: readonly Level[]): readonly Warning[] {
  const numbers = levels.map(({ number }) => number);
  const gap = [1, 2, 3].find((number) => !numbers.includes(number) && numbers.some((one) => one > number));
  if (topic !== null || gap === undefined) return [];
  const text = `There is no level ${gap}: a case goes past it to the next one.`;
  return [{ topic, level: gap, kind: 'missing-level', text }];
}

function ofLevel(
  topic: string | null,
  level: Level,
  levels: readonly Level[],
  around: Surroundings,
): readonly Warning[] {
  const { number, name, ladder, clock, resolveMinutes, owner } = level;
  const found: Warning[] = [];
  const add = (kind: Warning['kind'], text: string) =>
    found.push({ topic, level: number, kind, text: `Level ${number}, ${name}: ${text}` });

  if (clock.kind === 'business-hours' && !around.hours.includes(clock.hours))
    add('no-hours', `the business has no hours "${clock.hours}", so the clock runs day and night.`);
  if (resolveMinutes === null)
    add('no-deadline', 'there is no deadline, so a case stays here until somebody moves it.');
  const below = levels.findLast((one) => one.number < number && one.resolveMinutes !== null);
  const belowMinutes = below?.resolveMinutes ?? null;
  if (resolveMinutes !== null && belowMinutes !== null && resolveMinutes < belowMinutes)
    add(
      'shorter-than-below',
      `${minutesWords(resolveMinutes)} is shorter than the ${minutesWords(belowMinutes)} of level ${below?.number} below it.`,
    );
  if (owner !== null && around.names[owner] === undefined)
    add('unknown-person', `its owner "${owner}" is not known.`);
  if (ladder.length === 0 && number > 1 && owner === null)
    add('empty-ladder', 'nobody is told when a case comes here, so it goes on at once.');
  const rungs = around.reach.filter((rung) => rung.topic === topic && rung.level === number);
  for (const { rung, people, missing } of rungs) {
    if (people.length === 0) add('empty-team', `the rung "${rung}" has nobody on it${because(missing)}.`);
    else for (const words of missing) add('unknown-person', `on the rung "${rung}" ${words}.`);
  }
  const anybody = rungs.flatMap(({ people }) => people);
  if (anybody.length > 0 && !anybody.some(({ reachable }) => reachable))
    add(
      'nobody-reachable',
      `nobody can be reached right now: ${anybody.map((one) => `${one.name} ${one.why}`).join(', ')}.`,
    );
  return found;
}

function because(missing: readonly string[]): string {
  return missing.length === 0 ? '' : ` (${missing.join(', ')})`;
}

const WAYS = {
  desk: 'on the desk',
  phone: 'by telephone',
  sms: 'by text message',
  email: 'by e-mail',
} as const;

/** The whole matrix in sentences that a manager can read aloud. */
export function sentencesOf(matrix: Matrix, around: Surroundings): readonly string[] {
  return [
    ...matrix.rows.flatMap(({ topic }) => {
      const about = topic === null ? '' : `${around.names[topic] ?? topic}: `;
      return levelsFor(matrix, topic).map((level) => `${about}${levelSentence(topic, level, around)}`);
    }),
    ...matrix.severities
      .filter(({ percent, startLevel }) => percent !== 100 || startLevel !== 1)
      .map(({ severity, percent, startLevel }) => {
        const time = percent === 100 ? '' : ` has ${percent}% of each time`;
        const start = startLevel === 1 ? '' : ` begins on level ${startLevel}`;
        return `Severity ${severity}${[time, start].filter((one) => one !== '').join(' and')}.`;
      }),
    `On the highest level, when nobody has it, those there are told again every ${minutesWords(matrix.warnings.everyMinutes)}, at most ${matrix.warnings.most} times.`,
  ];
}

function levelSentence(topic: string | null, level: Level, { names, reach }: Surroundings): string {
  const { number, name, clock, ladder, owner, repeats } = level;
  const deadlines = [
    ...(level.firstContactMinutes === null
      ? []
      : [`the customer is contacted within ${minutesWords(level.firstContactMinutes)}`]),
    ...(level.nextUpdateEveryMinutes === null
      ? []
      : [`hears from us every ${minutesWords(level.nextUpdateEveryMinutes)}`]),
    ...(level.resolveMinutes === null
      ? ['there is no deadline']
      : [`the case is resolved within ${minutesWords(level.resolveMinutes)}`]),
  ];
  const time =
    clock.kind === 'round-the-clock' ? 'counted day and night' : `counted in the hours “${clock.hours}”`;
  const told = ladder.map((rung) => {
    const people = reach.find((one) => one.topic === topic && one.level === number && one.rung === rung.name);
    const who = people?.people.map((one) => one.name).join(rung.order === 'together' ? ' and ' : ', then ');
    const ways = rung.ways.map((way) => WAYS[way]).join(' and ');
    return `${who === undefined || who === '' ? rung.name : who} ${ways} (${minutesWords(Math.max(1, Math.round(rung.patienceSeconds / 60)))})`;
  });
  const again =
    repeats === 0
      ? ''
      : `, ${repeats === 1 ? 'once more' : `${repeats} times more`} if nobody says “I have it”`;
  return [
    `Level ${number}, ${name}: ${deadlines.join(', ')}, ${time}.`,
    ...(owner === null ? [] : [`It belongs to ${names[owner] ?? owner}.`]),
    ...(told.length === 0 ? [] : [`Told: ${told.join('; then ')}${again}.`]),
  ].join(' ');
}
