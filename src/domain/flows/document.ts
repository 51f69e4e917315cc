import { z } from 'zod';
import { FlowFile, STEP_KINDS } from './language.ts';

/** The JSON Schema for editors and the documentation page, both made from the language's own shapes. */

/** The text of `ivr-flows/flow.schema.json`. */
export function flowSchemaText(): string {
  const schema = z.toJSONSchema(FlowFile, { io: 'input', target: 'draft-2020-12' });
  return `${JSON.stringify({ $id: 'flow.schema.json', title: 'Deskbell IVR flow', ...schema }, null, 2)}\n`;
}

/** The text of `docs/flow-language.md`. */
export function flowLanguagePage(): string {
  const file = toSchema(FlowFile);
  const kinds = STEP_KINDS.map((kind) => {
    const schema = toSchema(kind);
    const name = kind.shape.step.value;
    return [
      `### ${name}`,
      '',
      schema.description ?? '',
      '',
      ...fieldTable(schema, ['step']),
      ...subTables(schema),
    ].join('\n');
  });
  return [
    INTRODUCTION,
    '## The file',
    '',
    ...fieldTable(file, []),
    '',
    RULES,
    '## Kinds of steps',
    '',
    kinds.join('\n'),
    CONDITIONS,
    CHECKS,
  ].join('\n');
}

/** A small flow that the page shows; a test loads and lints it. */
export const EXAMPLE = `# yaml-language-server: $schema=./flow.schema.json
flow: bakery
name: Bakery main line
business: bakery
start: welcome

steps:
  welcome:
    step: say
    text: Hello, this is {{business.name}}.
    then: opening

  opening:
    step: hours
    hours: shop
    open: menu
    closed: closed

  menu:
    step: menu
    choices:
      - { key: 1, label: Orders, says: [order, cake], then: orders }
      - { key: 2, label: Opening times, then: closed }

  orders:
    step: queue
    queue: orders
    while_waiting: { '9': manager }
    nobody: leave-message

  closed:
    step: say
    text: We open {{hours.shop.opens}}.
    then: leave-message

  leave-message:
    step: message
    then: thanks

  thanks:
    step: goodbye
    text: Thank you. Goodbye.
`;

const INTRODUCTION = `<!-- Made by \`npm run flows:schema\` from src/domain/flows/language.ts. Change it there. -->

# The flow language

A flow is what a caller hears and may do before, and while, somebody takes the call. Each flow is one YAML file in \`ivr-flows/\`
(or the folder that \`FLOWS_DIR\` names): a start, and steps that lead to steps. Save the file and the next call follows it;
calls that are under way finish on the version they began with.

A file with an error is never put into service: the last good version goes on answering, and the log and \`npm run flows\` say
which line is wrong and what to do. With the first line below, editors that know YAML schemas complete and check while you type.

\`\`\`yaml
${EXAMPLE.trimEnd()}
\`\`\`

`;

const RULES = `## What is always there

- **0 leads to a person** in every menu and question, **\\*** says it again. You do not write them; a menu may give \`0\` a way of its own.
- **Silence and not being understood are counted apart.** Each has two gentle reminders, then the caller is put through to a person.
  \`no_input\` and \`no_match\` change the words and the way out. Nobody waits in silence for more than three seconds.
- **112, 911 and 999** are never a wrong key: the caller is told to hang up and dial, and is put through to a person.
  For their sake every menu waits one second after a key for another one. A double press of one key counts as one.
- **A caller who waits** hears news, and may press \`0\` for the way out that you give (a message unless you say otherwise).
- **Where a step has no way to go on**, the house has one: nobody can be reached → a message → thanks and goodbye.
- **Four ways are in every flow**: \`person\` leads to a person (the step that the file names under \`person\`, else the business's
  first queue), \`manager\` to somebody in charge, \`callback\` to the promise of a call-back, and \`return\` back to the flow that ran this one.
- **A call-back keeps the place**: with \`while_waiting: { '5': callback }\` a caller hangs up, and is rung when their turn comes. It is offered
  only to callers whose number may be dialled.

## Texts

A text is spoken as written. Give one per language where the flow speaks several: \`text: { en-GB: Hello, fr-FR: Bonjour }\`.
A text without languages is in the flow's own, and is read by a voice of that. What the house itself says, in the flow, in the queue, on hold,
when a call moves and when we ring back, is in the caller's language if that is English, French or Welsh, and in English otherwise.
\`{{fields}}\` are filled in: \`{{business.name}}\`, \`{{caller.name}}\`, \`{{caller.number}}\`, \`{{values.order_number}}\`,
\`{{hours.shop.opens}}\` (“tomorrow at 9 am”), \`{{hours.shop.why}}\` (“Christmas Day”). \`{{values.order_number | digits}}\` is read digit by digit.
What a caller brought in is spoken as plain words, never as instructions.
`;

const CONDITIONS = `
## Conditions

Conditions in \`branch\` steps are written in [CEL](https://cel.dev) and checked when the file is loaded. They may look at:

| Name | Type | What it is |
|---|---|---|
| \`caller.number\` | text | the number they ring from, empty or a word when withheld |
| \`caller.withheld\` | true/false | no number was sent |
| \`caller.name\` | text | the name the telephone company sent |
| \`caller.calls_today\` | whole number | calls from this number to this business earlier today |
| \`caller.calls_last_30_days\` | whole number | the same over thirty days |
| \`queue["billing"].waiting\` | whole number | callers waiting there now |
| \`queue["billing"].longest_wait_seconds\` | whole number | how long the first of them has waited |
| \`queue["billing"].people_free\` | whole number | people who could take a call now |
| \`hours["shop"].open\` | true/false | open now |
| \`hours["shop"].holiday\` | true/false | closed for a public holiday or a named exception |
| \`call.language\` | text | the language of the call, such as \`en-GB\` |
| \`call.weekday\` | text | \`mon\` to \`sun\`, by the business's clock |
| \`call.time\`, \`call.date\` | text | \`14:05\`, \`2026-05-01\` |
| \`values.order_number\` | text | what an \`ask\` or \`set\` step kept; empty before |

A condition that cannot be worked out while a call runs, such as \`int(values.age) > 17\` with no digits, counts as not met and is written to the call's history.
`;

const CHECKS = `
## What is checked

\`npm run flows\` checks a folder and prints each flow as a [Mermaid](https://mermaid.js.org) picture and as a transcript; \`npm run flows -- path/to/folder\` checks another.

Errors, which keep a file out of service:

- YAML or a field that cannot be read; names of steps, flows, values or fields that do not exist; a condition that is not well-typed
- a step that no call reaches; a step from which no call ends at a person, a message or a goodbye
- a menu in which 0 does not reach a person; a circle that a caller who does nothing is led in
- a key that takes 112, 911 or 999; a key or a spoken word given twice; more than six choices
- a prompt or a whole menu longer than about 20 seconds; a key said before what it does; keys that a menu without \`read_choices\` does not say
- queues, topics, priorities, people or hours that the business does not have

Warnings: a greeting longer than about 8 seconds, a missing text in the flow's own language, a language that the business does not speak,
a person reached before the recording notice, a question whose answer may be three digits.
`;

interface Schema {
  readonly description?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | number | boolean;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly id?: string;
}

function toSchema(shape: z.ZodType): Schema {
  // `reused: inline` gives each field its full shape, which a table needs.
  const schema: unknown = z.toJSONSchema(shape, { io: 'input', reused: 'inline' });
  return resolved(schema, definitionsOf(schema)) as Schema;
}

function definitionsOf(schema: unknown): Readonly<Record<string, unknown>> {
  const definitions: unknown =
    typeof schema === 'object' && schema !== null ? Reflect.get(schema, '$defs') : undefined;
  return typeof definitions === 'object' && definitions !== null ? { ...definitions } : {};
}

function resolved(value: unknown, definitions: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, definitions));
  if (typeof value !== 'object' || value === null) return value;
  const reference: unknown = Reflect.get(value, '$ref');
  if (typeof reference === 'string') {
    const target = resolved(definitions[reference.replace('#/$defs/', '')], definitions);
    const { $ref: _, ...own } = value as Record<string, unknown>;
    return { ...(target as object), ...own };
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, definitions)]));
}

function fieldTable(schema: Schema, leaveOut: readonly string[]): string[] {
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => !leaveOut.includes(name));
  if (fields.length === 0) return [];
  return [
    '| Field | | Value | What it does |',
    '|---|---|---|---|',
    ...fields.map(([name, field]) => {
      const needed = (schema.required ?? []).includes(name) ? 'needed' : '';
      const standard = field.default === undefined ? '' : ` Left out: \`${JSON.stringify(field.default)}\`.`;
      return `| \`${name}\` | ${needed} | ${cell(typeOf(field))} | ${cell((field.description ?? '') + standard)} |`;
    }),
  ];
}

/** Tables for the groups inside a step: a menu's choices, a branch's cases. */
function subTables(schema: Schema): string[] {
  return Object.entries(schema.properties ?? {})
    .flatMap(([name, field]) => {
      const inner = field.items?.properties ? field.items : field.properties ? field : null;
      if (!inner) return [];
      return [
        '',
        `Each entry of \`${name}\`:`.replace('Each entry of', field.items ? 'Each entry of' : 'Inside'),
        '',
        ...fieldTable(inner, []),
      ];
    })
    .concat('');
}

function typeOf(field: Schema): string {
  if (field.const !== undefined) return `\`${String(field.const)}\``;
  if (field.title !== undefined) return field.title;
  if (field.anyOf) return [...new Set(field.anyOf.map(typeOf))].join(' or ');
  switch (field.type) {
    case 'string':
      return 'text';
    case 'integer':
      return field.minimum !== undefined && field.maximum !== undefined && field.maximum < 10_000
        ? `${field.minimum} to ${field.maximum}`
        : 'whole number';
    case 'number':
      return 'number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return `list of ${field.items?.properties ? 'entries' : field.items ? typeOf(field.items) : 'values'}`;
    case 'object':
      return field.properties
        ? 'fields'
        : `${typeof field.additionalProperties === 'object' ? typeOf(field.additionalProperties) : 'value'} per name`;
    default:
      return Array.isArray(field.type) ? field.type.join(' or ') : 'step';
  }
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}
