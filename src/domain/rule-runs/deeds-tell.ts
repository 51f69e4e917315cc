import type { ClimbWanted } from '../ladders/ladder.ts';
import type { Action } from '../rules/rule.ts';
import { list } from '../rules/sentence.ts';
import type { Doing, Matter, Outcome } from './deeds.ts';
import type { Deed, Occasion } from './rule-run.ts';

/** Telling people: on a ladder of the case until somebody has it, or by notices that ask for nothing. */

/** @param not says that it was not done, and why */
export function notify(
  action: Extract<Action, { do: 'notify' }>,
  index: number,
  doing: Doing,
  matter: Matter | null,
  words: string,
  not: (because: string) => Outcome,
): Outcome {
  const { rule, occasion, facts } = doing;
  const { businessId, callId, runId } = occasion;
  const subject = `${rule.name}: ${facts.subject}`;
  const text = [action.text, `${facts.subject}.`, `${ruleWords(doing)} ${doing.why}`].join('\n');
  const id = `${runId}.${rule.id}`;
  const people = facts.told[`${rule.id}/${index}`] ?? [];
  if (people.length === 0) return not('Nobody stands behind it at the moment.');
  if (action.acknowledge && matter !== null) {
    const wanted: ClimbWanted = {
      climbId: `${id}.c${index + 1}`,
      businessId,
      about: { noun: 'cases', id: matter.caseId },
      caseId: matter.caseId,
      callId,
      subject,
      text,
      rungs: [
        {
          name: rule.name,
          who: action.who,
          order: 'together',
          ways: action.ways,
          patienceSeconds: action.patienceSeconds,
        },
      ],
      repeats: 1,
      except: [],
    };
    return { deeds: [{ do: 'climb', wanted }], done: words, matter };
  }
  const about = matter === null ? aboutOf(occasion) : { noun: 'cases', id: matter.caseId };
  const deeds = people
    .flatMap((person) => action.ways.map((way) => ({ person, way })))
    .map(({ person, way }, position): Deed => ({
      do: 'notice',
      id: `${id}.n${index + 1}-${position + 1}`,
      wanted: {
        businessId,
        to: { kind: 'person', id: person.personId, name: person.name },
        way,
        subject,
        text,
        about,
        climbId: null,
        caseId: matter?.caseId ?? null,
        acknowledge: false,
      },
    }));
  const told = list(
    people.map(({ name }) => name),
    'and',
  );
  return { deeds, done: `${words} Told: ${told}.`, matter };
}

function aboutOf({ about, caseId, callId, runId }: Occasion): { readonly noun: string; readonly id: string } {
  if (about !== null) return about;
  if (caseId !== null) return { noun: 'cases', id: caseId };
  return callId === null ? { noun: 'rule-runs', id: runId } : { noun: 'calls', id: callId };
}

/** `The rule “Floods first” (version 3) says so.` */
export function ruleWords({ by }: Doing): string {
  return `The rule “${by.rule}” (version ${by.version}) says so.`;
}
