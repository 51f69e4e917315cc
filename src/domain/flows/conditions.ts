import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { readCondition, withWholeNumbers, type ConditionFault } from './cel.ts';

export type { ConditionFault } from './cel.ts';

/** What a condition in a flow may look at. Numbers are whole. */
export interface ConditionFacts {
  readonly caller: {
    readonly number: string;
    readonly withheld: boolean;
    readonly name: string;
    readonly calls_today: number;
    readonly calls_last_30_days: number;
  };
  readonly call: {
    readonly language: string;
    readonly weekday: string;
    readonly time: string;
    readonly date: string;
  };
  readonly queue: Readonly<
    Record<
      string,
      { readonly waiting: number; readonly longest_wait_seconds: number; readonly people_free: number }
    >
  >;
  readonly hours: Readonly<Record<string, { readonly open: boolean; readonly holiday: boolean }>>;
  readonly values: Readonly<Record<string, string>>;
}

export interface Condition {
  /** Names that the condition looks up, with where they stand. */
  readonly uses: readonly {
    readonly of: 'queue' | 'hours' | 'values';
    readonly name: string;
    readonly offset: number;
  }[];
  readonly usesCaller: boolean;
  /** The answer, or why it cannot be given (such as `int("abc")`). */
  test(facts: ConditionFacts): boolean | { readonly failed: string };
}

class Caller {
  constructor(fields: object) {
    Object.assign(this, fields);
  }
}
class Call extends Caller {}
class Queue extends Caller {}
class OpenHours extends Caller {}

const environment = new Environment()
  .registerType('Caller', {
    ctor: Caller,
    fields: {
      number: 'string',
      withheld: 'bool',
      name: 'string',
      calls_today: 'int',
      calls_last_30_days: 'int',
    },
  })
  .registerType('Call', {
    ctor: Call,
    fields: { language: 'string', weekday: 'string', time: 'string', date: 'string' },
  })
  .registerType('Queue', {
    ctor: Queue,
    fields: { waiting: 'int', longest_wait_seconds: 'int', people_free: 'int' },
  })
  .registerType('OpenHours', { ctor: OpenHours, fields: { open: 'bool', holiday: 'bool' } })
  .registerVariable('caller', 'Caller')
  .registerVariable('call', 'Call')
  .registerVariable('queue', 'map<string, Queue>')
  .registerVariable('hours', 'map<string, OpenHours>')
  .registerVariable('values', 'map<string, string>');

const HINT =
  'caller.number, caller.withheld, caller.name, caller.calls_today, caller.calls_last_30_days, queue["…"].waiting, queue["…"].longest_wait_seconds, queue["…"].people_free, hours["…"].open, hours["…"].holiday, call.language, call.weekday, call.time, call.date, values.…';

/** Reads and type-checks a CEL condition. */
export function compileCondition(source: string): Condition | { readonly fault: ConditionFault } {
  const read = readCondition(environment, source, HINT);
  if ('fault' in read) return read;
  const uses: { of: 'queue' | 'hours' | 'values'; name: string; offset: number }[] = [];
  const computed = collectNames(read.ast, uses);
  if (computed !== null) {
    return {
      fault: {
        message: 'a name is worked out while the call runs, so it cannot be checked',
        remedy: 'write the name itself in quotes, such as queue["billing"]',
        offset: computed,
      },
    };
  }
  return {
    uses,
    usesCaller: /\bcalls_(today|last_30_days)\b/.test(source),
    test: (facts) => read.run(celContext(facts)),
  };
}

/** Fills `uses`; answers with the place of a look-up whose name is not written out. */
function collectNames(
  node: ASTNode,
  uses: { of: 'queue' | 'hours' | 'values'; name: string; offset: number }[],
): number | null {
  if (node.op === '[]' || node.op === '.') {
    const [owner, key] = node.args;
    if (owner.op === 'id' && (owner.args === 'queue' || owner.args === 'hours' || owner.args === 'values')) {
      if (typeof key === 'string') {
        uses.push({ of: owner.args, name: key, offset: node.start });
        return null;
      }
      if (key.op === 'value' && typeof key.args === 'string') {
        uses.push({ of: owner.args, name: key.args, offset: node.start });
        return null;
      }
      return node.start;
    }
  }
  for (const child of childrenOf(node.args)) {
    const computed = collectNames(child, uses);
    if (computed !== null) return computed;
  }
  return null;
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return isNode(args) ? [args] : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** CEL whole numbers are BigInt, and its named types are known by their class. */
function celContext(facts: ConditionFacts): Record<string, unknown> {
  const each = <T extends object>(
    entries: Readonly<Record<string, T>>,
    Type: new (fields: object) => object,
  ) =>
    Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => [name, new Type(withWholeNumbers(entry))]),
    );
  return {
    caller: new Caller(withWholeNumbers(facts.caller)),
    call: new Call(facts.call),
    queue: each(facts.queue, Queue),
    hours: each(facts.hours, OpenHours),
    values: facts.values,
  };
}
