import type { Attempt, CarriedOut } from '../../src/engine/carried-out.ts';

export const DONE: CarriedOut = { outcome: 'done', result: {} };

/** The world outside: remembers what was asked, and answers as it is told (default: done). */
export function createWorld() {
  const asked: string[] = [];
  const answers = new Map<string, CarriedOut[]>();
  const gates = new Map<string, Promise<void>>();
  return {
    asked,
    /** The next answers to one effect, in order; after them: done. */
    answer: (id: string, ...list: CarriedOut[]) => void answers.set(id, list),
    /** Makes one effect wait; the answer opens its gate. */
    hold(id: string): () => void {
      let open = () => {};
      gates.set(id, new Promise<void>((resolve) => (open = resolve)));
      return open;
    },
    async carryOut({ effect, attempt, reconcile }: Attempt): Promise<CarriedOut> {
      asked.push(`${effect.id} ${attempt}${reconcile ? ' looking' : ''}`);
      await gates.get(effect.id);
      return answers.get(effect.id)?.shift() ?? DONE;
    },
  };
}

/** Waits until something holds. @throws after four seconds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not come to pass within four seconds.');
}
