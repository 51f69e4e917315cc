import { Button, Skeleton } from '@mantine/core';
import { Link, Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
import { LiveProvider } from './api/live/live-context.tsx';
import { hasRole, MeContext, useMe, useSession } from './api/session.ts';
import { Frame } from './components/frame/frame.tsx';
import { Refusal } from './components/refusal.tsx';
import { useLed } from './push/use-led.ts';
import { ApprovalsScreen } from './screens/approvals/approvals-screen.tsx';
import { CaseScreen } from './screens/cases/case-screen.tsx';
import { CasesScreen } from './screens/cases/cases-screen.tsx';
import { NewCaseScreen } from './screens/cases/new-case-screen.tsx';
import { DeskScreen } from './screens/desk/desk-screen.tsx';
import { LiveScreen } from './screens/live/live-screen.tsx';
import { WallScreen } from './screens/live/wall-screen.tsx';
import { MatrixScreen } from './screens/matrix/matrix-screen.tsx';
import { MessageScreen } from './screens/messages/message-screen.tsx';
import { MessagesScreen } from './screens/messages/messages-screen.tsx';
import { NewMessageScreen } from './screens/messages/new-message-screen.tsx';
import { OnCallScreen } from './screens/on-call/on-call-screen.tsx';
import { PromisesScreen } from './screens/promises/promises-screen.tsx';
import { RecordingScreen } from './screens/recordings/recording-screen.tsx';
import { RecordingsScreen } from './screens/recordings/recordings-screen.tsx';
import { RulesScreen } from './screens/rules/rules-screen.tsx';
import { SetupScreen } from './screens/setup/setup-screen.tsx';
import { SignInScreen } from './screens/sign-in/sign-in-screen.tsx';
import styles from './app.module.css';

export function App() {
  useLed();
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInScreen />} />
      <Route element={<SignedIn />}>
        <Route element={<Framed />}>
          <Route index element={<FirstScreen />} />
          <Route path="/live" element={<LiveScreen />} />
          <Route path="/desk" element={<DeskScreen />} />
          <Route path="/cases" element={<CasesScreen />} />
          <Route path="/cases/new" element={<NewCaseScreen />} />
          <Route path="/cases/:caseId" element={<CaseScreen />} />
          <Route path="/promises" element={<PromisesScreen />} />
          <Route path="/approvals" element={<ApprovalsScreen />} />
          <Route path="/messages" element={<MessagesScreen />} />
          <Route path="/messages/new" element={<NewMessageScreen />} />
          <Route path="/messages/:messageId" element={<MessageScreen />} />
          <Route path="/on-call" element={<OnCallScreen />} />
          <Route path="/matrix" element={<MatrixScreen />} />
          <Route path="/rules" element={<RulesScreen />} />
          <Route path="/recordings" element={<RecordingsScreen />} />
          <Route path="/recordings/:recordingId" element={<RecordingScreen />} />
          <Route path="/setup" element={<SetupScreen />} />
          <Route path="*" element={<NoSuchScreen />} />
        </Route>
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
      <LiveProvider personId={session.data.personId}>
        <Outlet />
      </LiveProvider>
    </MeContext>
  );
}

/** The wall board is the one screen without the frame. */
function Framed() {
  const { pathname, search } = useLocation();
  return pathname === '/live' && new URLSearchParams(search).get('wall') === '1' ? <WallScreen /> : <Frame />;
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
