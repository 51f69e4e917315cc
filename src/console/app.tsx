import { Button, Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { Link, Navigate, Route, Routes, useLocation } from 'react-router';
import { hasRole, MeContext, useMe, useSession } from './api/session.ts';
import { Refusal } from './components/refusal.tsx';
import { House } from './begin.ts';
import { readAhead } from './loading/read-ahead.ts';
import { ScreenPlace } from './loading/screen-place.tsx';
import { pages } from './pages.ts';
import { useLed } from './push/use-led.ts';
import { SignInScreen } from './screens/sign-in/sign-in-screen.tsx';
import styles from './app.module.css';

export function App() {
  useLed();
  return (
    <Routes>
      <Route path="/sign-in" element={<Stranger />} />
      <Route element={<SignedIn />}>
        <Route index element={<FirstScreen />} />
        <Route path="/live" element={<pages.live />} />
        <Route path="/desk" element={<pages.desk />} />
        <Route path="/cases" element={<pages.cases />} />
        <Route path="/cases/new" element={<pages.newCase />} />
        <Route path="/cases/:caseId" element={<pages.case />} />
        <Route path="/promises" element={<pages.promises />} />
        <Route path="/approvals" element={<pages.approvals />} />
        <Route path="/messages" element={<pages.messages />} />
        <Route path="/messages/new" element={<pages.newMessage />} />
        <Route path="/messages/:messageId" element={<pages.message />} />
        <Route path="/on-call" element={<pages.onCall />} />
        <Route path="/matrix" element={<pages.matrix />} />
        <Route path="/rules" element={<pages.rules />} />
        <Route path="/templates" element={<pages.templates />} />
        <Route path="/programs" element={<pages.programs />} />
        <Route path="/recordings" element={<pages.recordings />} />
        <Route path="/recordings/:recordingId" element={<pages.recording />} />
        <Route path="/setup" element={<pages.setup />} />
        <Route path="*" element={<NoSuchScreen />} />
      </Route>
    </Routes>
  );
}

/** Everything behind here is for somebody who is signed in. */
function SignedIn() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.isPending)
    return (
      <div className={styles.alone} aria-busy>
        <Skeleton height={56} mb={16} />
        <Skeleton height={240} />
      </div>
    );
  if (session.isError)
    return (
      <main className={styles.alone}>
        <Refusal error={session.error} />
        <Button mt={16} onClick={() => void session.refetch()}>
          Try again
        </Button>
      </main>
    );
  if (session.data === null)
    return (
      <Navigate
        replace
        to={`/sign-in${pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`}`}
      />
    );
  return (
    <MeContext value={session.data}>
      <ScreenPlace>
        <House />
      </ScreenPlace>
    </MeContext>
  );
}

/** While somebody types their password, what comes after it is read. */
function Stranger() {
  useEffect(() => readAhead([House, pages.desk, pages.live]), []);
  return <SignInScreen />;
}

function FirstScreen() {
  const me = useMe();
  return <Navigate replace to={hasRole(me, 'manager', 'admin') ? '/live' : '/desk'} />;
}

function NoSuchScreen() {
  return (
    <div className={styles.alone}>
      <h1>No screen has this address</h1>
      <p>It may have moved, or the link lost a part on its way.</p>
      <p>
        <Link to="/">Go to the first screen</Link>
      </p>
    </div>
  );
}
