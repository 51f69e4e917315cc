import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PromiseRow } from '../../../contract/promises.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { useZone } from '../../api/business.ts';
import { useMakePromise } from '../../api/promises.ts';
import { useDraft } from '../draft.ts';
import { fromLocalInput, localInput, viewerZone, whenWords } from '../when.ts';
import { InlineForm } from './inline-form.tsx';
import matters from './matters.module.css';
import { PersonPicker, type Picked } from './person-picker.tsx';

interface Props {
  readonly businessId: string;
  readonly about: { readonly callId: string } | { readonly caseId: string };
  readonly onMade: (promise: PromiseRow) => void;
  readonly onClose: () => void;
}

const kinds = ['call-back', 'update', 'answer', 'action'] as const;
type Kind = (typeof kinds)[number];

const kindWords: Readonly<Record<Kind, string>> = {
  'call-back': 'Call back',
  update: 'Update',
  answer: 'Answer',
  action: 'Do it',
};
const saying: Readonly<Record<Kind, string>> = {
  'call-back': 'We call you back by',
  update: 'You hear from us by',
  answer: 'You have an answer by',
  action: 'It is done by',
};

/** What a caller is told, in the words that were used, and by when. */
export function PromiseForm({ businessId, about, onMade, onClose }: Props) {
  const zone = useZone(businessId);
  const key = 'callId' in about ? about.callId : about.caseId;
  const [kind, setKind] = useState<Kind>('call-back');
  const [dueAt, setDueAt] = useState(() => roundedUp(serverNow() + 2 * 3_600_000));
  const [words, type, clear] = useDraft(`promise.${key}`);
  const [owner, setOwner] = useState<Picked | null>(null);
  const send = useMakePromise();
  const suggested = `${saying[kind]} ${whenWords(dueAt, serverNow(), zone)}.`;
  const make = (): void => {
    void send
      .make({
        ...about,
        what: kind,
        words: words.trim() || suggested,
        dueAt,
        ...(owner ? { owner: { kind: owner.kind, id: owner.id } } : {}),
      })
      .then(
        (promise) => {
          clear();
          onMade(promise);
        },
        // What the server said is in `send.error`, which the form shows.
        () => undefined,
      );
  };
  return (
    <InlineForm
      label="Promise something"
      verb="Promise it"
      busy={send.isPending}
      ready={dueAt > serverNow()}
      error={send.error}
      onSend={make}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label="What is promised"
        transitionDuration={0}
        value={kind}
        onChange={(next) => setKind(next)}
        data={kinds.map((value) => ({ value, label: kindWords[value] }))}
      />
      <div className={matters.buttons} role="group" aria-label="By when">
        {quick(serverNow(), zone).map(({ label, at }) => (
          <Button
            key={label}
            variant={at === dueAt ? 'light' : 'default'}
            aria-pressed={at === dueAt}
            onClick={() => setDueAt(at)}
          >
            {label}
          </Button>
        ))}
      </div>
      <TextInput
        type="datetime-local"
        label={zone === viewerZone() ? 'By when' : `By when, in the business’s time (${zone})`}
        value={localInput(dueAt, zone)}
        onChange={(event) => {
          const at = fromLocalInput(event.currentTarget.value, zone);
          if (at !== null) setDueAt(at);
        }}
        error={dueAt > serverNow() ? null : 'This time has passed.'}
      />
      <Textarea
        label="In the words that the caller hears"
        placeholder={suggested}
        description={words.trim() === '' ? `Left empty: “${suggested}”` : null}
        autosize
        minRows={2}
        maxLength={500}
        value={words}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <details>
        <summary>Somebody else keeps it</summary>
        <PersonPicker businessId={businessId} label="Who owes it" value={owner} onChange={setOwner} queues />
      </details>
    </InlineForm>
  );
}

const quarter = 900_000;
const roundedUp = (at: number): number => Math.ceil(at / quarter) * quarter;

/** The times that are promised most often, in the business's zone; only those that lie ahead. */
function quick(now: number, zone: string): readonly { readonly label: string; readonly at: number }[] {
  const today = localInput(now, zone).slice(0, 10);
  const tomorrow = localInput(now + 86_400_000, zone).slice(0, 10);
  const named = [
    { label: 'Today 17:00', at: fromLocalInput(`${today}T17:00`, zone) },
    { label: 'Tomorrow 10:00', at: fromLocalInput(`${tomorrow}T10:00`, zone) },
  ].flatMap(({ label, at }) => (at !== null && at > now ? [{ label, at }] : []));
  return [
    { label: 'In 30 min', at: roundedUp(now + 1_800_000) },
    { label: 'In 2 h', at: roundedUp(now + 7_200_000) },
    ...named,
  ];
}
