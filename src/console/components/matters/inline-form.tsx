import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useDraft } from '../draft.ts';
import { Refusal } from '../refusal.tsx';
import styles from './matters.module.css';

interface FormProps {
  readonly label: string;
  readonly children: ReactNode;
  /** What the button does, in words. */
  readonly verb: string;
  readonly busy: boolean;
  readonly ready: boolean;
  readonly error: Error | null;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** A form that opens in place. Ctrl + Enter sends it, Esc closes it, and the focus goes back to where it was. */
export function InlineForm({ label, children, verb, busy, ready, error, onSend, onClose }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const first = form.current?.querySelector<HTMLElement>('[data-autofocus], input, textarea, select');
    first?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const send = (): void => {
    if (ready && !busy) onSend();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  return (
    <form ref={form} className={styles.form} aria-label={label} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      {children}
      <Refusal error={error} />
      <div className={styles.buttons}>
        <Button type="submit" loading={busy} disabled={!ready}>
          {verb}
        </Button>
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
      </div>
    </form>
  );
}

/** A few sentences. */
export function WordsField({
  label,
  placeholder,
  words,
  type,
}: {
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly words: string;
  readonly type: (next: string) => void;
}) {
  return (
    <Textarea
      label={label}
      {...(placeholder ? { placeholder } : {})}
      autosize
      minRows={2}
      maxLength={500}
      value={words}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

interface WordsProps {
  readonly draft: string;
  readonly label: string;
  readonly ask: string;
  readonly placeholder?: string;
  readonly optional?: boolean;
  /** What is said most often; one press puts it into the box. */
  readonly usual?: readonly string[];
  readonly verb: string;
  readonly busy: boolean;
  readonly error: Error | null;
  /** Calls `done` when the words may be forgotten. */
  readonly onSend: (words: string, done: () => void) => void;
  readonly onClose: () => void;
}

/** A form of one question. What is typed stays until the server has taken it. */
export function WordsForm({
  draft,
  label,
  ask,
  placeholder,
  optional,
  usual,
  verb,
  busy,
  error,
  onSend,
  onClose,
}: WordsProps) {
  const [words, type, clear] = useDraft(draft);
  return (
    <InlineForm
      label={label}
      verb={verb}
      busy={busy}
      ready={optional === true || words.trim() !== ''}
      error={error}
      onSend={() => onSend(words.trim(), clear)}
      onClose={onClose}
    >
      <WordsField label={ask} placeholder={placeholder} words={words} type={type} />
      {usual ? (
        <div className={styles.buttons}>
          {usual.map((each) => (
            <Button key={each} variant="default" size="compact-sm" onClick={() => type(each)}>
              {each}
            </Button>
          ))}
        </div>
      ) : null}
    </InlineForm>
  );
}
