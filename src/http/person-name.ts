import { z } from 'zod';

/** The part of a person's stored state that sessions and keys show. */
const PersonName = z.looseObject({ record: z.looseObject({ name: z.string() }) });

/** The name in the stored state (JSON) of a person. @throws when it is no such state */
export function nameIn(state: string): string {
  return PersonName.parse(JSON.parse(state)).record.name;
}
