import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Matrix, type MatrixView } from '../../../contract/matrices.ts';
import { Refused } from '../../api/http.ts';
import { useSaveMatrix } from '../../api/matrices.ts';
import { pathOf } from '../../api/matters.ts';
import { byWords } from '../../components/matters/words.ts';
import { SaveFrame } from '../../components/versions/save-frame.tsx';
import { fromLocalInput } from '../../components/when.ts';
import type { useMatrixDraft } from './use-matrix-draft.ts';

interface Props {
  readonly view: MatrixView;
  readonly edit: ReturnType<typeof useMatrixDraft>;
}

/** Saves the draft, now or from a moment on. */
export function SaveBar({ view, edit }: Props) {
  const [from, setFrom] = useState('');
  const save = useSaveMatrix();
  const { draft, changed } = edit;
  const effectiveFrom = from === '' ? null : fromLocalInput(from, view.timezone);
  const send = (): void =>
    save.mutate(
      {
        method: 'PUT',
        path: pathOf(view.businessId),
        body: { asOf: draft.asOf, effectiveFrom, matrix: draft.matrix },
      },
      { onSuccess: edit.forget },
    );
  return (
    <SaveFrame
      label="Save"
      current={{ version: view.current.version, by: byWords(view.current.by) }}
      edit={edit}
      save={save}
      overtaken={save.error instanceof Refused && save.error.status === 409}
      yours="save yours"
      verb="Save"
      missing={
        Matrix.safeParse(draft.matrix).success
          ? null
          : 'Something is missing: look for the red words in the levels.'
      }
      ready={from === '' || effectiveFrom !== null}
      onSend={send}
      state={
        save.isSuccess && !changed
          ? `Version ${save.data.version} is saved.`
          : changed
            ? 'Not saved yet; kept on this computer.'
            : 'Nothing has been changed.'
      }
    >
      <TextInput
        type="datetime-local"
        label="In force from (empty: at once)"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
    </SaveFrame>
  );
}
