const dayMs = 86_400_000;

/** The calendar day in a zone, as a number that grows by one a day. */
function dayNumber(at: number, zone: string): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
}

export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A moment as people of the business name it: `14:30`, `tomorrow 09:00`, `Mon 09:00`, `Tue 24 Nov 09:00`. @param at epoch ms */
export function whenWords(at: number, now: number, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
  const days = dayNumber(at, zone) - dayNumber(now, zone);
  if (days === 0) return time;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  const part =
    days > 0 && days < 7
      ? new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short' })
      : new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          weekday: 'short',
          day: 'numeric',
          month: 'short',
        });
  return `${part.format(at).replace(',', '')} ${time}`;
}

/** The same moment in full, for both sides: `Mon 23 Nov 2026, 14:30 GMT`, and in the viewer's zone when that differs. */
export function whenInFull(at: number, zone: string): string {
  const full = (timeZone: string): string =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    }).format(at);
  const there = full(zone);
  const here = full(viewerZone());
  return there === here ? there : `${there}; for you ${here}`;
}

/** A length of time for a deadline: `0:47`, `3:02:05`, from two days on `3 d 4 h`. Never below zero. @param ms milliseconds */
export function longSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds >= 172_800)
    return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
  const rest = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** A length of time that people set: `2 h`, `30 min`, `1 day`. @param ms milliseconds */
export function lengthWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes === 0) return 'at once';
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  return [days ? `${days} d` : '', hours ? `${hours} h` : '', rest ? `${rest} min` : '']
    .filter(Boolean)
    .join(' ');
}

/** What `<input type="datetime-local">` holds for a moment in a zone. */
export function localInput(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
  return parts.replace(' ', 'T');
}

/** The moment (epoch ms) that a `datetime-local` text names in a zone; null when it is none. Right on both days on which clocks change. */
export function fromLocalInput(text: string, zone: string): number | null {
  const asUtc = Date.parse(`${text}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || Number.isNaN(asUtc)) return null;
  // The zone's offset at the guess, then once more at the better guess: one step is wrong only across a change of clocks.
  const offsetAt = (at: number): number =>
    Date.parse(`${localInput(at, zone)}:00Z`) - Math.floor(at / 60_000) * 60_000;
  const guess = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(guess);
}
