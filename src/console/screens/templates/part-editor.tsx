import { Skeleton, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import {
  MOST_OF_PART,
  type TemplateField,
  type TemplatePart,
  type TemplatePreview,
} from '../../../contract/templates.ts';
import chips from '../../components/chips.module.css';
import { counted } from '../../components/words.ts';
import styles from './templates.module.css';

interface Props {
  readonly part: TemplatePart;
  readonly label: string;
  readonly value: string;
  /** What can be filled in here. */
  readonly fields: readonly TemplateField[];
  readonly faults: TemplatePreview['faults'];
  /** Filled in with an example; null: not known yet. */
  readonly preview: string | null;
  readonly onChange: (text: string) => void;
}

/** One part of a template: its words, what can be filled in, and how it looks with an example. */
export function PartEditor({ part, label, value, fields, faults, preview, onChange }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const previewId = useId();
  const insert = (name: string): void => {
    const { current: area } = box;
    if (!area) return;
    const [from, to] = [area.selectionStart, area.selectionEnd];
    const written = `{{ ${name} }}`;
    if (value.length + written.length - (to - from) > MOST_OF_PART[part]) return;
    onChange(value.slice(0, from) + written + value.slice(to));
    // The caret goes behind what was inserted once it is drawn.
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(from + written.length, from + written.length);
    });
  };
  return (
    <div className={styles.part} role="group" aria-label={label}>
      <div className={styles.editor}>
        <Textarea
          ref={box}
          label={label}
          autosize
          minRows={part === 'text' ? 6 : part === 'sms' ? 3 : 1}
          maxRows={24}
          maxLength={MOST_OF_PART[part]}
          spellCheck={false}
          classNames={{ input: styles.code ?? '' }}
          value={value}
          error={faults.length === 0 ? null : <Faults faults={faults} />}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <div className={chips.chips} role="group" aria-label={`Insert into: ${label}`}>
          {fields.map((field) => (
            <button
              key={field.name}
              type="button"
              className={chips.chip}
              title={field.says}
              aria-label={`Insert ${field.name}: ${field.says}`}
              onClick={() => insert(field.name)}
            >
              <IconPlus size={14} aria-hidden /> {field.name}
            </button>
          ))}
        </div>
      </div>
      <section className={styles.preview} aria-labelledby={previewId}>
        <p id={previewId} className="soft small">
          With an example{part === 'sms' && preview ? `, ${counted(preview.length, 'character')}` : ''}
        </p>
        {preview === null ? (
          <Skeleton height={40} />
        ) : faults.length > 0 ? (
          <p className="soft">Nothing to show until this is right.</p>
        ) : (
          <p className={styles.filled} aria-live="polite">
            {preview}
          </p>
        )}
      </section>
    </div>
  );
}

/** Each fault with the line that it is on. */
function Faults({ faults }: { readonly faults: TemplatePreview['faults'] }) {
  return (
    <span className={styles.faults}>
      {faults.map(({ line, message }) => (
        <span key={`${line}/${message}`}>
          {line === null ? '' : `Line ${line}: `}
          {message}
        </span>
      ))}
    </span>
  );
}
