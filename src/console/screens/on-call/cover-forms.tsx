import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RotaDetail } from '../../../contract/rotas.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { pathOf } from '../../api/matters.ts';
import { useCover } from '../../api/rotas.ts';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import { PersonPicker, type Picked } from '../../components/matters/person-picker.tsx';
import { fromLocalInput, localInput, whenWords } from '../../components/when.ts';

interface Props {
  readonly rota: RotaDetail;
  readonly onClose: () => void;
}

/** One person takes over for a while, whoever's turn it is. */
export function CoverForm({ rota, onClose }: Props) {
  const zone = rota.timezone;
  const [person, setPerson] = useState<Picked | null>(null);
  const [from, setFrom] = useState(() => localInput(rota.now?.from ?? serverNow(), zone));
  const [to, setTo] = useState(() => localInput(rota.now?.to ?? serverNow() + 86_400_000, zone));
  const [why, setWhy] = useState('');
  const cover = useCover();
  const begins = fromLocalInput(from, zone);
  const ends = fromLocalInput(to, zone);
  const right = begins !== null && ends !== null && ends > begins;
  return (
    <InlineForm
      label="Somebody stands in"
      verb={person ? `${person.name} stands in` : 'Stand in'}
      busy={cover.isPending}
      ready={person !== null && right}
      error={cover.error}
      onSend={() =>
        cover.mutate(
          {
            path: pathOf(rota.id, 'overrides'),
            body: { from: begins, to: ends, personId: person?.id, insteadOf: null, why: why.trim() },
          },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <PersonPicker businessId={rota.businessId} label="Who stands in" value={person} onChange={setPerson} />
      <div className={matters.pair}>
        <TextInput
          type="datetime-local"
          label={`From (${zone})`}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label="To"
          value={to}
          error={right ? null : 'The end lies before the beginning.'}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label="Why (may stay empty)"
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
    </InlineForm>
  );
}

/** Two people take each other's turns. */
export function SwapForm({ rota, onClose }: Props) {
  const [one, setOne] = useState('');
  const [other, setOther] = useState('');
  const [why, setWhy] = useState('');
  const swap = useCover();
  const shifts = rota.shifts.filter(({ to }) => to > serverNow());
  const find = (key: string) => shifts.find(({ personId, from }) => `${personId}/${from}` === key);
  const first = find(one);
  const second = find(other);
  const data = (without: string | null) => [
    { value: '', label: 'Choose a turn' },
    ...shifts
      .filter(({ personId }) => personId !== without)
      .map(({ personId, from, name }) => ({
        value: `${personId}/${from}`,
        label: `${name}, ${whenWords(from, serverNow(), rota.timezone)}`,
      })),
  ];
  return (
    <InlineForm
      label="Two people swap"
      verb={first && second ? `${first.name} and ${second.name} swap` : 'Swap'}
      busy={swap.isPending}
      ready={first !== undefined && second !== undefined}
      error={swap.error}
      onSend={() => {
        if (!first || !second) return;
        const turn = ({ personId, from, to }: typeof first) => ({ personId, from, to });
        swap.mutate(
          { path: pathOf(rota.id, 'swap'), body: { one: turn(first), other: turn(second), why: why.trim() } },
          { onSuccess: onClose },
        );
      }}
      onClose={onClose}
    >
      <p className="soft">Turns of the week that is shown.</p>
      <div className={matters.pair}>
        <NativeSelect
          label="This turn"
          value={one}
          onChange={(event) => setOne(event.currentTarget.value)}
          data={data(null)}
        />
        <NativeSelect
          label="For this one"
          value={other}
          onChange={(event) => setOther(event.currentTarget.value)}
          data={data(first?.personId ?? null)}
        />
      </div>
      <TextInput
        label="Why (may stay empty)"
        maxLength={200}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
    </InlineForm>
  );
}
