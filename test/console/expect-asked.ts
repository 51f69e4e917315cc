import { expect } from '@jest/globals';
import type { Asked, FakeServer } from './fake-server.ts';

/** The console asks the server for this; on a busy machine it may take its time. */
export async function expectAsked(server: FakeServer, what: Partial<Asked>): Promise<void> {
  for (let tries = 0; tries < 400 && !server.asked.some(({ path }) => path === what.path); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.asked).toContainEqual(expect.objectContaining(what));
}
