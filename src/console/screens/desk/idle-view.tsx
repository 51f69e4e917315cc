import { Button } from '@mantine/core';
import type { PersonRow } from '../../../contract/live.ts';
import { useChoosePresence } from '../../api/presence.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useNoticePermission } from '../../components/sound/ring-notice.ts';
import { useSound } from '../../components/sound/sound-context.tsx';
import { useSoftphone } from '../../softphone/softphone-context.tsx';
import { WhereCallsRing } from '../../softphone/where-calls-ring.tsx';
import styles from './middle.module.css';

/** Nothing rings and nobody talks: say why, and whether a call would be noticed. */
export function IdleView({ row }: { readonly row: PersonRow }) {
  const choose = useChoosePresence();
  const { wanted, blocked } = useSound();
  const notices = useNoticePermission();
  const { state } = useSoftphone();
  const inBrowser = row.presence === 'unreachable' && row.device === 'browser';
  const ready = row.presence === 'free' || row.presence === 'ringing' || row.presence === 'on-a-call';
  return (
    <section className={`panel ${styles.box}`} aria-labelledby="idle-title">
      <h2 id="idle-title">{titles[row.presence]}</h2>
      {ready ? null : (
        <>
          <p>
            {row.reason ??
              (inBrowser ? browserLost : 'While you are not available no call is offered to you.')}
          </p>
          {inBrowser ? null : (
            <div>
              <Button
                color="var(--free-fill)"
                size="md"
                loading={choose.isPending}
                onClick={() => choose.mutate({ presence: 'available' })}
              >
                Become available
              </Button>
            </div>
          )}
          <Refusal error={choose.error} />
        </>
      )}
      <WhereCallsRing />
      <ul className={styles.checks} aria-label="Would I notice a call?">
        <li>
          {!wanted && state.status !== 'on'
            ? '○ Sound is off: switch it on with the bell in the top line.'
            : blocked
              ? '○ The browser is silent until you click or press a key on this page.'
              : '✓ This page can ring.'}
        </li>
        <li>
          {notices.permission === 'granted' ? (
            '✓ The system shows a notice when this page is hidden.'
          ) : notices.permission === 'default' ? (
            <>
              ○ No notice while this page is hidden.{' '}
              <Button size="compact-sm" variant="default" onClick={notices.request}>
                Allow notices
              </Button>
            </>
          ) : (
            '○ This browser shows no notices for this address. Keep the page in sight, or allow them in its settings.'
          )}
        </li>
      </ul>
    </section>
  );
}

const browserLost =
  'Your browser cannot be rung. The red line at the bottom says why; your telephone is the other way.';

const titles = {
  free: 'You are free. The next call comes here.',
  ringing: 'Your telephone rings.',
  'on-a-call': 'You are on a call.',
  'wrap-up': 'You are in wrap-up.',
  away: 'You are away, so nothing rings.',
  unreachable: 'You cannot be reached, so nothing rings.',
  offline: 'You are offline, so nothing rings.',
} as const;
