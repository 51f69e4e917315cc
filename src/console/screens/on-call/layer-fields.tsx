import { ActionIcon, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import type { RotaLayer } from '../../../contract/rotas.ts';
import { useRows } from '../../api/live/live-context.tsx';
import matters from '../../components/matters/matters.module.css';
import { PersonPicker } from '../../components/matters/person-picker.tsx';
import { moved } from '../../components/moved.ts';
import chips from '../../components/chips.module.css';
import styles from './plan.module.css';

const weekdays = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const;
const weekdayKeys = Object.keys(weekdays) as readonly (keyof typeof weekdays)[];

interface Props {
  readonly businessId: string;
  readonly layer: RotaLayer;
  readonly zone: string;
  /** Names of people whom the live board does not show. */
  readonly names: ReadonlyMap<string, string>;
  readonly onChange: (layer: RotaLayer) => void;
}

/** People who take turns: who, in which order, from when to when. */
export function LayerFields({ businessId, layer, zone, names, onChange }: Props) {
  const { handover, every } = layer;
  const put = (changes: Partial<RotaLayer>): void => onChange({ ...layer, ...changes });
  return (
    <>
      <People businessId={businessId} layer={layer} names={names} onChange={(people) => put({ people })} />
      <div className={matters.pair}>
        <NumberInput
          label="Length of a turn"
          min={1}
          max={52}
          allowDecimal={false}
          value={every.count}
          onChange={(next) => put({ every: { ...every, count: Math.max(1, Number(next) || 1) } })}
        />
        <NativeSelect
          label="Days or weeks"
          value={every.unit}
          onChange={(event) => {
            const unit = event.currentTarget.value === 'days' ? 'days' : 'weeks';
            const weekday = handover.weekday ?? 'mon';
            put({
              every: { ...every, unit },
              handover: unit === 'weeks' ? { ...handover, weekday } : { time: handover.time },
            });
          }}
          data={[
            { value: 'weeks', label: 'weeks' },
            { value: 'days', label: 'days' },
          ]}
        />
        {every.unit === 'weeks' ? (
          <NativeSelect
            label="Hand over on"
            value={handover.weekday ?? 'mon'}
            onChange={(event) =>
              put({
                handover: {
                  ...handover,
                  weekday: weekdayKeys.find((each) => each === event.currentTarget.value) ?? 'mon',
                },
              })
            }
            data={weekdayKeys.map((value) => ({ value, label: weekdays[value] }))}
          />
        ) : null}
        <TextInput
          type="time"
          label={`At (${zone})`}
          value={handover.time}
          onChange={(event) => put({ handover: { ...handover, time: event.currentTarget.value } })}
        />
      </div>
      {layer.hours ? <p className="soft">Only {hoursWords(layer.hours)}.</p> : null}
    </>
  );
}

interface PeopleProps {
  readonly businessId: string;
  readonly layer: RotaLayer;
  readonly names: ReadonlyMap<string, string>;
  readonly onChange: (people: string[]) => void;
}

function People({ businessId, layer: { people }, names, onChange }: PeopleProps) {
  const live = useRows('person');
  const nameOf = (id: string): string => live.get(id)?.name ?? names.get(id) ?? id;
  return (
    <div>
      <p className={chips.label}>In this order</p>
      <ol className={styles.people}>
        {people.map((id, index) => (
          <li key={id}>
            <span>
              {index + 1}. <span className="strong">{nameOf(id)}</span>
            </span>
            <span className={styles.moves}>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={`${nameOf(id)} earlier`}
                disabled={index === 0}
                onClick={() => onChange(moved(people, index, -1))}
              >
                <IconArrowUp size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={`${nameOf(id)} later`}
                disabled={index === people.length - 1}
                onClick={() => onChange(moved(people, index, 1))}
              >
                <IconArrowDown size={18} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={`Take ${nameOf(id)} off the rota`}
                onClick={() => onChange(people.filter((other) => other !== id))}
              >
                <IconX size={18} aria-hidden />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <PersonPicker
        businessId={businessId}
        label="Add somebody"
        value={null}
        onChange={(picked) => {
          if (picked && !people.includes(picked.id)) onChange([...people, picked.id]);
        }}
      />
    </div>
  );
}

function hoursWords(hours: NonNullable<RotaLayer['hours']>): string {
  return weekdayKeys
    .flatMap((day) =>
      (hours[day] ?? []).map(([opens, closes]) => `${weekdays[day].slice(0, 3)} ${opens}–${closes}`),
    )
    .join(', ');
}
