import { Button, Textarea } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useCallAction } from '../../api/calls.ts';
import { Refusal } from '../../components/refusal.tsx';
import { read, write } from '../../components/stored.ts';
import styles from './note-panel.module.css';

const draftKey = (callId: string): string => `deskbell.note.${callId}`;

/** What was typed for this call and not saved yet. */
export function noteDraft(callId: string): string {
  return read(draftKey(callId)) ?? '';
}

interface Props {
  readonly callId: string;
  readonly onDone?: () => void;
  /** Off where the panel was there before the person wanted it. */
  readonly takeFocus?: boolean;
}

/** A note on the call. What is typed survives a reload; it is everybody's once saved. */
export function NotePanel({ callId, onDone, takeFocus = true }: Props) {
  const [text, setText] = useState(() => noteDraft(callId));
  const actions = useCallAction(callId);
  const type = (next: string): void => {
    setText(next);
    write(draftKey(callId), next === '' ? null : next);
  };
  const save = (): void => {
    if (text.trim() === '' || actions.isPending) return;
    actions.mutate(
      { do: 'notes', with: { text: text.trim() } },
      {
        onSuccess: () => {
          type('');
          onDone?.();
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    if (event.key === 'Escape') onDone?.();
  };
  return (
    <div className={styles.panel}>
      <Textarea
        label="Note"
        description="Ctrl + Enter saves it. Until then it is kept on this computer."
        autosize
        minRows={3}
        maxLength={2000}
        autoFocus={takeFocus}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Refusal error={actions.error} />
      <div>
        <Button variant="default" disabled={text.trim() === ''} loading={actions.isPending} onClick={save}>
          Save note
        </Button>
      </div>
    </div>
  );
}
