import { Tabs } from '@mantine/core';
import { useApprovals } from '../../api/approvals.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { ApprovalItem } from '../../components/matters/approval-item.tsx';
import { ListFrame, ScreenHead } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { useRowKeys } from '../../components/matters/row-keys.ts';
import { useNarrowing } from '../../components/matters/use-narrowing.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { counted } from '../../components/words.ts';

const names = ['view'] as const;
const views = ['decide', 'asked', 'all'] as const;
type View = (typeof views)[number];

/** What I may permit, what I asked others to permit, and how everything was decided. */
export function ApprovalsScreen() {
  usePageTitle('Approvals');
  useRowKeys();
  const { businessId } = useBusinessFilter();
  const { values, choose } = useNarrowing(names);
  const view: View = views.find((each) => each === values.view) ?? 'decide';
  const toDecide = useApprovals({ business: businessId, mine: 'decide', state: 'asked' });
  const waiting = toDecide.rows.length;
  return (
    <div className={matters.screen}>
      <ScreenHead
        title="Approvals"
        count={toDecide.isSuccess ? `${counted(waiting, 'request')} for you to decide` : ''}
      />
      <Tabs
        value={view}
        onChange={(next) => choose('view', next === 'decide' ? null : next)}
        keepMounted={false}
      >
        <Tabs.List aria-label="Which requests" mb={12}>
          <Tabs.Tab mih={44} value="decide">
            Mine to decide
          </Tabs.Tab>
          <Tabs.Tab mih={44} value="asked">
            I asked
          </Tabs.Tab>
          <Tabs.Tab mih={44} value="all">
            All
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={view}>
          <Approvals key={view} view={view} businessId={businessId} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

const empty: Readonly<Record<View, { readonly title: string; readonly next: string }>> = {
  decide: {
    title: 'Nothing waits for your decision.',
    next: 'When somebody asks for more than they may give, and you may, it shows here and you are told.',
  },
  asked: {
    title: 'You have asked for nothing.',
    next: 'During a call choose “Ask for approval”, or do it on a case.',
  },
  all: {
    title: 'Nobody has asked for an approval yet.',
    next: 'Requests show here with the amount, who decided and why.',
  },
};

function Approvals({ view, businessId }: { readonly view: View; readonly businessId: string | null }) {
  const list = useApprovals(
    view === 'decide'
      ? { business: businessId, mine: 'decide', state: 'asked' }
      : { business: businessId, mine: view === 'asked' ? 'asked' : null },
  );
  return (
    <ListFrame list={list} count={list.rows.length} what="Requests" onClear={null} empty={empty[view]}>
      <ul className={`panel ${matters.rows}`} aria-label="Requests" onKeyDown={moveBetweenRows}>
        {list.rows.map((approval) => (
          <li key={approval.id} data-row tabIndex={-1}>
            <ApprovalItem approval={approval} />
          </li>
        ))}
      </ul>
    </ListFrame>
  );
}
