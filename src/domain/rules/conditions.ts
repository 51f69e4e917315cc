import { Environment } from '@marcbachmann/cel-js';
import { readCondition, withWholeNumbers } from '../flows/cel.ts';
import { TRIGGERS, type FieldType, type Values } from './fields.ts';
import type { Trigger } from './rule.ts';

/** A rule's condition in CEL, checked against the fields of its trigger. */

export interface RuleCondition {
  /** The answer, or why it cannot be given. */
  test(values: Values): boolean | { readonly failed: string };
}

export interface WrongCondition {
  readonly wrong: { readonly message: string; readonly remedy: string; readonly offset: number };
}

const CEL_TYPES: Readonly<Record<FieldType, string>> = {
  number: 'int',
  text: 'string',
  time: 'string',
  'yes-no': 'bool',
  list: 'list<string>',
};

interface Language {
  readonly environment: Environment;
  readonly groups: ReadonlyMap<string, new (fields: object) => object>;
  readonly hint: string;
}

const languages = new Map<Trigger, Language>();

function languageOf(trigger: Trigger): Language {
  const known = languages.get(trigger);
  if (known !== undefined) return known;
  const { fields } = TRIGGERS[trigger];
  const environment = new Environment({ limits: { maxDepth: 50 } });
  const groups = new Map<string, new (fields: object) => object>();
  for (const group of new Set(fields.map(({ field }) => groupOf(field)))) {
    // CEL knows a type by its class, so each group has one of its own.
    const ctor = class {
      constructor(values: object) {
        Object.assign(this, values);
      }
    };
    const own = fields.filter(({ field }) => groupOf(field) === group);
    const types = Object.fromEntries(own.map(({ field, type }) => [nameIn(field), CEL_TYPES[type]]));
    environment
      .registerType(typeName(group), { ctor, fields: types })
      .registerVariable(group, typeName(group));
    groups.set(group, ctor);
  }
  const language = { environment, groups, hint: fields.map(({ field }) => field).join(', ') };
  languages.set(trigger, language);
  return language;
}

const groupOf = (field: string) => field.slice(0, field.indexOf('.'));
const nameIn = (field: string) => field.slice(field.indexOf('.') + 1);
const typeName = (group: string) => `${group.charAt(0).toUpperCase()}${group.slice(1)}Fields`;

/** Compiled ones, to be had again without reading; the source says all about them. */
const compiled = new Map<string, RuleCondition | WrongCondition>();
const MOST_COMPILED = 1_000;

/** Reads and type-checks a condition. An empty one always holds. */
export function compileRule(trigger: Trigger, source: string): RuleCondition | WrongCondition {
  const key = `${trigger} ${source}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = compile(trigger, source);
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  compiled.set(key, made);
  return made;
}

function compile(trigger: Trigger, source: string): RuleCondition | WrongCondition {
  if (source.trim() === '') return { test: () => true };
  const { environment, groups, hint } = languageOf(trigger);
  const read = readCondition(environment, source, hint);
  if ('fault' in read) return { wrong: read.fault };
  return {
    test(values) {
      const context = [...groups].map(([group, Type]) => {
        const own = Object.entries(values).filter(([field]) => groupOf(field) === group);
        const fields = Object.fromEntries(own.map(([field, value]) => [nameIn(field), value]));
        return [group, new Type(withWholeNumbers(fields))];
      });
      return read.run(Object.fromEntries(context) as Record<string, unknown>);
    },
  };
}
