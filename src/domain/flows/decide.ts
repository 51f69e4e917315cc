import { assertNever } from '../../kernel/assert-never.ts';
import type { Decision, Moment, Refusal } from '../../kernel/decision.ts';
import { nothing, refuse } from '../../kernel/decision.ts';
import type { Instruction } from '../../telephony/line.ts';
import { takeAnswer } from './answer.ts';
import type { FlowCommand, FlowEffect, FlowEvent } from './flow-words.ts';
import type { FlowState } from './flow.ts';
import { goTo } from './interpret.ts';
import { BUILT_IN } from './step-parts.ts';
import { Walk } from './walk.ts';
import type { FlowFacts } from './walk.ts';

export type FlowDecision = Decision<FlowEvent, FlowEffect, Instruction>;

/**
 * Where the caller goes next and what they hear. When a queue, a person or a manager is asked for, the flow says nothing:
 * whoever hears that event speaks.
 */
export function decide(
  command: FlowCommand,
  state: FlowState,
  facts: FlowFacts | null,
  moment: Moment,
): FlowDecision | Refusal {
  switch (command.type) {
    case 'BeginFlow': {
      if (state.status !== 'not-begun') return refuse('already-begun', 'This call is in its flow already.');
      const walk = new Walk(state, needed(facts), moment);
      const flow = walk.flow(command.flow);
      walk.tell({
        type: 'FlowBegan',
        callId: moment.id,
        businessId: command.businessId,
        flow: flow.id,
        version: flow.version,
        versions: Object.fromEntries(Object.values(needed(facts).flows).map((one) => [one.id, one.version])),
        from: command.from,
        callerName: command.callerName,
        language: flow.language,
      });
      goTo(walk, flow.start);
      return decided(walk);
    }
    case 'TakeTurn': {
      if (state.status !== 'awaiting' || state.run.turn !== command.turn) {
        return refuse('old-step', 'The call has moved on; this step was used already.');
      }
      const walk = new Walk(state, needed(facts), moment);
      takeAnswer(walk, state.awaits, command.input);
      return decided(walk);
    }
    case 'ResumeFlow': {
      // Somebody may also have fetched the caller out of a menu that still waits for a key: only the call knows.
      if (state.status !== 'handed-over' && state.status !== 'awaiting')
        return refuse('no-flow', 'This caller is in no flow.');
      const walk = new Walk(state, needed(facts), moment);
      if (command.words !== null) walk.speak(walk.phrase(command.words));
      goTo(walk, wayBack(walk, command.outcome));
      return decided(walk);
    }
    case 'LeaveFlow':
      if (state.status === 'not-begun' || state.status === 'ended') return nothing;
      return { events: [{ type: 'FlowEnded', callId: moment.id, how: 'left', at: moment.at }] };
    default:
      return assertNever(command);
  }
}

function wayBack(
  walk: Walk,
  outcome: Extract<FlowCommand, { readonly type: 'ResumeFlow' }>['outcome'],
): string {
  const step = walk.step();
  if (outcome.kind === 'key') {
    return (step.step === 'queue' ? step.while_waiting[outcome.key] : undefined) ?? BUILT_IN.message;
  }
  const nobody =
    step.step === 'queue' || step.step === 'ring' || step.step === 'manager' ? step.nobody : undefined;
  return nobody ?? BUILT_IN.message;
}

/** Only commands that move nobody are decided without facts. */
function needed(facts: FlowFacts | null): FlowFacts {
  if (facts === null) throw new Error('A caller in a flow cannot be moved without the flow and its business');
  return facts;
}

function decided(walk: Walk): FlowDecision {
  return walk.says === null ? { events: walk.events } : { events: walk.events, says: walk.says };
}
