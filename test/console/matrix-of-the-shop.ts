import type { ClimbRung, MatrixLevel, MatrixPreview, MatrixView } from '../../src/contract/matrices.ts';
import { minutes } from './house-words.ts';

const rung = (name: string, who: ClimbRung['who']): ClimbRung => ({
  name,
  who,
  order: 'together',
  ways: ['desk', 'phone'],
  patienceSeconds: 300,
});

const level = (number: number, name: string, resolveMinutes: number, ladder: ClimbRung[]): MatrixLevel => ({
  number,
  name,
  firstContactMinutes: 30,
  nextUpdateEveryMinutes: 240,
  resolveMinutes,
  clock: number === 1 ? { kind: 'business-hours', hours: 'open' } : { kind: 'round-the-clock' },
  ladder,
  repeats: 1,
  owner: null,
});

const warnings: MatrixView['warnings'] = [
  {
    topic: null,
    level: 3,
    kind: 'nobody-reachable',
    text: 'Level 3: nobody on “Senior manager” can be reached at night.',
  },
];
const sentences = [
  'Level 1, Front line: somebody speaks with the customer within 30 minutes; resolved within 2 hours of opening time.',
  'After that the case goes to level 2, and the duty manager is told by the console and by telephone.',
];
const reach: MatrixView['reach'] = [
  {
    topic: null,
    level: 2,
    rung: 'Duty manager',
    people: [{ personId: 'omar', name: 'Omar Haddad', reachable: true, why: 'by telephone' }],
  },
  {
    topic: null,
    level: 3,
    rung: 'Senior manager',
    people: [
      { personId: 'maria', name: 'Maria Lind', reachable: false, why: 'away, and no telephone is known' },
    ],
  },
];

/** The matrix of the shop in its third version. */
export function matrixView(now: number): MatrixView {
  return {
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    timezone: 'Europe/London',
    current: {
      version: 3,
      effectiveFrom: now - minutes(9_000),
      by: { kind: 'person', personId: 'maria', name: 'Maria Lind' },
      at: now - minutes(9_000),
      matrix: {
        rows: [
          {
            topic: null,
            levels: [
              level(1, 'Front line', 120, [rung('Whoever is free', [{ kind: 'team', key: 'billing' }])]),
              level(2, 'Expert or supervisor', 480, [rung('Duty manager', [{ kind: 'person', id: 'omar' }])]),
              level(3, 'Senior manager', 1_440, [
                rung('Senior manager', [{ kind: 'person', id: 'maria' }]),
                rung('On call', [{ kind: 'rota', id: 'shop.nights' }]),
              ]),
            ],
          },
          { topic: 'refund', levels: [level(1, 'Front line', 60, [])] },
        ],
        severities: [
          { severity: 1, percent: 50, startLevel: 2 },
          { severity: 2, percent: 75, startLevel: 1 },
        ],
        warnings: { everyMinutes: 60, most: 10 },
      },
    },
    inForce: 3,
    topics: [
      { key: 'refund', name: 'Refunds' },
      { key: 'delivery', name: 'Delivery' },
    ],
    hours: ['open'],
    people: [
      { personId: 'ana', name: 'Ana Ferreira', role: 'receptionist' },
      { personId: 'omar', name: 'Omar Haddad', role: 'manager' },
      { personId: 'maria', name: 'Maria Lind', role: 'manager' },
    ],
    teams: [{ key: 'billing', name: 'Billing', people: ['Ana Ferreira', 'Ben Okoro'] }],
    rotas: [{ id: 'shop.nights', name: 'Nights' }],
    warnings,
    sentences,
    reach,
  };
}

/** What the server says of a draft. */
export function previewOf(startAt: number): MatrixPreview {
  return {
    sentences,
    warnings,
    reach,
    startAt,
    steps: [
      { at: startAt, level: 1, what: 'begins', text: 'The case is opened; Billing has it.' },
      {
        at: startAt + minutes(3_850),
        level: 1,
        what: 'first-contact',
        text: 'Somebody has spoken with the customer by now.',
      },
      {
        at: startAt + minutes(3_940),
        level: 2,
        what: 'climbs',
        text: 'It goes to Expert or supervisor; the duty manager is told.',
      },
      {
        at: startAt + minutes(4_420),
        level: 3,
        what: 'passes',
        text: 'Its last deadline passes; Senior manager is told again.',
      },
    ],
  };
}
