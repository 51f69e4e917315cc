import type { Named } from '../../../contract/cases.ts';

/** These choices, and the one that is there already though it is none of them any more. */
export function withKept(choices: readonly Named[], kept: Named | null): readonly Named[] {
  return kept === null || choices.some(({ key }) => key === kept.key) ? choices : [...choices, kept];
}
