import { z } from 'zod';

/** Who did something, who has something, and for whom: the same words in every noun. */

/** Who decided or asked. */
export const By = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId: z.string(), name: z.string() }),
  /** `name`: what people call the flow, where a step of it did so. */
  z.object({ kind: z.literal('flow'), name: z.string().optional() }),
  z.object({ kind: z.literal('rule'), rule: z.string(), version: z.number().int() }),
  /** A program with an API key, by the key's name. */
  z.object({ kind: z.literal('api'), key: z.string() }),
  /** A deadline passed. */
  z.object({ kind: z.literal('clock') }),
]);
export type By = z.infer<typeof By>;
export type ByPerson = Extract<By, { kind: 'person' }>;

/** Who has a matter: one named person, or the queue whose people share it. */
export const Owner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('queue'), id: z.string(), name: z.string() }),
]);
export type Owner = z.infer<typeof Owner>;

/** The customer, as far as they are known: `number` in E.164, null when it was withheld. */
export const Party = z.object({ number: z.string().nullable(), name: z.string().nullable() });
export type Party = z.infer<typeof Party>;

/** Who it was, as the subject of a sentence: `Ana Silva`, `The rule "Floods first" (version 3)`, `The flow "Main line"`. */
export function wordsOfBy(by: By): string {
  switch (by.kind) {
    case 'person':
      return by.name;
    case 'flow':
      return by.name === undefined ? 'The flow' : `The flow "${by.name}"`;
    case 'rule':
      return `The rule "${by.rule}" (version ${by.version})`;
    case 'api':
      return `The program with the key "${by.key}"`;
    case 'clock':
      return 'The clock';
  }
}

/** Who has it, as part of a sentence: `Ana Silva`, `the queue Billing`. */
export function wordsOfOwner(owner: Owner): string {
  return owner.kind === 'person' ? owner.name : `the queue ${owner.name}`;
}
