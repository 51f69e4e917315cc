import { Button, Tabs } from '@mantine/core';
import type { TemplatePart, TemplatesView } from '../../../contract/templates.ts';
import { useTemplatePreview, useTemplates } from '../../api/templates.ts';
import matters from '../../components/matters/matters.module.css';
import { useNarrowing } from '../../components/matters/use-narrowing.ts';
import { Refusal } from '../../components/refusal.tsx';
import { LedScreen } from '../../components/versions/led-screen.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { PartEditor } from './part-editor.tsx';
import { partNames } from './part-names.ts';
import { SaveBar } from './save-bar.tsx';
import styles from './templates.module.css';
import { asUsual, partsOf, useTemplatesDraft, worded } from './use-templates-draft.ts';

/** The words of e-mails and text messages of a business. */
export function TemplatesScreen() {
  return (
    <LedScreen
      title="Templates"
      useView={useTemplates}
      otherwise="Ask a manager when an e-mail or a text message of your business should be worded otherwise."
    >
      {(view) => <Editor key={view.businessId} view={view} />}
    </LedScreen>
  );
}

const names = ['kind'] as const;
const parts: readonly TemplatePart[] = ['subject', 'text', 'sms'];

function Editor({ view }: { readonly view: TemplatesView }) {
  const edit = useTemplatesDraft(view);
  const { words } = edit.draft;
  const { values, choose } = useNarrowing(names);
  const [first] = view.kinds;
  const kind = view.kinds.find((each) => each.kind === values.kind) ?? first;
  if (!kind) return null;
  return (
    <div className={matters.stack}>
      <section className="panel" aria-label="Words">
        <Tabs value={kind.kind} onChange={(next) => choose('kind', next === first?.kind ? null : next)}>
          <Tabs.List aria-label="When somebody is told">
            {view.kinds.map((each) => (
              <Tabs.Tab key={each.kind} mih={44} value={each.kind}>
                {each.name}
                {words[each.kind] ? <span className="soft"> (own)</span> : null}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {view.kinds.map((each) => (
            <Tabs.Panel key={each.kind} value={each.kind}>
              {each === kind ? <Kind view={view} kind={kind} edit={edit} /> : null}
            </Tabs.Panel>
          ))}
        </Tabs>
      </section>
      <SaveBar view={view} edit={edit} kind={kind} />
      <HistoryPanel
        view={view}
        onTake={(version) => edit.put({ asOf: view.current.version, words: version.words })}
      />
    </div>
  );
}

interface KindProps {
  readonly view: TemplatesView;
  readonly kind: TemplatesView['kinds'][number];
  readonly edit: ReturnType<typeof useTemplatesDraft>;
}

function Kind({ view, kind, edit }: KindProps) {
  const { words } = edit.draft;
  const now = partsOf(kind, words);
  const preview = useTemplatePreview(view.businessId, kind.kind, now);
  const own = words[kind.kind] !== undefined;
  // First what is wrong, then what is seldom meant.
  const hints = preview.data?.faults.length === 0 ? preview.data.hints : [];
  return (
    <div className={styles.kind}>
      <div className={styles.kindHead}>
        <p>
          {kind.says}{' '}
          <span className="soft">
            {own ? 'The business has words of its own for it.' : 'It is told in Deskbell’s words.'}
          </span>
        </p>
        <Button
          variant="default"
          mih={44}
          disabled={!own}
          onClick={() => edit.change(asUsual(words, kind.kind))}
        >
          Back to Deskbell’s words
        </Button>
      </div>
      {parts.map((part) => (
        <PartEditor
          key={part}
          part={part}
          label={partNames[part]}
          value={now[part]}
          fields={view.fields.filter((field) => field.parts.includes(part))}
          faults={preview.data?.faults.filter((fault) => fault.part === part) ?? []}
          preview={preview.data?.[part] ?? null}
          onChange={(text) => edit.change(worded(words, kind, part, text))}
        />
      ))}
      <Refusal error={preview.error} />
      {hints.map((hint) => (
        <p key={hint} role="status" className={styles.hint}>
          {hint}
        </p>
      ))}
    </div>
  );
}
