import {
  IconBroadcast,
  IconHeadset,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMicrophone,
  IconSettings,
} from '@tabler/icons-react';
import { NavLink } from 'react-router';
import { useMyOffers } from '../../api/offers.ts';
import { hasRole, mayListen, useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { useStored } from '../stored.ts';
import { counted } from '../words.ts';
import styles from './rail.module.css';

const screens = [
  { path: '/live', word: 'Live', Icon: IconBroadcast },
  { path: '/desk', word: 'Desk', Icon: IconHeadset },
  { path: '/recordings', word: 'Recordings', Icon: IconMicrophone },
  { path: '/setup', word: 'Set-up', Icon: IconSettings },
] as const;

/** The screens, at the left; on a phone a bar at the bottom. */
export function Rail() {
  const { to } = useBusinessFilter();
  const ringing = useMyOffers().length;
  const me = useMe();
  const hidden = [mayListen(me) ? '' : '/recordings', hasRole(me, 'admin') ? '' : '/setup'];
  const shown = screens.filter(({ path }) => !hidden.includes(path));
  const [width, setWidth] = useStored('rail', ['wide', 'narrow'] as const, 'wide');
  const Toggle = width === 'wide' ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;
  return (
    <nav className={styles.rail} data-width={width} aria-label="Screens">
      <div className={styles.brand} aria-hidden>
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span className={styles.word}>Deskbell</span>
      </div>
      <ul>
        {shown.map(({ path, word, Icon }) => (
          <li key={path}>
            <NavLink
              to={to(path)}
              className={styles.link ?? ''}
              title={width === 'narrow' ? word : undefined}
            >
              <Icon size={20} stroke={1.75} aria-hidden />
              <span className={styles.word}>{word}</span>
              {path === '/desk' && ringing > 0 ? (
                <span className={styles.count} aria-label={`${counted(ringing, 'call')} ringing for you`}>
                  {ringing}
                </span>
              ) : null}
            </NavLink>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className={styles.toggle}
        onClick={() => setWidth(width === 'wide' ? 'narrow' : 'wide')}
      >
        <Toggle size={20} stroke={1.75} aria-hidden />
        <span className={styles.word}>{width === 'wide' ? 'Collapse' : 'Expand'}</span>
      </button>
    </nav>
  );
}
