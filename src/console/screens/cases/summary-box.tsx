import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CaseDetail } from '../../../contract/cases.ts';
import { useCaseAction } from '../../api/cases.ts';
import { pathOf } from '../../api/matters.ts';
import { Refused } from '../../api/http.ts';
import { useDraft } from '../../components/draft.ts';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';

/**
 * What it is about. It is edited from the edition that was on the screen; when somebody changed it meanwhile, both texts
 * are shown and neither is lost.
 */
export function SummaryBox({ matter }: { readonly matter: CaseDetail }) {
  const [base, setBase] = useState<{ readonly edition: number; readonly summary: string } | null>(null);
  if (base === null)
    return (
      <div>
        <p className={matters.kept}>{matter.summary || <span className="soft">No summary yet.</span>}</p>
        <Button
          variant="subtle"
          size="compact-md"
          mt={4}
          px={0}
          mih={24}
          onClick={() => setBase({ edition: matter.edition, summary: matter.summary })}
        >
          {matter.summary ? 'Edit the summary' : 'Write a summary'}
        </Button>
      </div>
    );
  return <Editor matter={matter} base={base} onBase={setBase} />;
}

interface EditorProps {
  readonly matter: CaseDetail;
  readonly base: { readonly edition: number; readonly summary: string };
  readonly onBase: (base: EditorProps['base'] | null) => void;
}

function Editor({ matter, base, onBase }: EditorProps) {
  const [draft, type, clear] = useDraft(`summary.${matter.id}`);
  const [text, setText] = useState(draft || base.summary);
  const action = useCaseAction();
  const stale = action.error instanceof Refused && action.error.status === 409;
  const changed = stale && matter.summary !== base.summary;
  const save = (): void =>
    action.mutate(
      { path: pathOf(matter.id, 'summary'), body: { summary: text.trim(), asOf: base.edition } },
      {
        onSuccess: () => {
          clear();
          onBase(null);
        },
      },
    );
  return (
    <InlineForm
      label="Summary"
      verb="Save the summary"
      busy={action.isPending}
      ready={text.trim() !== base.summary || stale}
      error={action.error}
      onSend={save}
      onClose={() => onBase(null)}
    >
      <Textarea
        label="What it is about"
        autosize
        minRows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          type(event.currentTarget.value);
        }}
      />
      {stale ? (
        <div>
          {changed ? (
            <>
              <p className="strong">What is saved now:</p>
              <p className={matters.kept}>{matter.summary}</p>
            </>
          ) : null}
          <Button
            variant="default"
            mt={8}
            onClick={() => {
              action.reset();
              onBase({ edition: matter.edition, summary: matter.summary });
            }}
          >
            Go on from what is saved now, with my text
          </Button>
        </div>
      ) : null}
    </InlineForm>
  );
}
