import { useApprovals } from '../../api/approvals.ts';
import { useMessages } from '../../api/messages.ts';
import { useMyNotices } from '../../api/notices.ts';
import { useMyOffers } from '../../api/offers.ts';
import { counted } from '../words.ts';
import type { ScreenPath } from './screens.ts';

export interface RailCount {
  readonly count: number;
  readonly words: string;
}

/** What waits for me on each screen. */
export function useRailCounts(): Partial<Record<ScreenPath, RailCount>> {
  const ringing = useMyOffers().length;
  const told = useMyNotices().data?.rows.filter(({ acknowledge }) => acknowledge).length ?? 0;
  const decisions = useApprovals({ mine: 'decide', state: 'asked' }).rows.length;
  const messages = useMessages({ mine: 'true', status: 'waiting' }).rows.length;
  return {
    '/desk': { count: ringing, words: `${counted(ringing, 'call')} ringing for you` },
    '/cases': { count: told, words: `${counted(told, 'thing')} you were told and have not answered` },
    '/approvals': { count: decisions, words: `${counted(decisions, 'request')} for you to decide` },
    '/messages': { count: messages, words: `${counted(messages, 'message')} waiting for you` },
  };
}
