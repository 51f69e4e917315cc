/**
 * Derives test/fixtures/twilio-openapi.json, the part of Twilio's published OpenAPI document that the emulator answers.
 *
 *   npx tsx test/contract/emulator/derive-fixture.ts path/to/twilio-oai/spec/json/twilio_api_v2010.json <commit>
 *
 * The path is inside a checkout of https://github.com/twilio/twilio-oai, whose MIT licence goes along. Only names, types, patterns and enumerations
 * are kept, none of its texts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Fixture, PropertyRule } from './published-contract.ts';

const ACCOUNT = '/2010-04-01/Accounts/{Sid}.json';
const BELOW_ACCOUNT = '/2010-04-01/Accounts/{AccountSid}';
const ANSWERED_BELOW = [
  '/Balance.json',
  '/Applications.json',
  '/Applications/{Sid}.json',
  '/AvailablePhoneNumbers/{CountryCode}/Local.json',
  '/Calls.json',
  '/Calls/{Sid}.json',
  '/Calls/{CallSid}/Recordings.json',
  '/Calls/{CallSid}/Recordings/{Sid}.json',
  '/Conferences.json',
  '/Conferences/{Sid}.json',
  '/Conferences/{ConferenceSid}/Participants.json',
  '/Conferences/{ConferenceSid}/Participants/{CallSid}.json',
  '/Conferences/{ConferenceSid}/Recordings.json',
  '/Conferences/{ConferenceSid}/Recordings/{Sid}.json',
  '/IncomingPhoneNumbers.json',
  '/IncomingPhoneNumbers/{Sid}.json',
  '/Messages.json',
  '/Messages/{Sid}.json',
  '/Queues.json',
  '/Queues/{Sid}.json',
  '/Queues/{QueueSid}/Members.json',
  '/Queues/{QueueSid}/Members/{CallSid}.json',
  '/Recordings.json',
  '/Recordings/{Sid}.json',
];

const propertySchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'object', 'array']).optional(),
  nullable: z.boolean().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  get items() {
    return propertySchema.optional();
  },
  get properties() {
    return z.record(z.string(), propertySchema).optional();
  },
});
type Property = z.infer<typeof propertySchema>;

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), propertySchema) }),
});
const contentSchema = z.object({
  schema: propertySchema,
  examples: z.record(z.string(), z.object({ value: z.record(z.string(), z.unknown()) })).optional(),
});
type Content = z.infer<typeof contentSchema>;
const operationSchema = z.object({
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), contentSchema).optional() })),
});

const [path, commit] = process.argv.slice(2);
if (!path || !commit)
  throw new Error('Say where twilio_api_v2010.json is, and of which commit of twilio-oai.');
const document = documentSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const schemas: Record<string, Record<string, PropertyRule>> = {};
const operations: Fixture['operations'] = {};

for (const template of [ACCOUNT, ...ANSWERED_BELOW.map((end) => BELOW_ACCOUNT + end)]) {
  const operationsOfPath = document.paths[template];
  if (!operationsOfPath) throw new Error(`The document has no path ${template} any more.`);
  for (const method of ['get', 'post', 'delete']) {
    const found = operationsOfPath[method];
    if (!found) continue;
    operations[`${method.toUpperCase()} ${template}`] = Object.fromEntries(
      Object.entries(operationSchema.parse(found).responses).map(([status, response]) => [
        status,
        answerOf(response.content?.['application/json']),
      ]),
    );
  }
}

const fixture: Fixture = {
  source: {
    document: 'spec/json/twilio_api_v2010.json of https://github.com/twilio/twilio-oai',
    commit,
    changes: 'Reduced by derive-fixture.ts to the answers that the emulator gives; all texts left out.',
    licence: readFileSync(join(dirname(path), '../../LICENSE'), 'utf8').trim(),
  },
  operations,
  schemas,
};
const target = fileURLToPath(new URL('../../fixtures/twilio-openapi.json', import.meta.url));
writeFileSync(target, `${JSON.stringify(fixture, null, 1)}\n`);
process.stdout.write(
  `${Object.keys(operations).length} operations, ${Object.keys(schemas).length} schemas: ${target}\n`,
);

function answerOf(content: Content | undefined): Fixture['operations'][string][string] {
  if (!content) return { kind: 'nothing' };
  const { schema, examples } = content;
  if (schema.$ref) return { kind: 'one', schema: keep(schema.$ref) };
  const list = Object.entries(schema.properties ?? {}).find(([, property]) => property.type === 'array');
  if (!list) {
    schemas.error ??= rulesOf(schema);
    return { kind: 'one', schema: 'error' };
  }
  if (!list[1].items?.$ref) throw new Error(`A list of unnamed things: ${JSON.stringify(schema)}`);
  const { [list[0]]: _list, ...paging } = rulesOf(schema);
  schemas.paging ??= paging;
  // The schema gives every list its paging; the examples show that numbers to buy come without.
  const isPaged = Object.values(examples ?? {}).some(({ value }) => 'page' in value);
  schemas.whole ??= { uri: rule(schema.properties?.uri ?? {}) };
  return {
    kind: 'list',
    of: list[0],
    schema: keep(list[1].items.$ref),
    around: isPaged ? 'paging' : 'whole',
  };
}

function keep(reference: string): string {
  const name = nameOf(reference);
  schemas[name] ??= rulesOf(component(name));
  return name;
}

function rulesOf(schema: Property): Record<string, PropertyRule> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, rule(property)]),
  );
}

function rule(property: Property): PropertyRule {
  const meant = property.$ref
    ? { ...component(nameOf(property.$ref)), nullable: property.nullable }
    : property;
  return {
    ...(meant.type && { type: meant.type }),
    ...(meant.nullable && { nullable: true }),
    ...(meant.pattern && { pattern: meant.pattern }),
    ...(meant.enum && { enum: meant.enum }),
    ...(meant.format && { format: meant.format }),
  };
}

function nameOf(reference: string): string {
  return reference.replace('#/components/schemas/', '');
}

function component(name: string): Property {
  const found = document.components.schemas[name];
  if (!found) throw new Error(`The document has no schema ${name}.`);
  return found;
}
