import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMessages } from '../../api/messages.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { ListFrame, ScreenHead } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { MessageItem } from '../../components/matters/message-item.tsx';
import { useRowKeys } from '../../components/matters/row-keys.ts';
import { useNarrowing } from '../../components/matters/use-narrowing.ts';
import { usePageTitle } from '../../components/page-title.ts';

const names = ['view'] as const;
const views = ['mine', 'waiting', 'acknowledged', 'done'] as const;
type View = (typeof views)[number];

/** Messages taken for someone: who has them, and which nobody has yet. */
export function MessagesScreen() {
  usePageTitle('Messages');
  useRowKeys();
  const { businessId, to } = useBusinessFilter();
  const { values, choose } = useNarrowing(names);
  const view: View = views.find((each) => each === values.view) ?? 'mine';
  return (
    <div className={matters.screen}>
      <ScreenHead title="Messages">
        <Button
          component={Link}
          to={to('/messages/new')}
          mih={44}
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          Take a message
        </Button>
      </ScreenHead>
      <Tabs
        value={view}
        onChange={(next) => choose('view', next === 'mine' ? null : next)}
        keepMounted={false}
      >
        <Tabs.List aria-label="Which messages" mb={12}>
          {views.map((each) => (
            <Tabs.Tab key={each} mih={44} value={each}>
              {viewWords[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={view}>
          <Messages key={view} view={view} businessId={businessId} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

const viewWords: Readonly<Record<View, string>> = {
  mine: 'For me',
  waiting: 'Waiting',
  acknowledged: 'Somebody has it',
  done: 'Settled',
};

const empty: Readonly<Record<View, { readonly title: string; readonly next: string }>> = {
  mine: { title: 'No message for you.', next: 'Messages for you, your queues and topics show here.' },
  waiting: { title: 'No message waits.', next: 'Every message has somebody who said “I have it”.' },
  acknowledged: {
    title: 'Nobody works on a message.',
    next: 'A message shows here from “I have it” until it is settled.',
  },
  done: {
    title: 'No message has been settled yet.',
    next: 'Settled messages show here with what came of them.',
  },
};

function Messages({ view, businessId }: { readonly view: View; readonly businessId: string | null }) {
  const list = useMessages(
    view === 'mine' ? { business: businessId, mine: 'true' } : { business: businessId, status: view },
  );
  return (
    <ListFrame list={list} count={list.rows.length} what="Messages" onClear={null} empty={empty[view]}>
      <ul className={`panel ${matters.rows}`} aria-label="Messages" onKeyDown={moveBetweenRows}>
        {list.rows.map((message) => (
          <li key={message.id}>
            <MessageItem message={message} />
          </li>
        ))}
      </ul>
    </ListFrame>
  );
}
