import { Menu } from '@mantine/core';
import { IconDots, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { NavLink, useLocation, useNavigate } from 'react-router';
import { useMe } from '../../api/session.ts';
import { useBusinessFilter } from '../business-filter.ts';
import { useStored } from '../stored.ts';
import styles from './rail.module.css';
import { screensFor } from './screens.ts';
import { useRailCounts, type RailCount } from './use-rail-counts.ts';

/** The screens, at the left; on a phone a bar at the bottom. */
export function Rail() {
  const { to } = useBusinessFilter();
  const shown = screensFor(useMe());
  const counts = useRailCounts();
  const [width, setWidth] = useStored('rail', ['wide', 'narrow'] as const, 'wide');
  const Toggle = width === 'wide' ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand;
  const behind = shown.filter(({ bar }) => !bar);
  return (
    <nav className={styles.rail} data-width={width} aria-label="Screens">
      <div className={styles.brand} aria-hidden>
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span className={styles.word}>Deskbell</span>
      </div>
      <ul>
        {shown.map(({ path, word, Icon, bar }) => (
          <li key={path} className={bar ? undefined : styles.behind}>
            <NavLink
              to={to(path)}
              className={styles.link ?? ''}
              title={width === 'narrow' ? word : undefined}
            >
              <Icon size={20} stroke={1.75} aria-hidden />
              <span className={styles.word}>{word}</span>
              <Count of={counts[path]} />
            </NavLink>
          </li>
        ))}
        <li className={styles.more}>
          <More screens={behind} counts={counts} />
        </li>
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

function Count({ of }: { readonly of: RailCount | undefined }) {
  if (!of || of.count === 0) return null;
  return (
    <span className={styles.count} aria-label={of.words} role="img">
      {of.count}
    </span>
  );
}

interface MoreProps {
  readonly screens: ReturnType<typeof screensFor>;
  readonly counts: ReturnType<typeof useRailCounts>;
}

/** On a phone: the screens for which the bar has no room. */
function More({ screens, counts }: MoreProps) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { to } = useBusinessFilter();
  const waiting = screens.reduce((sum, { path }) => sum + (counts[path]?.count ?? 0), 0);
  const here = screens.find(({ path }) => pathname.startsWith(path));
  return (
    <Menu position="top-end" width={220} withinPortal>
      <Menu.Target>
        <button type="button" className={`${styles.link} ${here ? 'active' : ''}`}>
          {here ? <here.Icon size={20} stroke={1.75} aria-hidden /> : <IconDots size={20} aria-hidden />}
          <span className={styles.word}>{here ? here.word : 'More'}</span>
          <Count of={{ count: waiting, words: `${waiting} waiting for you on other screens` }} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {screens.map(({ path, word, Icon }) => (
          <Menu.Item
            key={path}
            mih={44}
            leftSection={<Icon size={18} aria-hidden />}
            rightSection={counts[path]?.count ? counts[path].count : null}
            onClick={() => void navigate(to(path))}
          >
            {word}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
