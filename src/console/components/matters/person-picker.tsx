import { TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useRows } from '../../api/live/live-context.tsx';
import { useChoiceList } from '../choice-list.ts';
import { PresenceMark } from '../presence-mark.tsx';
import { roleWords } from '../words.ts';
import styles from './person-picker.module.css';

export interface Picked {
  readonly kind: 'person' | 'queue';
  readonly id: string;
  readonly name: string;
}

interface Choice extends Picked {
  readonly detail: string;
  readonly presence: Parameters<typeof PresenceMark>[0]['of'] | null;
  readonly order: number;
}

interface Props {
  readonly businessId: string;
  readonly label: string;
  readonly value: Picked | null;
  readonly onChange: (picked: Picked | null) => void;
  /** Whether a queue can be meant too. */
  readonly queues?: boolean;
  readonly autoFocus?: boolean;
  readonly description?: string;
}

/** One search over the people (and queues) of a business, those who can be reached on top; by keyboard alone too. */
export function PersonPicker({ businessId, label, value, onChange, queues, autoFocus, description }: Props) {
  const [query, setQuery] = useState('');
  const choices = useChoices(businessId, queues ?? false);
  const wanted = query.trim().toLowerCase();
  const found = choices
    .filter(({ name, detail }) => `${name} ${detail}`.toLowerCase().includes(wanted))
    .slice(0, 8);
  const list = useChoiceList(found, (choice) => {
    onChange({ kind: choice.kind, id: choice.id, name: choice.name });
    setQuery('');
  });
  if (value)
    return (
      <div>
        <p className={styles.label}>{label}</p>
        <button
          type="button"
          className={styles.chosen}
          onClick={() => onChange(null)}
          aria-label={`${value.name}: choose somebody else`}
        >
          <span className="strong">{value.name}</span>
          <IconX size={16} aria-hidden />
        </button>
      </div>
    );
  return (
    <div>
      <TextInput
        label={label}
        {...(description ? { description } : {})}
        placeholder={queues ? 'Name or queue' : 'Name'}
        leftSection={<IconSearch size={16} aria-hidden />}
        autoFocus={autoFocus ?? false}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        {...list.boxProps}
      />
      <ul {...list.listProps} className={styles.list} aria-label={`${label}: choices`}>
        {found.map((choice) => (
          <li key={`${choice.kind}/${choice.id}`} {...list.choiceProps(choice)} className={styles.choice}>
            <span>
              <span className="strong">{choice.name}</span> <span className="soft">{choice.detail}</span>
            </span>
            {choice.presence ? <PresenceMark of={choice.presence} /> : null}
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="soft">Nobody in this business has this name.</p> : null}
    </div>
  );
}

const likely = {
  free: 0,
  ringing: 1,
  'on-a-call': 2,
  'wrap-up': 2,
  away: 3,
  unreachable: 4,
  offline: 5,
} as const;

function useChoices(businessId: string, withQueues: boolean): readonly Choice[] {
  const people = useRows('person');
  const queues = useRows('queue');
  return useMemo(() => {
    const persons = [...people.values()].flatMap((person): Choice[] => {
      const role = person.memberships.find((each) => each.businessId === businessId)?.role;
      if (!role) return [];
      const { id, name, presence } = person;
      return [
        {
          kind: 'person',
          id,
          name,
          detail: roleWords(role).toLowerCase(),
          presence,
          order: likely[presence],
        },
      ];
    });
    const lines = [...queues.values()]
      .filter((queue) => withQueues && queue.businessId === businessId)
      .map((queue): Choice => ({
        kind: 'queue',
        id: queue.queue,
        name: queue.name,
        detail: 'queue',
        presence: null,
        order: 6,
      }));
    return [...persons, ...lines].sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
  }, [people, queues, businessId, withQueues]);
}
