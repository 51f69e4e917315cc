import { Tabs } from '@mantine/core';
import { useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { Empty } from '../../components/empty.tsx';
import { ScreenHead } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { useNarrowing } from '../../components/matters/use-narrowing.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { HooksPanel } from './hooks-panel.tsx';
import { KeysPanel } from './keys-panel.tsx';

const names = ['view'] as const;

/** Programs of others: the keys with which they ask us, and where we tell them. For admins. */
export function ProgramsScreen() {
  usePageTitle('Programs');
  const me = useMe();
  const { businessId: looking } = useBusinessFilter();
  const { values, choose } = useNarrowing(names);
  const own = me.memberships.filter(({ role }) => role === 'admin');
  const shown = own.filter(({ businessId }) => looking === null || businessId === looking);
  const view = values.view === 'webhooks' ? 'webhooks' : 'keys';
  return (
    <div className={matters.screen}>
      <ScreenHead title="Programs" />
      {shown.length === 0 ? (
        <div className="panel">
          <Empty title="Keys and webhooks are for admins of a business.">
            Ask an admin to make a key for your program, or to have it told of what happens.
          </Empty>
        </div>
      ) : (
        <Tabs
          value={view}
          onChange={(next) => choose('view', next === 'webhooks' ? next : null)}
          keepMounted={false}
        >
          <Tabs.List aria-label="Which way" mb={12}>
            <Tabs.Tab mih={44} value="keys">
              API keys
            </Tabs.Tab>
            <Tabs.Tab mih={44} value="webhooks">
              Webhooks
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value={view}>
            {view === 'keys' ? <KeysPanel own={shown} /> : <HooksPanel own={shown} />}
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
  );
}
