import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What Twilio publishes about one property of an answer. */
export interface PropertyRule {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  readonly nullable?: true;
  readonly pattern?: string;
  readonly enum?: string[];
  readonly format?: string;
}

const ruleSchema = z.strictObject({
  type: z.enum(['string', 'integer', 'number', 'boolean', 'object', 'array']).optional(),
  nullable: z.literal(true).optional(),
  pattern: z.string().optional(),
  enum: z.array(z.string()).optional(),
  format: z.string().optional(),
});

const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('nothing') }),
  z.strictObject({ kind: z.literal('one'), schema: z.string() }),
  z.strictObject({ kind: z.literal('list'), of: z.string(), schema: z.string(), around: z.string() }),
]);

const fixtureSchema = z.strictObject({
  source: z.record(z.string(), z.string()),
  /** `GET /2010-04-01/…` → status → what is answered. */
  operations: z.record(z.string(), z.record(z.string(), answerSchema)),
  schemas: z.record(z.string(), z.record(z.string(), ruleSchema)),
});

export type Fixture = z.infer<typeof fixtureSchema>;

/** The fixture that derive-fixture.ts makes of Twilio's published document. */
export function readPublishedContract(): Fixture {
  const file = new URL('../../fixtures/twilio-openapi.json', import.meta.url);
  return fixtureSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The document says of no enumeration that it may be null; this one has no value that a live room could have. */
const NULL_BEFORE_THE_END = 'api.v2010.account.conference.reason_conference_ended';

/** Whether a value is an object with named members, and not null or an array. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The operation that a request is, for example `GET /2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json`. */
export function operationOf(contract: Fixture, method: string, path: string): string {
  const found = Object.keys(contract.operations).find((operation) => {
    const [verb, template = ''] = operation.split(' ');
    // The literal parts of these paths hold no character that means something in a pattern but the dot; a part may
    // hold one itself, as in Recordings/Twilio.CURRENT.json.
    const pattern = template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+');
    return verb === method && new RegExp(`^${pattern}$`).test(path);
  });
  if (!found) throw new Error(`Twilio publishes no ${method} ${path}`);
  return found;
}

/** Everything in which an answer differs from what Twilio publishes, in sentences; empty when nothing does. */
export function faultsOf(contract: Fixture, operation: string, status: number, body: unknown): string[] {
  const expected = contract.operations[operation]?.[String(status)];
  if (!expected) return [`${operation} never answers ${status}`];
  switch (expected.kind) {
    case 'nothing':
      return body === null ? [] : [`${operation} has no body`];
    case 'one':
      return faultsOfResource(contract, expected.schema, body);
    case 'list': {
      if (!isRecord(body)) return [`${operation} answers a list object`];
      const { [expected.of]: items, ...paging } = body;
      if (!Array.isArray(items)) return [`${expected.of} is not a list`];
      return [
        ...faultsOfResource(contract, expected.around, paging),
        ...items.flatMap((item: unknown) => faultsOfResource(contract, expected.schema, item)),
      ];
    }
    default: {
      const unknown: never = expected;
      throw new Error(`The fixture has an answer of unknown kind: ${JSON.stringify(unknown)}`);
    }
  }
}

function faultsOfResource(contract: Fixture, name: string, body: unknown): string[] {
  const rules = contract.schemas[name];
  if (!rules) throw new Error(`The fixture has no schema ${name}`);
  if (!isRecord(body)) return [`${name} is not an object: ${JSON.stringify(body)}`];
  const missing = Object.keys(rules).filter((property) => !(property in body));
  const added = Object.keys(body).filter((property) => !(property in rules));
  return [
    ...missing.map((property) => `${name} lacks ${property}`),
    ...added.map((property) => `${name} has ${property}, which Twilio has not`),
    ...Object.entries(rules).flatMap(([property, rule]) =>
      property in body ? faultsOfValue(`${name}.${property}`, rule, body[property]) : [],
    ),
  ];
}

function faultsOfValue(where: string, rule: PropertyRule, value: unknown): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = `${where} is ${JSON.stringify(value)}`;
  if (value === null)
    return rule.nullable || where === NULL_BEFORE_THE_END ? [] : [`${shown}, but never null`];
  if (rule.type && !hasType(rule.type, value)) return [`${shown}, but a ${rule.type}`];
  if (rule.enum && !rule.enum.includes(text)) return [`${shown}, but one of ${rule.enum.join(', ')}`];
  if (rule.pattern && !new RegExp(rule.pattern).test(text)) return [`${shown}, but like ${rule.pattern}`];
  if (rule.format && !hasFormat(rule.format, value)) return [`${shown}, but a ${rule.format}`];
  return [];
}

function hasType(type: NonNullable<PropertyRule['type']>, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    default: {
      const unknown: never = type;
      throw new Error(`The fixture has a property of unknown type ${String(unknown)}`);
    }
  }
}

const RFC_2822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} \+0000$/;

/** Formats of the document; those it names without saying what they look like pass. */
function hasFormat(format: string, value: unknown): boolean {
  if (format === 'date-time-rfc-2822') return RFC_2822.test(String(value));
  if (format === 'http-method') return value === 'GET' || value === 'POST';
  if (format === 'uri-map')
    return isRecord(value) && Object.values(value).every((uri) => typeof uri === 'string');
  if (format === 'phone-number-capabilities') {
    return isRecord(value) && Object.values(value).every((able) => typeof able === 'boolean');
  }
  return true;
}
