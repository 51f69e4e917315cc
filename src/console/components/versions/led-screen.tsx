import { NativeSelect, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { Empty } from '../empty.tsx';
import { ScreenHead } from '../matters/list-parts.tsx';
import matters from '../matters/matters.module.css';
import { usePageTitle } from '../page-title.ts';
import { Refusal } from '../refusal.tsx';

interface Viewed<View> {
  readonly data: View | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
}

interface Props<View> {
  /** `Rules`. */
  readonly title: string;
  /** Reads what is edited; null: this person leads no business. */
  readonly useView: (businessId: string | null) => Viewed<View>;
  /** What whoever leads nothing may do instead. */
  readonly otherwise: string;
  readonly children: (view: View) => ReactNode;
}

/** A screen on which those who lead a business edit something of it. */
export function LedScreen<View>({ title, useView, otherwise, children }: Props<View>) {
  usePageTitle(title);
  const me = useMe();
  const { businessId: looking, choose } = useBusinessFilter();
  const led = me.memberships.filter(({ role }) => role === 'manager' || role === 'admin');
  const shown = led.find(({ businessId }) => businessId === looking) ?? led[0];
  const view = useView(shown?.businessId ?? null);
  return (
    <div className={matters.screen}>
      <ScreenHead title={title}>
        {led.length > 1 ? (
          <NativeSelect
            aria-label={`Whose ${title.toLowerCase()}`}
            value={shown?.businessId ?? ''}
            onChange={(event) => choose(event.currentTarget.value)}
            data={led.map((each) => ({ value: each.businessId, label: each.businessName }))}
          />
        ) : null}
      </ScreenHead>
      {shown === undefined ? (
        <div className="panel">
          <Empty title={`${title} are for those who lead a business.`}>{otherwise}</Empty>
        </div>
      ) : null}
      <Refusal error={view.error} />
      {shown !== undefined && view.isPending ? <Skeleton height={320} /> : null}
      {view.data === undefined ? null : children(view.data)}
    </div>
  );
}
