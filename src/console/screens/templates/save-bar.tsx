import { TemplateWords, type TemplatesView } from '../../../contract/templates.ts';
import { Refused } from '../../api/http.ts';
import { pathOf } from '../../api/matters.ts';
import { useSaveTemplates, useTemplatePreview } from '../../api/templates.ts';
import { SaveFrame } from '../../components/versions/save-frame.tsx';
import { partsOf, type useTemplatesDraft } from './use-templates-draft.ts';

interface Props {
  readonly view: TemplatesView;
  readonly edit: ReturnType<typeof useTemplatesDraft>;
  /** The one that is shown. */
  readonly kind: TemplatesView['kinds'][number];
}

/** Saves the draft: the next e-mail and text message are sent in these words. */
export function SaveBar({ view, edit, kind }: Props) {
  const save = useSaveTemplates();
  const { draft, changed } = edit;
  const { current } = view;
  const preview = useTemplatePreview(view.businessId, kind.kind, partsOf(kind, draft.words));
  const wrong = (preview.data?.faults.length ?? 0) > 0 || !TemplateWords.safeParse(draft.words).success;
  const send = (): void =>
    save.mutate(
      { method: 'PUT', path: pathOf(view.businessId), body: { asOf: draft.asOf, words: draft.words } },
      { onSuccess: edit.forget },
    );
  return (
    <SaveFrame
      label="Save"
      current={current}
      edit={edit}
      save={save}
      overtaken={save.error instanceof Refused && save.error.code === 'templates-changed'}
      yours="save yours"
      verb="Save"
      missing={wrong ? 'These words could not be sent: look for the red words above.' : null}
      onSend={send}
      state={
        save.isSuccess && !changed
          ? `Version ${save.data.version} is used from now on.`
          : changed
            ? 'Not saved yet; kept on this computer.'
            : `Version ${current.version} is used as it stands here.`
      }
    />
  );
}
