import { checkAttributes } from '../attributes.ts';
import { next, warn } from '../document.ts';
import type { Verb } from '../document.ts';

/** Leaves the queue; only the waiting document of `<Enqueue>` is in one. */
export const leave: Verb = async (stage, element) => {
  checkAttributes(stage, element, []);
  if (stage.mode === 'queue-wait') return { kind: 'leave' };
  warn(stage, 12200, `<Leave> stands outside a queue (line ${element.line})`);
  return next;
};
