import { Button, NativeSelect, Skeleton, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { MatrixView } from '../../../contract/matrices.ts';
import { useMatrix } from '../../api/matrices.ts';
import { leads, useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { ScreenHead } from '../../components/matters/list-parts.tsx';
import matters from '../../components/matters/matters.module.css';
import { usePageTitle } from '../../components/page-title.ts';
import { Refusal } from '../../components/refusal.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { LevelGrid } from './level-grid.tsx';
import styles from './matrix.module.css';
import { PreviewPanel } from './preview-panel.tsx';
import { SaveBar } from './save-bar.tsx';
import { SeverityGrid } from './severity-grid.tsx';
import { TryPanel } from './try-panel.tsx';
import { useMatrixDraft, withLevels } from './use-matrix-draft.ts';

/** Who holds each level and by when, per business and topic. */
export function MatrixScreen() {
  usePageTitle('Matrix');
  const me = useMe();
  const { businessId: looking, choose } = useBusinessFilter();
  const led = me.memberships.filter(({ role }) => role === 'manager' || role === 'admin');
  const businessId = looking ?? led[0]?.businessId ?? me.memberships[0]?.businessId ?? null;
  const view = useMatrix(businessId);
  return (
    <div className={matters.screen}>
      <ScreenHead title="Escalation matrix">
        {me.memberships.length > 1 && looking === null ? (
          <NativeSelect
            aria-label="Whose matrix"
            value={businessId ?? ''}
            onChange={(event) => choose(event.currentTarget.value)}
            data={me.memberships.map((each) => ({ value: each.businessId, label: each.businessName }))}
          />
        ) : null}
      </ScreenHead>
      <Refusal error={view.error} />
      {view.isPending ? <Skeleton height={320} /> : null}
      {view.data ? <Editor key={view.data.businessId} view={view.data} /> : null}
    </div>
  );
}

const everyTopic = 'every-topic';

function Editor({ view }: { readonly view: MatrixView }) {
  const me = useMe();
  const locked = !leads(me, view.businessId);
  const edit = useMatrixDraft(view);
  const { matrix } = edit.draft;
  const [chosen, setChosen] = useState(everyTopic);
  const row = matrix.rows.find(({ topic }) => (topic ?? everyTopic) === chosen) ?? matrix.rows[0];
  if (!row) return null;
  const without = view.topics.filter(({ key }) => !matrix.rows.some(({ topic }) => topic === key));
  const nameOf = (topic: string | null): string =>
    topic === null ? 'Every topic' : (view.topics.find(({ key }) => key === topic)?.name ?? topic);
  return (
    <div className={matters.stack}>
      {locked ? <p className="soft">You may look. Managers of {view.businessName} may edit.</p> : null}
      <section className="panel" aria-label="Levels">
        <div className={styles.topics}>
          <Tabs value={row.topic ?? everyTopic} onChange={(next) => setChosen(next ?? everyTopic)}>
            <Tabs.List aria-label="Topic">
              {matrix.rows.map(({ topic }) => (
                <Tabs.Tab key={topic ?? everyTopic} mih={44} value={topic ?? everyTopic}>
                  {nameOf(topic)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {matrix.rows.map(({ topic }) => (
              <Tabs.Panel key={topic ?? everyTopic} value={topic ?? everyTopic}>
                {topic === row.topic ? (
                  <LevelGrid
                    view={view}
                    levels={row.levels}
                    locked={locked}
                    onChange={(levels) => edit.change(withLevels(matrix, row.topic, levels))}
                  />
                ) : null}
              </Tabs.Panel>
            ))}
          </Tabs>
        </div>
        {locked ? null : (
          <div className={styles.topicActions}>
            {without.length > 0 ? (
              <NativeSelect
                aria-label="Give a topic levels of its own"
                value=""
                onChange={(event) => {
                  const topic = event.currentTarget.value;
                  if (topic === '') return;
                  edit.change({ ...matrix, rows: [...matrix.rows, { topic, levels: row.levels }] });
                  setChosen(topic);
                }}
                data={[
                  { value: '', label: 'Give a topic levels of its own' },
                  ...without.map(({ key, name }) => ({ value: key, label: name })),
                ]}
              />
            ) : null}
            {row.topic === null ? null : (
              <Button
                variant="subtle"
                color="gray"
                c="var(--ink)"
                mih={44}
                onClick={() => {
                  edit.change({ ...matrix, rows: matrix.rows.filter(({ topic }) => topic !== row.topic) });
                  setChosen(everyTopic);
                }}
              >
                {nameOf(row.topic)} as every topic
              </Button>
            )}
          </div>
        )}
      </section>
      {locked ? null : <SaveBar view={view} edit={edit} />}
      <div className={styles.columns}>
        <PreviewPanel view={view} matrix={matrix} topic={row.topic} />
        <div className={matters.stack}>
          <section className={`panel ${matters.box}`} aria-labelledby="severities">
            <h2 id="severities">By severity</h2>
            <SeverityGrid matrix={matrix} onChange={edit.change} locked={locked} />
          </section>
          <TryPanel view={view} matrix={matrix} />
          <HistoryPanel
            view={view}
            onTake={
              locked ? null : (version) => edit.put({ asOf: view.current.version, matrix: version.matrix })
            }
          />
        </div>
      </div>
    </div>
  );
}
