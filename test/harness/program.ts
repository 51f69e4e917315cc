import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the product lies; its programs are started from here. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What node is given to start a program of the product: the compiled one, which is what `npm start` runs and is up in half
 * the time, where `npm run build` has seen the newest source; else the source itself.
 */
export async function programOf(name: 'main' | 'keeper-main'): Promise<readonly string[]> {
  const compiled = join(root, 'dist', `${name}.js`);
  const built = await stat(compiled).catch(() => null);
  const isNew = built !== null && built.mtimeMs > (await newestUnder(join(root, 'src'), ['console']));
  return isNew ? [compiled] : ['--import', 'tsx', join(root, 'src', `${name}.ts`)];
}

/** When anything in this folder was changed last, in epoch ms. @param except folders that do not count */
export async function newestUnder(folder: string, except: readonly string[] = []): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const times = entries
    .filter(({ name }) => !except.includes(name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestUnder(path) : (await stat(path)).mtimeMs;
    });
  return Math.max(0, ...(await Promise.all(times)));
}
