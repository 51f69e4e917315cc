import type { RotaDetail, RotaLayer, WriteRota } from '../../../contract/rotas.ts';
import { fromLocalInput, localInput } from '../../components/when.ts';

/** A plan as it is being written. */
export interface PlanDraft {
  readonly name: string;
  readonly timezone: string;
  /** The version that it began from; 0: a new rota. */
  readonly asOf: number;
  /** What `<input type="datetime-local">` holds; of a new rota `type="date"`. */
  readonly begins: string;
  readonly layers: readonly RotaLayer[];
}

/** A rota of people who take turns of whole weeks, from this day on. @param now epoch ms */
export function newDraft(timezone: string, now: number): PlanDraft {
  const begins = localInput(now, timezone).slice(0, 10);
  return {
    ...{ name: '', timezone, asOf: 0, begins },
    layers: [
      {
        ...{ name: 'Turns', people: [], from: begins },
        handover: { weekday: 'mon', time: '09:00' },
        every: { count: 1, unit: 'weeks' },
      },
    ],
  };
}

/** As the rota would go on by itself from its next hand-over. */
export function draftOf({ name, timezone, version, goesOn }: RotaDetail): PlanDraft {
  return {
    ...{ name, timezone, asOf: version, begins: localInput(goesOn.at, timezone) },
    layers: goesOn.layers,
  };
}

/** What the server is asked; null: something is missing. @param now epoch ms */
export function bodyOf(draft: PlanDraft, now: number): WriteRota | null {
  const { timezone, asOf, begins, layers } = draft;
  const isNew = asOf === 0;
  const at = fromLocalInput(isNew ? `${begins}T00:00` : begins, timezone);
  const whole = layers.every(
    ({ people, handover }) => people.length > 0 && /^\d\d:\d\d$/.test(handover.time),
  );
  if (draft.name.trim() === '' || at === null || !whole) return null;
  return {
    ...{ name: draft.name.trim(), timezone, asOf },
    // Whoever chose the day or the minute that has begun means now.
    effectiveFrom: at > now ? at : null,
    // A new rota has nobody before its first hand-over; a changed one goes on, and its first person takes over when it begins.
    layers: layers.map(({ from: _from, ...layer }) => (isNew ? { ...layer, from: begins } : layer)),
  };
}

/** What a new rota is called in addresses; a name without any letter from a to z gets one made of its own letters. */
export function keyOf(name: string): string {
  const key = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  if (key !== '' || name.trim() === '') return key;
  const letters = [...name.trim()].map((letter) => letter.codePointAt(0)?.toString(36) ?? '');
  return `rota-${letters.join('')}`.slice(0, 40);
}
