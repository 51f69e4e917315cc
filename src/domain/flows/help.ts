import { goTo, goToPerson } from './interpret.ts';
import type { Heard } from './hearing.ts';
import { emergencyNumberOf } from './phrases.ts';
import type { Walk } from './walk.ts';

/** What every question has in common: tries are counted, and whoever asks for help gets it. */

export function count(walk: Walk, kind: 'silence' | 'unclear'): number {
  const { callId, run } = walk;
  const times = (kind === 'silence' ? run.silent : run.notUnderstood) + 1;
  walk.tell({
    type: kind === 'silence' ? 'CallerSilent' : 'CallerNotUnderstood',
    callId,
    step: run.step,
    times,
  });
  return times;
}

export function asksForHelp(
  walk: Walk,
  heard: Extract<Heard, { readonly kind: 'person' | 'emergency' }>,
): void {
  const { callId, run, phrases, business } = walk;
  if (heard.kind === 'person') {
    chose(walk, 'Asked for a person', heard.by);
    return goToPerson(walk);
  }
  walk.tell({ type: 'EmergencyDigitsPressed', callId, step: run.step, digits: heard.digits });
  walk.speak(walk.phrase(phrases.emergency(emergencyNumberOf(business.country))));
  goTo(walk, 'person');
}

export function chose(walk: Walk, choice: string, by: 'key' | 'speech'): void {
  walk.tell({ type: 'CallerChose', callId: walk.callId, step: walk.run.step, choice, by });
}
