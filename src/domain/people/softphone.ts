import { z } from 'zod';
import { SECOND } from '../../kernel/duration.ts';

/** The telephone in a person's browser: which tabs can be rung now, and if none can, why. */

/** Where a person takes calls. */
export const Device = z.enum(['browser', 'telephone']);
export type Device = z.infer<typeof Device>;

/**
 * `microphone`, `speaker`: the browser has lost it; `line`: the browser has no connection to the telephone company;
 * `asleep`: nothing was heard of the browser any more; `closed`: its last tab said goodbye.
 */
export const SoftphoneLoss = z.enum(['microphone', 'asleep', 'line', 'speaker', 'closed']);
export type SoftphoneLoss = z.infer<typeof SoftphoneLoss>;

/** A tab that can be rung, for as long as it goes on saying so. `until`: epoch ms. */
const Tab = z.object({ tab: z.string(), until: z.number() });
export type Tab = z.infer<typeof Tab>;

export const Softphone = z.discriminatedUnion('state', [
  /** No tab has reported yet. */
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('ready'), since: z.number(), tabs: z.array(Tab).min(1) }),
  z.object({ state: z.literal('lost'), since: z.number(), reason: SoftphoneLoss }),
]);
export type Softphone = z.infer<typeof Softphone>;

/** A tab says every 20 s that it is ready: two of three such words may be lost before it counts as asleep. */
export const LEASE_MS = 60 * SECOND;
/** A word that says nothing new is written down only when the lease has become this old. */
export const RENEW_AFTER_MS = 20 * SECOND;
/** Nobody has more tabs than this; whoever says so forgets the one that was silent longest. */
export const MOST_TABS = 20;

/** With a tab that is ready, or renewed, and is now the last in line. `at`: epoch ms. */
export function withTab(softphone: Softphone, tab: Tab, at: number): Softphone {
  const others = softphone.state === 'ready' ? softphone.tabs.filter((other) => other.tab !== tab.tab) : [];
  const tabs = [...others, tab].slice(-MOST_TABS);
  return { state: 'ready', since: softphone.state === 'ready' ? softphone.since : at, tabs };
}

/** Without these tabs; the last one takes the reason along. */
export function withoutTabs(
  softphone: Softphone,
  gone: readonly string[],
  reason: SoftphoneLoss,
  at: number,
): Softphone {
  if (softphone.state !== 'ready') {
    return { state: 'lost', reason, since: softphone.state === 'lost' ? softphone.since : at };
  }
  const tabs = softphone.tabs.filter(({ tab }) => !gone.includes(tab));
  return tabs.length > 0 ? { ...softphone, tabs } : { state: 'lost', reason, since: at };
}

/** Why a browser cannot be rung, as part of a sentence; null when it can. */
export function whyUnreachable(name: string, softphone: Softphone): string | null {
  switch (softphone.state) {
    case 'ready':
      return null;
    case 'off':
      return `${name}'s browser is not ready for calls yet`;
    case 'lost':
      return LOSSES[softphone.reason](name);
  }
}

const LOSSES: Readonly<Record<SoftphoneLoss, (name: string) => string>> = {
  microphone: (name) => `The microphone of ${name}'s browser is gone`,
  speaker: (name) => `The speaker of ${name}'s browser is gone`,
  line: (name) => `${name}'s browser has lost its line`,
  asleep: (name) => `${name}'s browser is asleep or has no network`,
  closed: (name) => `Deskbell is closed in ${name}'s browser`,
};
