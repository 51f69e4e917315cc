import type { Business } from '../domain/businesses/business.ts';
import type { Path } from '../domain/flows/located-yaml.ts';

/** Something that a business's matrix names and that is not there. */
interface Missing {
  readonly what: string;
  readonly given: string;
  readonly known: readonly string[];
  readonly path: Path;
}

/** Every topic, person, team, rota and kind of hours that the matrix names, to be checked against those there are. */
export function namesInMatrix(business: Business): readonly Missing[] {
  const staff = business.staff.map(({ person }) => person);
  const topics = business.topics.map(({ key }) => key);
  const teams = [
    ...['receptionist', 'expert', 'manager', 'admin'],
    ...business.queues.map(({ key }) => key),
    ...topics,
  ];
  const rotas = business.rotas.map(({ key }) => `${business.id}.${key}`);
  const onStaff = `person on the staff of ${business.name}`;
  return (business.matrix?.rows ?? []).flatMap(({ topic, levels }, row) => {
    const at: Path = ['matrix', 'rows', row];
    return [
      ...(topic === null ? [] : [{ what: 'topic', given: topic, known: topics, path: [...at, 'topic'] }]),
      ...levels.flatMap(({ clock, owner, ladder }, index) => {
        const level: Path = [...at, 'levels', index];
        return [
          ...(clock.kind === 'round-the-clock'
            ? []
            : [
                {
                  what: 'kind of hours',
                  given: clock.hours,
                  known: Object.keys(business.hours),
                  path: [...level, 'clock', 'hours'],
                },
              ]),
          ...(owner === null
            ? []
            : [{ what: onStaff, given: owner, known: staff, path: [...level, 'owner'] }]),
          ...ladder.flatMap(({ who }, rung) =>
            who.map((member, place): Missing => {
              const path: Path = [...level, 'ladder', rung, 'who', place];
              switch (member.kind) {
                case 'person':
                  return { what: onStaff, given: member.id, known: staff, path };
                case 'team':
                  return { what: 'team', given: member.key, known: teams, path };
                case 'rota':
                  return { what: 'rota', given: member.id, known: rotas, path };
              }
            }),
          ),
        ];
      }),
    ];
  });
}
