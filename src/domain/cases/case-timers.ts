import type { TimerChange } from '../../kernel/decision.ts';
import { CLOCKS, type Case, type ClockName } from './case.ts';
import type { CaseCommand } from './case-words.ts';

const KEYS: Readonly<Record<ClockName, string>> = {
  firstContact: 'first-contact',
  nextUpdate: 'next-update',
  resolve: 'resolve',
};

interface Deadline {
  readonly at: number;
  readonly command: CaseCommand;
}

/** Every timer that a case must have now, by its key: one for each clock that runs, and no other. */
export function timersOf(state: Case): ReadonlyMap<string, Deadline> {
  const timers = new Map<string, Deadline>();
  if (state.status === 'waiting' && state.until !== null) {
    timers.set('waiting/until', { at: state.until, command: { type: 'WaitOver', until: state.until } });
  }
  if (state.status !== 'open') return timers;
  for (const clock of CLOCKS) {
    const now = state.clocks[clock];
    if (now.status !== 'running') continue;
    timers.set(`level-${state.level}/${KEYS[clock]}`, {
      at: now.dueAt,
      command: { type: 'DeadlineDue', clock, level: state.level, dueAt: now.dueAt },
    });
  }
  const nextAt = state.warning?.nextAt ?? null;
  if (nextAt !== null) {
    timers.set('warning', { at: nextAt, command: { type: 'WarnAgain', dueAt: nextAt } });
  }
  return timers;
}

/** What must be set and cleared so that the timers are those of the state afterwards. */
export function timerChanges(before: Case, after: Case): TimerChange[] {
  const had = timersOf(before);
  const has = timersOf(after);
  return [
    ...[...had.keys()].filter((key) => !has.has(key)).map((key) => ({ clear: key })),
    ...[...has]
      .filter(([key, { at }]) => had.get(key)?.at !== at)
      .map(([key, { at, command }]) => ({ set: key, at, command })),
  ];
}
