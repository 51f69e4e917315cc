import { assertNever } from '../../kernel/assert-never.ts';
import { nothing, type Decision, type Moment } from '../../kernel/decision.ts';
import type { CaseCall, CaseCallCommand, CaseCallEvent, CaseCallFacts } from './case-call.ts';

/** Passes on to the cases of a call what happens on it; a call without a case is passed over. */
export function decideCaseCall(
  command: CaseCallCommand,
  state: CaseCall,
  facts: CaseCallFacts,
  { at, id }: Moment,
): Decision<CaseCallEvent> {
  switch (command.type) {
    case 'LookForCase':
      if (facts.openCaseId === null) return nothing;
      return bind(state, { ...command, caseId: facts.openCaseId, found: true }, id, at);
    case 'BindCase':
      return bind(state, { ...command, found: false }, id, at);
    case 'CallChanged':
    case 'CallHanded':
    case 'WeighCases':
    case 'TellOfCall':
      return state.status === 'none' ? nothing : passOn(command, state, facts, { at, id });
    default:
      return assertNever(command);
  }
}

function bind(
  state: CaseCall,
  { businessId, caseId, found }: { businessId: string; caseId: string; found: boolean },
  callId: string,
  at: number,
): Decision<CaseCallEvent> {
  if (state.status === 'linked' && state.caseIds.includes(caseId)) return nothing;
  return { events: [{ type: 'CaseBound', callId, businessId, at, caseId, found }] };
}

function passOn(
  command: Extract<CaseCallCommand, { type: 'CallChanged' | 'CallHanded' | 'WeighCases' | 'TellOfCall' }>,
  { businessId, caseIds }: Extract<CaseCall, { status: 'linked' }>,
  facts: CaseCallFacts,
  { at, id: callId }: Moment,
): Decision<CaseCallEvent> {
  const of = { callId, businessId, at };
  switch (command.type) {
    case 'CallChanged':
      return { events: [{ type: 'CaseCallMoved', ...of, caseIds, phase: facts.phase }] };
    case 'CallHanded': {
      const theirs = command.ifUnowned ? caseIds.filter((one) => facts.unowned.includes(one)) : caseIds;
      if (facts.person === null || theirs.length === 0) return nothing;
      return {
        events: [{ type: 'CaseCallHanded', ...of, caseIds: theirs, ...facts.person, why: command.why }],
      };
    }
    case 'WeighCases':
      if (facts.weighed === null) return nothing;
      return { events: [{ type: 'CaseWeighed', ...of, ...facts.weighed }] };
    case 'TellOfCall':
      return {
        events: [{ type: 'CaseCallTold', ...of, caseIds, text: command.text, why: command.why }],
      };
    default:
      return assertNever(command);
  }
}
