import { useApprovals } from '../../api/approvals.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { ApprovalItem } from '../../components/matters/approval-item.tsx';

const stillNewsMs = 600_000;

/** Requests of this call, with the countdown, while the caller holds; an answer stays in sight for ten minutes. */
export function CallApprovals({ callId }: { readonly callId: string }) {
  const approvals = useApprovals({ call: callId });
  const shown = approvals.rows.filter(
    ({ status, decidedAt, replacedBy }) =>
      status === 'asked' ||
      (replacedBy === null && (decidedAt === null || serverNow() - decidedAt < stillNewsMs)),
  );
  if (shown.length === 0) return null;
  return (
    <section className="panel" aria-label="Approvals of this call" aria-live="polite">
      {shown.map((approval) => (
        <ApprovalItem key={approval.id} approval={approval} within />
      ))}
    </section>
  );
}
