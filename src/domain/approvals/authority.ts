import { refuse, type Refusal } from '../../kernel/decision.ts';
import { wordsOfMoney } from '../../kernel/money.ts';
import type { ApprovalFacts, BegunApproval } from './approval.ts';
import { covers, limitOf, wordsOfLimit } from './limits.ts';

/** Null: this person may decide it. Otherwise why not. */
export function mayNotDecide(
  approval: Pick<BegunApproval, 'asker' | 'kind' | 'amountMinor' | 'currency'>,
  personId: string,
  business: NonNullable<ApprovalFacts['business']>,
): Refusal | null {
  if (personId === approval.asker.personId) {
    return refuse('own-request', 'You have asked for this yourself. Somebody else must decide it.');
  }
  const own = limitOf(business, personId, approval.kind, approval.currency);
  if (covers(own, approval)) return null;
  return refuse(
    'over-your-limit',
    `${wordsOfMoney(approval)} is more than you may give. ${wordsOfLimit(approval.kind, own)}`,
  );
}
