/** Oldest release of each line that carries what we rely on; a line left out was never a long-term one. */
const OLDEST: Readonly<Record<number, readonly [minor: number, words: string]>> = {
  20: [19, '20.19'],
  22: [12, '22.12'],
};

/** From here on every line will do until one is seen that does not. */
const OPEN_FROM = 24;

/**
 * Why this Node cannot run Deskbell, in words; null when it can.
 * An unsuitable one ends in a crash without a message inside the database driver, so it is named first.
 */
export function nodeVersionFault(version: string): string | null {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major >= OPEN_FROM) return null;
  const oldest = OLDEST[major];
  if (oldest !== undefined && minor >= oldest[0]) return null;
  const why =
    oldest === undefined ? `Node ${major} is not supported` : `Node ${oldest[1]} is the oldest of its line`;
  return (
    `Deskbell cannot run on Node ${version}: ${why}. ` +
    'Install Node 20.19 or later, 22.12 or later, or any release from 24 on, then run "npm ci" again.'
  );
}
