import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTopics } from '../../api/business.ts';
import { useCases, useCaseTags } from '../../api/cases.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { moveBetweenRows } from '../../components/list-keys.ts';
import { ListFrame, ScreenHead } from '../../components/matters/list-parts.tsx';
import { withKept } from '../../components/matters/kept-choice.ts';
import { MyNoticeList } from '../../components/matters/my-notices.tsx';
import matters from '../../components/matters/matters.module.css';
import { useRowKeys } from '../../components/matters/row-keys.ts';
import { useNarrowing } from '../../components/matters/use-narrowing.ts';
import { severityWords } from '../../components/matters/words.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { useStored } from '../../components/stored.ts';
import { counted } from '../../components/words.ts';
import { CaseBoard } from './case-board.tsx';
import { CaseTable } from './case-table.tsx';
import styles from './cases.module.css';
import { useTyped } from './use-typed.ts';

const ownerOf: Readonly<Record<string, string>> = { mine: 'me', unowned: 'queues' };
const names = ['status', 'whose', 'late', 'severity', 'topic', 'tag', 'q'] as const;

/** The matters behind the calls: who has each, both clocks, and what happens next by itself. */
export function CasesScreen() {
  usePageTitle('Cases');
  useRowKeys();
  const { businessId, to } = useBusinessFilter();
  const { values, choose, clear, narrowed } = useNarrowing(names);
  const [view, setView] = useStored('cases-view', ['board', 'table'] as const, 'table');
  const [typed, setTyped] = useTyped(values.q ?? '', (q) => choose('q', q));
  const list = useCases({
    business: businessId,
    status: values.status,
    owner: ownerOf[values.whose ?? ''] ?? null,
    late: values.late,
    severity: values.severity,
    topic: values.topic,
    tag: values.tag,
    q: values.q,
  });
  const { rows } = list;
  const topics = useTopics(businessId);
  const tags = useCaseTags(businessId).map((tag) => ({ key: tag, name: tag }));
  return (
    <div className={matters.screen}>
      <ScreenHead title="Cases" count={list.isSuccess ? countWords(rows.length, list.hasNextPage) : ''}>
        <SegmentedControl
          aria-label="Show as"
          transitionDuration={0}
          value={view}
          onChange={(next) => setView(next)}
          data={[
            { value: 'table', label: 'Table' },
            { value: 'board', label: 'Board' },
          ]}
        />
        <Button
          component={Link}
          to={to('/cases/new')}
          mih={44}
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          Open a case
        </Button>
      </ScreenHead>
      <div className={styles.told}>
        <MyNoticeList />
      </div>
      <div className={`${matters.filters} ${styles.filters}`} role="group" aria-label="Narrow the list">
        <TextInput
          label="Search"
          placeholder="Number, customer or words"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <NativeSelect
          label="Whose"
          value={values.whose ?? ''}
          onChange={(event) => choose('whose', event.currentTarget.value)}
          data={[
            { value: '', label: 'Everybody’s' },
            { value: 'mine', label: 'Mine' },
            { value: 'unowned', label: 'Nobody’s yet (in a queue)' },
          ]}
        />
        <NativeSelect
          label="State"
          value={values.status ?? ''}
          onChange={(event) => choose('status', event.currentTarget.value)}
          data={[
            { value: '', label: 'Not resolved' },
            { value: 'open', label: 'Open' },
            { value: 'waiting', label: 'Waiting for the customer' },
            { value: 'resolved', label: 'Resolved' },
          ]}
        />
        <NativeSelect
          label="Deadline"
          value={values.late ?? ''}
          onChange={(event) => choose('late', event.currentTarget.value)}
          data={[
            { value: '', label: 'All' },
            { value: 'true', label: 'Late' },
          ]}
        />
        <NativeSelect
          label="Severity"
          value={values.severity ?? ''}
          onChange={(event) => choose('severity', event.currentTarget.value)}
          data={[
            { value: '', label: 'All' },
            ...([1, 2, 3, 4] as const).map((each) => ({
              value: String(each),
              label: `${each} ${severityWords[each]}`,
            })),
          ]}
        />
        <NativeSelect
          label="Topic"
          value={values.topic ?? ''}
          onChange={(event) => choose('topic', event.currentTarget.value)}
          data={[
            { value: '', label: 'All' },
            ...withKept(topics, asChoice(values.topic)).map(({ key, name }) => ({ value: key, label: name })),
          ]}
        />
        <NativeSelect
          label="Tag"
          value={values.tag ?? ''}
          onChange={(event) => choose('tag', event.currentTarget.value)}
          data={[
            { value: '', label: 'All' },
            ...withKept(tags, asChoice(values.tag)).map(({ key, name }) => ({ value: key, label: name })),
          ]}
        />
      </div>
      <ListFrame
        list={list}
        count={rows.length}
        what="Cases"
        onClear={narrowed ? clear : null}
        empty={{
          title: 'No case is open.',
          next: 'A case is opened during a call with two clicks, by a flow or a rule, or here with “Open a case”.',
        }}
      >
        <div onKeyDown={moveBetweenRows}>
          {view === 'board' ? <CaseBoard rows={rows} /> : <CaseTable rows={rows} />}
        </div>
      </ListFrame>
    </div>
  );
}

/** What the address asks for is shown, though no case has it now. */
const asChoice = (key: string | null) => (key === null ? null : { key, name: key });

const countWords = (count: number, more: boolean): string =>
  more ? `${count} and more` : counted(count, 'case');
