const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export const SECOND = UNITS.s;
export const MINUTE = UNITS.m;
export const HOUR = UNITS.h;

/**
 * Milliseconds of a written duration such as `90s`, `2m`, `1h` or `1m30s`.
 * @throws Error naming the accepted forms.
 */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|s|m|h|d)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) {
    throw new Error(`"${text}" is not a duration: write a number and a unit, such as 30s, 2m, 1h or 1m30s`);
  }
  return parts.reduce((sum, part) => sum + Number(part[1]) * UNITS[part[2] as keyof typeof UNITS], 0);
}
