import { expect } from '@jest/globals';
import { isRefusal, } from '../../src/kernel/decision.js';
/** Fixed moment for tests whose time does not matter: 2026-01-05 09:00 UTC, a Monday. */
export const MONDAY_MORNING = Date.UTC(2026, 0, 5, 9);
/**
 * Reads as a sentence: `given(noun, ...pastEvents).when(command, { facts }).then({ events: [...] })`.
 * `at` is epoch ms (default: a Monday morning), `id` the instance's id (default `'it'`).
 */
export function given(noun, ...past) {
    const state = past.reduce((before, event) => noun.evolve(before, event), noun.initial);
    return {
        /** The state that the past events lead to. */
        state,
        when(command, circumstances) {
            const { facts, at = MONDAY_MORNING, id = 'it' } = circumstances;
            const answer = noun.decide(command, state, facts, { at, id });
            return {
                /** The decision or refusal itself, for what a plain comparison cannot say. */
                answer,
                /** The decision, exactly. */
                // oxlint-disable-next-line unicorn/no-thenable -- given / when / then is the wording; nobody awaits this
                then(expected) {
                    expect(withoutAbsent(accepted(noun.name, command, answer))).toEqual(withoutAbsent(expected));
                },
                /** The state after the decision. */
                thenState() {
                    const { events } = accepted(noun.name, command, answer);
                    return events.reduce((before, event) => noun.evolve(before, event), state);
                },
                /** Nothing happens at all, and it is not a refusal either. */
                thenNothing() {
                    expect(withoutAbsent(accepted(noun.name, command, answer))).toEqual({ events: [] });
                },
                thenRefused(code) {
                    if (!isRefusal(answer)) {
                        throw new Error(`${noun.name} accepted ${command.type}, but a refusal "${code}" was expected.`);
                    }
                    expect(answer.refused).toBe(code);
                    expect(answer.reason).toMatch(/\S/);
                },
            };
        },
    };
}
function accepted(noun, command, answer) {
    if (!isRefusal(answer))
        return answer;
    throw new Error(`${noun} refused ${command.type}: ${answer.refused} (${answer.reason})`);
}
/** An empty list means the same as no list. */
function withoutAbsent(decision) {
    return Object.fromEntries(Object.entries(decision).filter(([name, value]) => name === 'events' || !(value === undefined || (Array.isArray(value) && value.length === 0))));
}
//# sourceMappingURL=given.js.map