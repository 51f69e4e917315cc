import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { WriteRota } from '../../../contract/rotas.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { useRotaAction } from '../../api/rotas.ts';
import { useMe } from '../../api/session.ts';
import { BusinessField } from '../../components/business-field.tsx';
import chips from '../../components/chips.module.css';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import matters from '../../components/matters/matters.module.css';
import { PersonPicker, type Picked } from '../../components/matters/person-picker.tsx';
import { localInput } from '../../components/when.ts';
import styles from './on-call.module.css';

const weekdays = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const;
type Weekday = keyof typeof weekdays;
const weekdayKeys = Object.keys(weekdays) as readonly Weekday[];

/** A rota of people who take turns of whole weeks, round the clock; standing in and swaps come on top. */
export function NewRota() {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const led = me.memberships.filter(({ role }) => role === 'manager' || role === 'admin');
  if (led.length === 0) return null;
  return (
    <div>
      <Button
        variant="default"
        mih={44}
        aria-expanded={open}
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => setOpen(!open)}
      >
        Make a rota
      </Button>
      {open ? (
        <div className={styles.newRota}>
          <Form led={led} onClose={() => setOpen(false)} />
        </div>
      ) : null}
    </div>
  );
}

type Led = readonly ReturnType<typeof useMe>['memberships'][number][];

function Form({ led, onClose }: { readonly led: Led; readonly onClose: () => void }) {
  const [businessId, setBusinessId] = useState(led[0]?.businessId ?? '');
  const zone = led.find((each) => each.businessId === businessId)?.timezone ?? 'UTC';
  const [name, setName] = useState('');
  const [people, setPeople] = useState<readonly Picked[]>([]);
  const [weekday, setWeekday] = useState<Weekday>('mon');
  const [time, setTime] = useState('09:00');
  const [weeks, setWeeks] = useState(1);
  const [from, setFrom] = useState(() => localInput(serverNow(), zone).slice(0, 10));
  const action = useRotaAction();
  const key = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const body: WriteRota = {
    name: name.trim(),
    timezone: zone,
    layers: [
      {
        name: 'Turns',
        people: people.map(({ id }) => id),
        from,
        handover: { weekday, time },
        every: { count: weeks, unit: 'weeks' },
      },
    ],
  };
  return (
    <InlineForm
      label="Make a rota"
      verb="Make the rota"
      busy={action.isPending}
      ready={key !== '' && people.length > 0 && /^\d\d:\d\d$/.test(time)}
      error={action.error}
      onSend={() =>
        action.mutate(
          { method: 'PUT', path: `/${encodeURIComponent(businessId)}/${key}`, body },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <div className={matters.pair}>
        <BusinessField
          value={businessId}
          onChange={(chosen) => {
            setBusinessId(chosen);
            setPeople([]);
          }}
          among={led}
        />
        <TextInput
          label="Name"
          placeholder="Nights and weekends"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <div>
        <p className={chips.label}>In this order</p>
        <ol className={styles.order}>
          {people.map((person, index) => (
            <li key={person.id}>
              <button
                type="button"
                className={chips.chip}
                aria-label={`Take ${person.name} off the rota`}
                onClick={() => setPeople(people.filter(({ id }) => id !== person.id))}
              >
                {index + 1}. {person.name} <IconX size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ol>
        <PersonPicker
          businessId={businessId}
          label="Add somebody"
          value={null}
          onChange={(picked) => {
            if (picked && !people.some(({ id }) => id === picked.id)) setPeople([...people, picked]);
          }}
        />
      </div>
      <div className={matters.pair}>
        <NativeSelect
          label="Hand over on"
          value={weekday}
          onChange={(event) =>
            setWeekday(weekdayKeys.find((each) => each === event.currentTarget.value) ?? 'mon')
          }
          data={weekdayKeys.map((value) => ({ value, label: weekdays[value] }))}
        />
        <TextInput
          type="time"
          label={`At (${zone})`}
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
        <NumberInput
          label="Each turn, in weeks"
          min={1}
          max={52}
          allowDecimal={false}
          value={weeks}
          onChange={(next) => setWeeks(Math.max(1, Number(next) || 1))}
        />
        <TextInput
          type="date"
          label="First turn"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      </div>
    </InlineForm>
  );
}
