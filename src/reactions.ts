import type { StoredEvent } from './engine/noun.ts';
import type { Message } from './kernel/decision.ts';
import { CASES } from './reactions/cases.ts';
import { CALLBACKS } from './reactions/callbacks.ts';
import { LIVE_CALL } from './reactions/live-call.ts';
import { MATTERS } from './reactions/matters.ts';
import { OUTSIDE } from './reactions/outside.ts';
import { RULE_LADDERS, RULES } from './reactions/rules.ts';
import { TELLING } from './reactions/telling.ts';

/**
 * The choreography of the house: when this event happens, those nouns hear it. One list tells the life of a call, one
 * the case behind it, one what is owed (promises, approvals, messages), one how people are told, and the last what the if/then
 * rules make of it all.
 */
type Reaction = (event: StoredEvent['event']) => readonly Message[];
const LISTS: readonly Readonly<Record<string, Reaction | undefined>>[] = [
  LIVE_CALL as Record<string, Reaction>,
  CALLBACKS as Record<string, Reaction>,
  RULE_LADDERS,
  CASES as Record<string, Reaction>,
  MATTERS as Record<string, Reaction>,
  TELLING as Record<string, Reaction>,
  OUTSIDE,
  RULES,
];

/** What follows from an event, in order; nothing for events that nobody needs to hear. */
export function reactions({ event }: StoredEvent): readonly Message[] {
  return LISTS.flatMap((list) => list[event.type]?.(event) ?? []);
}
