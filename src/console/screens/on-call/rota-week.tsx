import { Button, Skeleton } from '@mantine/core';
import { IconCalendarTime, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { RotaDetail, RotaRow } from '../../../contract/rotas.ts';
import { serverNow } from '../../api/live/server-time.ts';
import { pathOf } from '../../api/matters.ts';
import { useNewFeed, useRota, useRotaAction } from '../../api/rotas.ts';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import { Refusal } from '../../components/refusal.tsx';
import { TwoStepButton } from '../../components/two-step-button.tsx';
import { CoverForm, SwapForm } from './cover-forms.tsx';
import { leads, useMe } from '../../api/session.ts';
import { EditRota } from './edit-rota.tsx';
import { DayStrip } from './day-strip.tsx';
import styles from './on-call.module.css';
import { addDays, dayStart, mondayOf } from './week-days.ts';

interface Props {
  readonly rota: RotaRow;
  /** Date of its Monday; null: this week. */
  readonly week: string | null;
  readonly onWeek: (week: string | null) => void;
}

/** A week of a rota, day by day, in the rota's own zone; holes are red and say so. */
export function RotaWeek({ rota, week, onWeek }: Props) {
  const zone = rota.timezone;
  const monday = /^\d{4}-\d\d-\d\d$/.test(week ?? '') ? (week ?? '') : mondayOf(serverNow(), zone);
  const days = [0, 1, 2, 3, 4, 5, 6].map((count) => addDays(monday, count));
  const from = dayStart(monday, zone);
  const to = dayStart(addDays(monday, 7), zone);
  const detail = useRota(rota.id, from, to);
  const [open, setOpen] = useState<'cover' | 'swap' | 'plan' | null>(null);
  const close = (): void => setOpen(null);
  const mayEdit = leads(useMe(), rota.businessId);
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="rota-week">
      <div className={styles.weekHead}>
        <h2 id="rota-week">
          {rota.name}, week of {dateWords(from, zone)} <span className="soft">({zone})</span>
        </h2>
        <div className={matters.buttons}>
          <Button
            variant="default"
            leftSection={<IconChevronLeft size={18} aria-hidden />}
            onClick={() => onWeek(addDays(monday, -7))}
          >
            Earlier
          </Button>
          <Button variant="default" onClick={() => onWeek(null)}>
            This week
          </Button>
          <Button
            variant="default"
            rightSection={<IconChevronRight size={18} aria-hidden />}
            onClick={() => onWeek(addDays(monday, 7))}
          >
            Later
          </Button>
        </div>
      </div>
      {rota.changesAt === null ? null : (
        <p className={styles.changes}>
          <IconCalendarTime size={18} aria-hidden />
          <span>
            New turns begin <When at={rota.changesAt} zone={zone} />.
          </span>
        </p>
      )}
      <Refusal error={detail.error} />
      {detail.isPending ? <Skeleton height={320} /> : null}
      {detail.data ? (
        <>
          <ul className={styles.days}>
            {days.map((day) => (
              <DayStrip key={day} day={day} zone={zone} shifts={detail.data.shifts} />
            ))}
          </ul>
          {mayEdit ? (
            <div className={matters.buttons}>
              <Button variant="default" aria-expanded={open === 'cover'} onClick={() => setOpen('cover')}>
                Somebody stands in
              </Button>
              <Button variant="default" aria-expanded={open === 'swap'} onClick={() => setOpen('swap')}>
                Two people swap
              </Button>
              <Button variant="default" aria-expanded={open === 'plan'} onClick={() => setOpen('plan')}>
                Change the rota
              </Button>
              <Retire rota={detail.data} />
            </div>
          ) : null}
          {open === 'cover' ? <CoverForm rota={detail.data} onClose={close} /> : null}
          {open === 'swap' ? <SwapForm rota={detail.data} onClose={close} /> : null}
          {open === 'plan' ? <EditRota rota={detail.data} onClose={close} /> : null}
          <Overrides rota={detail.data} />
          <Feed rota={detail.data} />
        </>
      ) : null}
    </section>
  );
}

/** Ends a rota that is not needed any more; the server says what still needs it. */
function Retire({ rota }: { readonly rota: RotaDetail }) {
  const action = useRotaAction();
  return (
    <>
      <TwoStepButton
        variant="default"
        disabled={action.isPending}
        confirm="Yes, retire it"
        onConfirm={() => action.mutate({ method: 'DELETE', path: `${pathOf(rota.id)}?asOf=${rota.version}` })}
      >
        Retire the rota
      </TwoStepButton>
      <Refusal error={action.error} />
    </>
  );
}

function Overrides({ rota }: { readonly rota: RotaDetail }) {
  const action = useRotaAction();
  const mayEdit = leads(useMe(), rota.businessId);
  if (rota.overrides.length === 0) return null;
  return (
    <div>
      <h3>Who stands in</h3>
      <Refusal error={action.error} />
      <ul className={styles.overrides}>
        {rota.overrides.map((each) => (
          <li key={each.id}>
            <span>
              <span className="strong">{each.name}</span> <When at={each.from} zone={rota.timezone} /> to{' '}
              <When at={each.to} zone={rota.timezone} />
              {each.why ? `: ${each.why}` : ''} <span className="soft">({each.by})</span>
            </span>
            {mayEdit ? (
              <TwoStepButton
                variant="default"
                mih={44}
                disabled={action.isPending}
                confirm="Yes, end it"
                onConfirm={() =>
                  action.mutate({
                    method: 'DELETE',
                    path: pathOf(rota.id, `overrides/${encodeURIComponent(each.id)}`),
                  })
                }
              >
                End it
              </TwoStepButton>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The calendar's secret address, for those who may hand it out. */
function Feed({ rota }: { readonly rota: RotaDetail }) {
  const renew = useNewFeed();
  if (rota.feedUrl === null) return null;
  return (
    <div className={matters.stack}>
      <h3>In your own calendar</h3>
      <p>
        Subscribe to <code className={styles.feed}>{rota.feedUrl}</code> Whoever has this address sees the
        rota.
      </p>
      <Refusal error={renew.error} />
      <div>
        <TwoStepButton
          variant="default"
          mih={44}
          loading={renew.isPending}
          confirm="Yes, the old one ends"
          onConfirm={() => renew.mutate({ path: pathOf(rota.id, 'feed') })}
        >
          Make a new address
        </TwoStepButton>
      </div>
    </div>
  );
}

function dateWords(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long' }).format(at);
}
