import { Button, Textarea } from '@mantine/core';
import { useMemo, useRef, type KeyboardEvent } from 'react';
import type { CaseDetail } from '../../../contract/cases.ts';
import { mentionedIn } from '../../../contract/mentions.ts';
import { useCaseAction } from '../../api/cases.ts';
import { useRows } from '../../api/live/live-context.tsx';
import { pathOf } from '../../api/matters.ts';
import { useChoiceList } from '../../components/choice-list.ts';
import { useDraft } from '../../components/draft.ts';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import { byWords } from '../../components/matters/words.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useShortcut } from '../../components/shortcuts/shortcuts.tsx';
import styles from './case.module.css';

/** Notes are only ever added, so two people never overwrite each other. `@` names somebody, who is told. */
export function CaseNotes({ matter, zone }: { readonly matter: CaseDetail; readonly zone: string }) {
  const [text, type, clear] = useDraft(`case-note.${matter.id}`);
  const action = useCaseAction();
  const people = usePeople(matter.businessId);
  const box = useRef<HTMLTextAreaElement>(null);
  useShortcut('note', () => box.current?.focus());

  const told = mentionedIn(text, people);
  const mentioned = people.filter(({ id }) => told.includes(id));
  const wanted = /(?:^|\s)@([\p{L}][\p{L} .'-]*|)$/u.exec(text)?.[1];
  const found =
    wanted === undefined
      ? []
      : people
          .filter(({ name }) => name.toLowerCase().startsWith(wanted.toLowerCase()) && name !== wanted.trim())
          .slice(0, 6);
  const list = useChoiceList(found, ({ name }) => {
    type(`${text.slice(0, text.length - (wanted?.length ?? 0))}${name} `);
    box.current?.focus();
  });

  const save = (): void => {
    if (text.trim() === '' || action.isPending) return;
    action.mutate(
      {
        path: pathOf(matter.id, 'notes'),
        body: { text: text.trim(), mentions: told },
      },
      { onSuccess: clear },
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    } else if (found.length > 0 && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab'].includes(event.key)) {
      if (event.key === 'Tab' && list.active) {
        event.preventDefault();
        type(`${text.slice(0, text.length - (wanted?.length ?? 0))}${list.active.name} `);
      } else list.moveFrom(event);
    }
  };
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="notes">
      <h2 id="notes">Notes</h2>
      {matter.notes.length === 0 ? <p className="soft">Nobody wrote a note on this case.</p> : null}
      <ul className={styles.notes}>
        {matter.notes.map((note) => (
          <li key={note.id}>
            <p className={matters.kept}>{note.text}</p>
            <p className="soft small">
              {byWords(note.by)}, <When at={note.at} zone={zone} />
              {note.mentions.length > 0
                ? ` · told ${note.mentions.map(({ name }) => name).join(', ')}`
                : null}
            </p>
          </li>
        ))}
      </ul>
      <Textarea
        ref={box}
        label="Add a note"
        description="@ and a name tells that person. Ctrl + Enter saves it."
        autosize
        minRows={2}
        maxLength={4000}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        aria-autocomplete="list"
        aria-controls={found.length > 0 ? list.listProps.id : undefined}
        aria-activedescendant={found.length > 0 ? list.boxProps['aria-activedescendant'] : undefined}
      />
      {found.length > 0 ? (
        <ul {...list.listProps} className={styles.mentions} aria-label="Whom to tell">
          {found.map((person) => (
            <li key={person.id} {...list.choiceProps(person)}>
              {person.name}
            </li>
          ))}
        </ul>
      ) : null}
      <Refusal error={action.error} />
      <div className={matters.buttons}>
        <Button variant="default" disabled={text.trim() === ''} loading={action.isPending} onClick={save}>
          Save note
        </Button>
        {mentioned.length > 0 ? (
          <p className={`soft ${styles.told}`}>tells {mentioned.map(({ name }) => name).join(', ')}</p>
        ) : null}
      </div>
    </section>
  );
}

function usePeople(businessId: string): readonly { readonly id: string; readonly name: string }[] {
  const people = useRows('person');
  return useMemo(
    () =>
      [...people.values()]
        .filter(({ memberships }) => memberships.some((each) => each.businessId === businessId))
        .map(({ id, name }) => ({ id, name }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [people, businessId],
  );
}
