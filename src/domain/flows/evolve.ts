import { assertNever } from '../../kernel/assert-never.ts';
import type { FlowEvent } from './flow-words.ts';
import type { FlowState, Run } from './flow.ts';

/** The state after an event. Total, and without rules of its own: what does not fit changes nothing. */
export function evolve(state: FlowState, event: FlowEvent): FlowState {
  if (event.type === 'FlowBegan') {
    const { businessId, from, callerName, language, versions, flow } = event;
    return {
      status: 'moving',
      run: {
        businessId,
        from,
        callerName,
        language,
        versions,
        flow,
        step: '',
        frames: [],
        values: {},
        story: [],
        cases: [],
        noticeGiven: false,
        turn: 0,
        silent: 0,
        notUnderstood: 0,
      },
    };
  }
  if (event.type === 'FlowEnded') return { status: 'ended', how: event.how, at: event.at };
  if (state.status === 'not-begun' || state.status === 'ended') return state;

  const { run } = state;
  const moving = (changes: Partial<Run>): FlowState => ({ status: 'moving', run: { ...run, ...changes } });
  switch (event.type) {
    case 'StepEntered':
      return moving({ flow: event.flow, step: event.step, silent: 0, notUnderstood: 0 });
    case 'TurnGiven':
      return { status: 'awaiting', run: { ...run, turn: event.turn }, awaits: event.awaits };
    case 'SubflowBegan':
      return moving({ frames: [...run.frames, { flow: event.from, then: event.then }], flow: event.flow });
    case 'SubflowReturned':
      return moving({ frames: run.frames.slice(0, -1), flow: event.flow });
    case 'CallerChose':
      return moving({ story: [...run.story, event.choice], silent: 0, notUnderstood: 0 });
    case 'CallerSilent':
      return moving({ silent: event.times });
    case 'CallerNotUnderstood':
      return moving({ notUnderstood: event.times });
    case 'LanguageChosen':
      return moving({ language: event.language });
    case 'ValueSet':
      return moving({
        values: { ...run.values, [event.name]: event.value },
        story: event.label === null ? run.story : [...run.story, `${event.label} ${event.value}`],
      });
    case 'CaseAsked': {
      const { caseId, topic, severity } = event;
      return moving({ cases: [...run.cases, { caseId, topic, severity }] });
    }
    case 'NoticeGiven':
      return moving({ noticeGiven: true });
    case 'EmergencyDigitsPressed':
      return moving({ story: [...run.story, `Pressed ${event.digits}, the emergency number`] });
    case 'QueueAsked':
    case 'PersonAsked':
    case 'ManagerAsked':
      return { status: 'handed-over', run };
    case 'CaseRecognised':
    case 'MessageLeft':
    case 'RingBackChosen':
    case 'ConditionFailed':
    case 'FlowWentAstray':
      return state;
    default:
      return assertNever(event);
  }
}
