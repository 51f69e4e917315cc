import { z } from 'zod';
import * as apiKeys from '../contract/api-keys.ts';
import * as api from '../contract/api.ts';
import * as approvals from '../contract/approvals.ts';
import * as callbacks from '../contract/callbacks.ts';
import * as cases from '../contract/cases.ts';
import * as hooks from '../contract/hooks.ts';
import * as ladders from '../contract/ladders.ts';
import * as live from '../contract/live.ts';
import * as matrices from '../contract/matrices.ts';
import * as messages from '../contract/messages.ts';
import * as notices from '../contract/notices.ts';
import * as people from '../contract/people.ts';
import * as promises from '../contract/promises.ts';
import * as push from '../contract/push.ts';
import * as rotas from '../contract/rotas.ts';
import * as rules from '../contract/rules.ts';
import * as setup from '../contract/setup.ts';
import * as shapes from '../contract/shapes.ts';
import * as templates from '../contract/templates.ts';
import * as touched from '../contract/touched.ts';

/** The contract, one object a file. */
export const CONTRACT: readonly object[] = [
  ...[apiKeys, api, approvals, callbacks, cases, hooks, ladders, live, matrices, messages],
  ...[notices, people, promises, push, rotas, rules, setup, shapes, templates, touched],
];

/**
 * Every shape that the contract exports, under the name by which it does.
 * @throws Error when two shapes have one name, or one shape has two
 */
export function nameShapes(contract: readonly object[] = CONTRACT) {
  const registry = z.registry<{ id: string }>();
  const taken = new Set<string>();
  for (const [id, shape] of contract.flatMap((file) => Object.entries(file) as [string, unknown][])) {
    if (!(shape instanceof z.ZodType)) continue;
    const known = registry.get(shape)?.id;
    // One file hands on what another exports.
    if (known === id) continue;
    if (known !== undefined) throw new Error(`The contract exports one shape as ${known} and as ${id}.`);
    if (taken.has(id)) throw new Error(`The contract exports two shapes as ${id}.`);
    taken.add(id);
    registry.add(shape, { id });
  }
  return registry;
}
