import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { LiveProvider } from './api/live/live-context.tsx';
import { useMe } from './api/session.ts';
import { Frame } from './components/frame/frame.tsx';
import { screensFor } from './components/frame/screens.ts';
import { readAhead } from './loading/read-ahead.ts';
import { ScreenPlace } from './loading/screen-place.tsx';
import { below, pages } from './pages.ts';

/** Everything around the screens of somebody who is signed in; the other screens are read while nothing else is to do. */
export function House() {
  const me = useMe();
  useEffect(() => readAhead(screensFor(me).flatMap(({ path }) => below[path])), [me]);
  return (
    <LiveProvider personId={me.personId}>
      <Framed />
    </LiveProvider>
  );
}

/** The wall board is the one screen without the frame. */
function Framed() {
  const { pathname, search } = useLocation();
  const onWall = pathname === '/live' && new URLSearchParams(search).get('wall') === '1';
  if (!onWall) return <Frame />;
  return (
    <ScreenPlace>
      <pages.wall />
    </ScreenPlace>
  );
}
