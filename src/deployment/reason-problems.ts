import type { Business } from '../domain/businesses/business.ts';
import { reasonsOf, USUAL_REASONS } from '../domain/businesses/reasons-words.ts';
import type { Path } from '../domain/flows/located-yaml.ts';

/** Reasons of a business that have the key or the name of an earlier one, or of one that every business has. */
export function reasonsNamedTwice({
  reasons,
}: Pick<Business, 'reasons'>): { readonly at: number; readonly given: string; readonly known: string }[] {
  const all = reasonsOf({ reasons });
  const small = (name: string) => name.toLowerCase();
  return reasons.flatMap(({ key, name }, at) => {
    const before = all.slice(0, USUAL_REASONS.length + at);
    const same = before.find((one) => one.key === key || small(one.name) === small(name));
    if (same === undefined) return [];
    return [{ at, given: same.key === key ? key : name, known: `${same.key} (“${same.name}”)` }];
  });
}

/** Every reason that a rule of the business gives to the cases that it opens. */
export function reasonsInRules({
  rules,
}: Pick<Business, 'rules'>): { readonly given: string; readonly path: Path }[] {
  return rules.flatMap(({ actions }, rule) =>
    actions.flatMap((action, index) =>
      action.do === 'open-case' && action.reason !== null
        ? [{ given: action.reason, path: ['rules', rule, 'actions', index, 'reason'] }]
        : [],
    ),
  );
}
