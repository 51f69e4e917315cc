/** `2 h`, `90 min`, `1 d 4 h` or plain minutes, as minutes; null when it is none of these or longer than a year. */
export function minutesFrom(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  if (/^\d{1,6}$/.test(text)) return inRange(Number(text));
  const match =
    /^(?:(\d{1,3})\s*d(?:ays?)?)?\s*(?:(\d{1,4})\s*h(?:ours?)?)?\s*(?:(\d{1,5})\s*m(?:in(?:utes?)?)?)?$/.exec(
      text,
    );
  if (!match || text === '') return null;
  return inRange(Number(match[1] ?? 0) * 1440 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0));
}

const inRange = (minutes: number): number | null => (minutes >= 1 && minutes <= 525_600 ? minutes : null);
