import { Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseDetail, Severity, Tier } from '../../../contract/cases.ts';
import { useZone } from '../../api/business.ts';
import { useCaseAction } from '../../api/cases.ts';
import { pathOf } from '../../api/matters.ts';
import { useDraft } from '../../components/draft.ts';
import { InlineForm, WordsField } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import { PersonPicker, type Picked } from '../../components/matters/person-picker.tsx';
import { severityWords, tierWords } from '../../components/matters/words.ts';
import { fromLocalInput } from '../../components/when.ts';

interface Props {
  readonly matter: CaseDetail;
  readonly onClose: () => void;
}

/** One form's words with its draft, sent with the edition that is on the screen. */
function useForm(matter: CaseDetail, path: string, onClose: () => void) {
  const [words, type, clear] = useDraft(`case-${path}.${matter.id}`);
  const action = useCaseAction();
  const send = (body: Readonly<Record<string, unknown>>): void =>
    action.mutate(
      { path: pathOf(matter.id, path), body: { ...body, asOf: matter.edition } },
      {
        onSuccess: () => {
          clear();
          onClose();
        },
      },
    );
  return { words, type, send, busy: action.isPending, error: action.error, onClose };
}

/** Gives the case to a person or a queue; somebody always has it. */
export function AssignForm({ matter, onClose }: Props) {
  const form = useForm(matter, 'assign', onClose);
  const [owner, setOwner] = useState<Picked | null>(null);
  return (
    <InlineForm
      {...form}
      label="Assign the case"
      verb={owner ? `Give it to ${owner.name}` : 'Assign'}
      ready={owner !== null}
      onSend={() =>
        owner &&
        form.send({
          owner: { kind: owner.kind, id: owner.id },
          ...(form.words.trim() ? { why: form.words.trim() } : {}),
        })
      }
    >
      <PersonPicker
        businessId={matter.businessId}
        label="Who has it from now on"
        value={owner}
        onChange={setOwner}
        queues
      />
      <WordsField {...form} label="Why (may stay empty)" />
    </InlineForm>
  );
}

/** To somebody who knows, or somebody who may decide; or as a formal complaint. */
export function EscalateForm({ matter, onClose }: Props) {
  const form = useForm(matter, 'escalate', onClose);
  const [pathway, setPathway] = useState<'functional' | 'hierarchical'>('functional');
  const [formal, setFormal] = useState(!matter.may.escalate);
  const next = matter.levels.find(({ number }) => number === (formal ? 4 : matter.level + 1));
  return (
    <InlineForm
      {...form}
      label="Escalate the case"
      verb={next ? `Escalate to L${next.number} ${next.name}` : 'Escalate'}
      ready={form.words.trim() !== ''}
      onSend={() => form.send({ pathway, reason: form.words.trim(), formal })}
    >
      <SegmentedControl
        aria-label="To whom"
        transitionDuration={0}
        value={pathway}
        onChange={(to) => setPathway(to)}
        data={[
          { value: 'functional', label: 'Somebody who knows' },
          { value: 'hierarchical', label: 'Somebody who may decide' },
        ]}
      />
      {matter.may.formalComplaint ? (
        <Checkbox
          size="md"
          label="As a formal complaint (level 4)"
          checked={formal}
          disabled={!matter.may.escalate}
          onChange={(event) => setFormal(event.currentTarget.checked)}
        />
      ) : null}
      <WordsField {...form} label="Why" placeholder="What was tried, and what is needed" />
    </InlineForm>
  );
}

/** Stops the clocks with a reason; they go on by themselves when the customer calls, or at a time. */
export function WaitForm({ matter, onClose }: Props) {
  const form = useForm(matter, 'wait', onClose);
  const zone = useZone(matter.businessId);
  const [until, setUntil] = useState('');
  const at = until === '' ? null : fromLocalInput(until, zone);
  return (
    <InlineForm
      {...form}
      label="Wait for the customer"
      verb="Stop the clocks"
      ready={form.words.trim() !== '' && (until === '' || at !== null)}
      onSend={() => form.send({ reason: form.words.trim(), until: at })}
    >
      <WordsField
        {...form}
        label="What is the customer to do?"
        placeholder="Such as: send the order number"
      />
      <TextInput
        type="datetime-local"
        label="Go on at the latest (may stay empty)"
        description="The clocks go on when the customer calls, when somebody says so, or then."
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </InlineForm>
  );
}

const tiers = Object.keys(tierWords) as readonly Tier[];
const severities = [1, 2, 3, 4] as const satisfies readonly Severity[];

/** How severe it is, and why. */
export function SeverityForm({ matter, onClose }: Props) {
  const form = useForm(matter, 'severity', onClose);
  const [severity, setSeverity] = useState<Severity>(matter.severity);
  const [tier, setTier] = useState<Tier>(matter.tier);
  const changed = severity !== matter.severity || tier !== matter.tier;
  return (
    <InlineForm
      {...form}
      label="Severity"
      verb="Set the severity"
      ready={changed && form.words.trim() !== ''}
      onSend={() => form.send({ severity, tier, why: form.words.trim() })}
    >
      <div className={matters.pair}>
        <NativeSelect
          label="Severity"
          value={String(severity)}
          onChange={(event) =>
            setSeverity(severities.find((each) => String(each) === event.currentTarget.value) ?? severity)
          }
          data={severities.map((each) => ({ value: String(each), label: `${each} ${severityWords[each]}` }))}
        />
        <NativeSelect
          label="Tier"
          value={tier}
          onChange={(event) => setTier(tiers.find((each) => each === event.currentTarget.value) ?? tier)}
          data={tiers.map((each) => ({ value: each, label: tierWords[each] }))}
        />
      </div>
      <WordsField {...form} label="Why" />
    </InlineForm>
  );
}
