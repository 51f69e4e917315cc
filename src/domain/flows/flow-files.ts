import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The flow files of a folder with their texts, in order of name. @throws when the folder cannot be read. */
export async function readFlowFiles(
  dir: string,
): Promise<{ readonly file: string; readonly source: string }[]> {
  const names = (await readdir(dir)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const files = await Promise.all(
    names.map(async (file) => ({ file, source: await readIfThere(join(dir, file)) })),
  );
  return files.flatMap(({ file, source }) => (source === null ? [] : [{ file, source }]));
}

/** Editors replace a file by removing it for a moment: one that was listed may be gone when it is read. */
async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
