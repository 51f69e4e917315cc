/** The small words that the pictures of the busy house are written in. */

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;

export const caller = (number: string | null, name: string | null = null, callsToday = 0) => ({
  number,
  name,
  callsToday,
});
