import { assertNever } from '../../kernel/assert-never.ts';
import type { HolidayLookup } from '../businesses/hours.ts';
import { addWorkingTime, workingTimeBetween } from '../businesses/working-time.ts';
import { allowedMs, levelOf, timeOf } from '../matrices/levels.ts';
import type { Level } from '../matrices/matrix.ts';
import { CLOCKS, type Clock, type ClockName, type Clocks, type Policy, type Severity } from './case.ts';

/** What decides how a case's clocks run: the policy it keeps, and where it stands in it. */
export interface Standing {
  readonly policy: Policy;
  readonly topic: string | null;
  readonly severity: Severity;
  readonly level: number;
}

/** All clocks as they are when a case comes to its level at `at` (epoch ms). A first contact is made only once. */
export function beginClocks(
  standing: Standing,
  before: Clocks | null,
  at: number,
  holidays: HolidayLookup,
): Clocks {
  return {
    firstContact:
      before?.firstContact.status === 'met'
        ? before.firstContact
        : beginClock('firstContact', standing, at, holidays),
    nextUpdate: beginClock('nextUpdate', standing, at, holidays),
    resolve: beginClock('resolve', standing, at, holidays),
  };
}

/** One clock from its beginning. */
export function beginClock(name: ClockName, standing: Standing, at: number, holidays: HolidayLookup): Clock {
  const allowed = allowedFor(name, standing);
  if (allowed === null) return { status: 'none' };
  return {
    status: 'running',
    since: at,
    allowedMs: allowed,
    dueAt: dueAfter(standing, at, allowed, holidays),
  };
}

/** The customer is waited for: what runs stands still, and keeps the working time that is left. */
export function stopClocks(clocks: Clocks, standing: Standing, at: number, holidays: HolidayLookup): Clocks {
  return each(clocks, (clock) =>
    clock.status === 'running'
      ? {
          status: 'stopped',
          since: at,
          allowedMs: clock.allowedMs,
          remainingMs: remaining(clock.dueAt, standing, at, holidays),
        }
      : clock,
  );
}

/** What stood still runs on with the working time that was left. */
export function resumeClocks(
  clocks: Clocks,
  standing: Standing,
  at: number,
  holidays: HolidayLookup,
): Clocks {
  return each(clocks, (clock) =>
    clock.status === 'stopped'
      ? {
          status: 'running',
          since: at,
          allowedMs: clock.allowedMs,
          dueAt: dueAfter(standing, at, clock.remainingMs, holidays),
        }
      : clock,
  );
}

/** Another severity or topic allows another time: what was used up stays used up. `before`: how it stood until now. */
export function retimeClocks(
  clocks: Clocks,
  before: Standing,
  now: Standing,
  at: number,
  holidays: HolidayLookup,
): Clocks {
  return each(clocks, (clock, name) => {
    const allowed = allowedFor(name, now);
    if (allowed === null || clock.status === 'met' || clock.status === 'passed') return clock;
    if (clock.status === 'none') return beginClock(name, now, at, holidays);
    const left =
      clock.status === 'stopped' ? clock.remainingMs : remaining(clock.dueAt, before, at, holidays);
    const remainingMs = Math.max(0, allowed - (clock.allowedMs - left));
    if (clock.status === 'stopped') return { ...clock, allowedMs: allowed, remainingMs };
    return { ...clock, allowedMs: allowed, dueAt: dueAfter(now, at, remainingMs, holidays) };
  });
}

/** The case is resolved: what still ran, ran in time. */
export function endClocks(clocks: Clocks, at: number): Clocks {
  return each(clocks, (clock, name) => {
    switch (clock.status) {
      case 'running':
      case 'stopped':
        return name === 'resolve' ? met(clock, at) : { status: 'none' };
      case 'passed':
        return name === 'resolve' ? met(clock, at) : clock;
      case 'none':
      case 'met':
        return clock;
      default:
        return assertNever(clock);
    }
  });
}

/** The clock once what it waited for has happened; `late` when its deadline had passed. */
export function met(clock: Clock, at: number): Extract<Clock, { status: 'met' }> {
  switch (clock.status) {
    case 'met':
      return clock;
    case 'passed':
      return { status: 'met', at, dueAt: clock.dueAt, late: true };
    case 'running':
      return { status: 'met', at, dueAt: clock.dueAt, late: at > clock.dueAt };
    case 'none':
    case 'stopped':
      return { status: 'met', at, dueAt: null, late: false };
    default:
      return assertNever(clock);
  }
}

function each(clocks: Clocks, change: (clock: Clock, name: ClockName) => Clock): Clocks {
  const [firstContact, nextUpdate, resolve] = CLOCKS.map((name) => change(clocks[name], name));
  return {
    firstContact: firstContact ?? clocks.firstContact,
    nextUpdate: nextUpdate ?? clocks.nextUpdate,
    resolve: resolve ?? clocks.resolve,
  };
}

function allowedFor(name: ClockName, { policy, topic, severity, level }: Standing): number | null {
  const found = levelOf(policy.matrix, topic, level);
  return found === null ? null : allowedMs(policy.matrix, minutesOf(name, found), severity);
}

function minutesOf(name: ClockName, level: Level): number | null {
  switch (name) {
    case 'firstContact':
      return level.firstContactMinutes;
    case 'nextUpdate':
      return level.nextUpdateEveryMinutes;
    case 'resolve':
      return level.resolveMinutes;
    default:
      return assertNever(name);
  }
}

function timeFor({ policy, topic, level }: Standing) {
  const found = levelOf(policy.matrix, topic, level);
  return found === null ? ('round-the-clock' as const) : timeOf(found, policy.hours);
}

/** A business that never opens again must not leave a case without a deadline: then all time counts. */
function dueAfter(standing: Standing, at: number, ms: number, holidays: HolidayLookup): number {
  return addWorkingTime(timeFor(standing), standing.policy.timezone, at, ms, holidays) ?? at + ms;
}

function remaining(dueAt: number, standing: Standing, at: number, holidays: HolidayLookup): number {
  return workingTimeBetween(timeFor(standing), standing.policy.timezone, at, dueAt, holidays);
}
