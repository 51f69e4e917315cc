import type { LadderCommand } from '../domain/ladders/ladder.ts';
import type { Engine, EngineTransaction } from '../engine/engine.ts';
import { newId } from '../kernel/ids.ts';
import { CASE_STORIES, type CaseStory } from './case-stories.ts';

/**
 * Fills an empty store with cases of the three businesses. Nothing of theirs is due within a quarter of an hour of
 * `now` (epoch ms), and nobody's telephone rings for what is long past.
 */
export async function seedCases(parts: {
  readonly engine: Pick<Engine, 'transact'>;
  readonly now: number;
}): Promise<void> {
  const { engine, now } = parts;
  let index = 0;
  for (const story of CASE_STORIES) {
    index += 1;
    const random = new Uint8Array(10).fill(index);
    const id = newId(now - (story[0]?.ago ?? 0), random);
    await engine.transact((transaction) => tellStory(transaction, id, story, now));
  }
}

async function tellStory(
  transaction: EngineTransaction<unknown>,
  id: string,
  story: CaseStory,
  now: number,
): Promise<void> {
  let climbs = 0;
  for (const step of story) {
    const at = now - step.ago;
    if ('saysYes' in step) {
      const { personId, name } = step.saysYes;
      const command: LadderCommand = { type: 'AcknowledgeClimb', personId, name, how: 'click', asOf: null };
      await done(transaction.submit({ noun: 'ladders', id: `${id}.c${climbs}`, command }, { at }));
      continue;
    }
    if (step.is.type === 'EscalateCase') climbs += 1;
    await done(transaction.submit({ noun: 'cases', id, command: step.is }, { at }));
  }
}

async function done(
  submitted: Promise<{ readonly done: boolean; readonly refusal?: { readonly reason: string } }>,
): Promise<void> {
  const outcome = await submitted;
  if (!outcome.done) throw new Error(`A case of the demo cannot be: ${outcome.refusal?.reason ?? 'refused'}`);
}
