import type { Import, SourceFile } from './source.ts';

/** The rooms of the house, as the rules name them. */

/** A test, or a helper of tests that lives beside them: `call-for-tests.ts`. */
export const isTest = (path: string): boolean =>
  path.startsWith('test/') || /(\.test|-for-tests)\.tsx?$/.test(path);

/** A file below one of these, or one of these itself. */
export const within =
  (...places: readonly string[]) =>
  (path: string): boolean =>
    places.some((place) => path === place || path.startsWith(`${place}/`));

/** The noun that a file of the business belongs to: `queues`. */
export function nounOf(path: string): string | null {
  return /^src\/domain\/([^/]+)\//.exec(path)?.[1] ?? null;
}

const SINGULAR: Readonly<Record<string, string>> = { people: 'person', matrices: 'matrix' };

/** The words of a noun: `<noun>.ts`, and files that end in `-words.ts`. */
export function isWords(path: string): boolean {
  const noun = nounOf(path);
  const name = /([^/]+)\.ts$/.exec(path)?.[1];
  if (noun === null || name === undefined || isTest(path)) return false;
  if (name.endsWith('-words')) return true;
  return name === noun || name === SINGULAR[noun] || `${name}s` === noun || `${name}es` === noun;
}

/** The rules of a noun: `decide.ts`, `evolve.ts`, and their parts such as `decide-hold.ts`. */
export function isRules(path: string): boolean {
  return (
    nounOf(path) !== null && !isTest(path) && /(^|\/)([a-z-]+-)?(decide|evolve)(-[a-z-]+)?\.ts$/.test(path)
  );
}

export const isNounStore = (path: string): boolean => nounOf(path) !== null && path.endsWith('-store.ts');
export const isRoutes = (path: string): boolean => nounOf(path) !== null && /(^|\/|-)routes\.ts$/.test(path);

export const ourImports = (file: SourceFile): readonly Import[] => file.imports.filter(({ ours }) => ours);
export const packageImports = (file: SourceFile): readonly Import[] =>
  file.imports.filter(({ ours }) => !ours);

export const isPackage =
  (...names: readonly string[]) =>
  (specifier: string): boolean =>
    names.some((name) => specifier === name || specifier.startsWith(`${name}/`));

/** Words and rules, and what of the business they lean on: pure all the way down. */
export function pureFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const pure = new Map<string, SourceFile>();
  const add = (file: SourceFile) => {
    if (pure.has(file.path)) return;
    pure.set(file.path, file);
    for (const { of, typeOnly } of ourImports(file)) {
      const next = byPath.get(of);
      if (next !== undefined && !typeOnly && nounOf(of) !== null) add(next);
    }
  };
  for (const file of files) if (isWords(file.path) || isRules(file.path)) add(file);
  return [...pure.values()];
}

/** Each ring once, as the places along it. `leadsTo` says where one gets from a place. */
export function rings(leadsTo: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const found: string[][] = [];
  const visit = (place: string) => {
    state.set(place, 'open');
    trail.push(place);
    for (const next of leadsTo.get(place) ?? []) {
      if (state.get(next) === 'open') found.push([...trail.slice(trail.indexOf(next)), next]);
      else if (state.get(next) === undefined) visit(next);
    }
    trail.pop();
    state.set(place, 'done');
  };
  for (const place of leadsTo.keys()) if (state.get(place) === undefined) visit(place);
  return found;
}

/** Which file runs which; types leave no trace when the program runs. */
export function filesLeadTo(files: readonly SourceFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    files.map((file) => [
      file.path,
      new Set(
        ourImports(file)
          .filter(({ typeOnly }) => !typeOnly)
          .map(({ of }) => of),
      ),
    ]),
  );
}

/** The files directly in `src`, where parts meet: `app.ts` and what it is split into. */
export const isJoinery = (path: string): boolean => /^src\/(reactions\/)?[^/]+\.ts$/.test(path);
