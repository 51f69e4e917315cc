import { NativeSelect, Skeleton, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Addressee, MessageDetail, MessageField, MessageFormNow } from '../../../contract/messages.ts';
import { useMessageForm, useTakeMessage } from '../../api/messages.ts';
import { read, write } from '../stored.ts';
import { Refusal } from '../refusal.tsx';
import { InlineForm } from './inline-form.tsx';

interface Props {
  readonly businessId: string;
  readonly topic: string | null;
  readonly callId: string | null;
  readonly caseId?: string | null;
  /** What is known of the caller already; nobody is asked twice. */
  readonly known: { readonly number: string | null; readonly name: string | null };
  readonly onTaken: (message: MessageDetail) => void;
  readonly onClose: () => void;
}

/** A message by the business's own form. What is typed stays until the server has taken it. */
export function TakeMessage(props: Props) {
  const form = useMessageForm(props.businessId, props.topic);
  if (form.data) return <Form key={form.data.key} {...props} form={form.data} />;
  return form.error ? <Refusal error={form.error} /> : <Skeleton height={200} />;
}

type Values = Readonly<Record<string, string>>;

function Form({
  form,
  businessId,
  topic,
  callId,
  caseId,
  known,
  onTaken,
  onClose,
}: Props & { form: MessageFormNow }) {
  const key = `deskbell.draft.message.${callId ?? businessId}.${form.key}`;
  const [values, setValues] = useState<Values>(() => ({ ...knownFields(form.fields, known), ...kept(key) }));
  const [addressee, setAddressee] = useState<Addressee>(form.for);
  const send = useTakeMessage();
  const type = (field: string, value: string): void => {
    const next = { ...values, [field]: value };
    setValues(next);
    write(key, JSON.stringify(next));
  };
  const missing = form.fields.filter(({ key: name, required }) => required && !values[name]?.trim());
  const take = (): void => {
    const fields = Object.fromEntries(
      form.fields.flatMap(({ key: name }) => (values[name]?.trim() ? [[name, values[name].trim()]] : [])),
    );
    void send
      .take({
        businessId,
        topic,
        callId,
        caseId: caseId ?? null,
        for: { kind: addressee.kind, id: addressee.id },
        fields,
      })
      .then(
        (taken) => {
          write(key, null);
          onTaken(taken);
        },
        // What the server said is in `send.error`, which the form shows.
        () => undefined,
      );
  };
  return (
    <InlineForm
      label={`Take a message: ${form.name}`}
      verb="Take the message"
      busy={send.isPending}
      ready={missing.length === 0}
      error={send.error}
      onSend={take}
      onClose={onClose}
    >
      <NativeSelect
        label="For"
        value={`${addressee.kind}/${addressee.id}`}
        onChange={(event) => {
          const chosen = form.addressees.find(
            ({ kind, id }) => `${kind}/${id}` === event.currentTarget.value,
          );
          if (chosen) setAddressee(chosen);
        }}
        data={withOwn(form).map(({ kind, id, name }) => ({
          value: `${kind}/${id}`,
          label: kind === 'person' ? name : `${name} (${kind})`,
        }))}
      />
      {form.fields.map((field) => (
        <Field
          key={field.key}
          field={field}
          value={values[field.key] ?? ''}
          onChange={(value) => type(field.key, value)}
        />
      ))}
      <p className="soft">{form.says}</p>
    </InlineForm>
  );
}

interface FieldProps {
  readonly field: MessageField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ field, value, onChange }: FieldProps) {
  const common = { label: field.label, withAsterisk: field.required, value } as const;
  switch (field.type) {
    case 'text':
    case 'phone':
    case 'email':
      return (
        <TextInput
          {...common}
          type={field.type === 'phone' ? 'tel' : field.type}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'long':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxLength={4000}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          onChange={(event) => onChange(event.currentTarget.value)}
          data={[{ value: '', label: 'Choose' }, ...field.options]}
        />
      );
    default:
      return field.type satisfies never;
  }
}

/** The addressee whom the form names is in the list even if the list forgets it. */
function withOwn({ for: own, addressees }: MessageFormNow): readonly Addressee[] {
  const there = addressees.some(({ kind, id }) => kind === own.kind && id === own.id);
  return there ? addressees : [own, ...addressees];
}

/** The first telephone field and the first field for a name take what is known. */
function knownFields(fields: readonly MessageField[], known: Props['known']): Values {
  const phone = fields.find(({ type }) => type === 'phone')?.key;
  const name = fields.find(({ key, type }) => type === 'text' && /name/i.test(key))?.key;
  return {
    ...(phone && known.number ? { [phone]: known.number } : {}),
    ...(name && known.name ? { [name]: known.name } : {}),
  };
}

function kept(key: string): Values {
  const text = read(key);
  if (text === null) return {};
  try {
    const values: unknown = JSON.parse(text);
    return typeof values === 'object' && values !== null ? (values as Values) : {};
  } catch {
    // A draft that cannot be read is no draft.
    return {};
  }
}
