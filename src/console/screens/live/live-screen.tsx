import { useCallback, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRowsOf } from '../../api/live/live-context.tsx';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { setOrDelete, useChangeQuery } from '../../components/change-query.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { Board } from './board.tsx';
import { BoardModeContext } from './board-mode.ts';
import { CallPanel } from './call-panel.tsx';
import styles from './live-screen.module.css';

export function LiveScreen() {
  const { businessId, to } = useBusinessFilter();
  const [params] = useSearchParams();
  const changeQuery = useChangeQuery();
  const callId = params.get('call');
  const late = useRowsOf('waiting', businessId).filter((row) => row.breachedAt !== null).length;
  usePageTitle(late > 0 ? `✕ ${late} past target · Live` : 'Live');

  const openCall = useCallback(
    (next: string | null) => changeQuery((query) => setOrDelete(query, 'call', next), { replace: true }),
    [changeQuery],
  );
  const mode = useMemo(() => ({ wall: false, openCall }), [openCall]);

  return (
    <BoardModeContext value={mode}>
      <div className={styles.screen} data-with-call={callId !== null}>
        <div className={styles.head}>
          <h1>Live</h1>
          <Link to={to('/live', { wall: '1' })} target="_blank">
            Open as wall board
          </Link>
        </div>
        <Board businessId={businessId} />
        {callId === null ? null : <CallPanel key={callId} callId={callId} onClose={() => openCall(null)} />}
      </div>
    </BoardModeContext>
  );
}
