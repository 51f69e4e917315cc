import { useSecondsSince, useServerSecond } from '../api/live/server-time.ts';
import { span } from './words.ts';

/** Counts up from a moment (epoch ms). A timer by role, so that a screen reader does not read each second. */
export function Elapsed({ since, label }: { readonly since: number; readonly label?: string }) {
  const seconds = useSecondsSince(since);
  return (
    <span role="timer" aria-live="off" aria-label={label}>
      {span(seconds * 1000)}
    </span>
  );
}

/** Counts down to a moment (epoch ms), then up with a plus sign; with `clamp` it stays at zero. */
export function Remaining({ until, clamp }: { readonly until: number; readonly clamp?: boolean }) {
  const left = -useSecondsSince(until);
  return (
    <span role="timer" aria-live="off">
      {left >= 0 || clamp ? span(left * 1000) : `+${span(-left * 1000)}`}
    </span>
  );
}

/** The time of day by the server's clock, to the second. */
export function TimeOfDay() {
  const now = useServerSecond();
  return (
    <span role="timer" aria-live="off">
      {new Date(now).toLocaleTimeString('en-GB')}
    </span>
  );
}

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** A moment in the viewer's zone; the business's own time on hover when the two differ. */
export function Moment({
  at,
  zone,
  seconds,
}: {
  readonly at: number;
  readonly zone?: string;
  readonly seconds?: boolean;
}) {
  const date = new Date(at);
  const time = date.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  });
  const day = sameDay(date, new Date())
    ? ''
    : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} `;
  const there = zone ? date.toLocaleString('en-GB', { timeZone: zone, timeZoneName: 'short' }) : null;
  const here = date.toLocaleString('en-GB', { timeZoneName: 'short' });
  return (
    <time
      dateTime={date.toISOString()}
      title={there && there !== here ? `${here}, for the business ${there}` : here}
    >
      {day}
      {time}
    </time>
  );
}
