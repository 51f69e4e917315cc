import { createContext, useContext } from 'react';
import { useStored } from '../../components/stored.ts';

export type StepState = 'open' | 'done' | 'skipped';
export type StepId = 'try' | 'connect' | 'test-call';

const states = ['open', 'done', 'skipped'] as const;

/** How far this browser has come with a step; each can be done again, whatever it says. */
export function useStep(id: StepId): readonly [StepState, (next: StepState) => void] {
  return useStored(`setup-${id}`, states, 'open');
}

/** Marks the step around it as done. */
export const StepDoneContext = createContext<() => void>(() => undefined);

/** Marks the step that this component stands in as done; does nothing outside of one. */
export function useStepDone(): () => void {
  return useContext(StepDoneContext);
}
