import { readdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

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

const bundles = new Map<string, Promise<string>>();

/**
 * A program of the harness, with all of our source that it stands on, as one file: it is up in a third of the time that
 * the source takes, which counts where it is started again and again. The packages stay where they are.
 * @returns where the file is, for this run
 */
export function bundled(program: string): Promise<string> {
  const known = bundles.get(program) ?? makeBundle(program);
  bundles.set(program, known);
  return known;
}

async function makeBundle(program: string): Promise<string> {
  // Inside the project, so that its packages are found.
  const file = join(root, 'node_modules', '.cache', 'harness', `${basename(program, '.ts')}.mjs`);
  const outfile = `${file}.${process.pid}`;
  await build({
    entryPoints: [join(root, program)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  await stop();
  // Another worker may be doing the same, or starting a program of it, at this moment.
  await rename(outfile, file);
  return file;
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
