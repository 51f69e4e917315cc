import { Button, Skeleton } from '@mantine/core';
import { Component, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import styles from './loading.module.css';
import { forgetFailures, ScreenNotRead, useScreenIsLoading } from './screen.tsx';

/** Where a screen is shown: quiet while its file is read, and clear words with a way on when that fails. */
export function ScreenPlace({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <NotLoaded at={pathname}>
      <Suspense fallback={<Quiet />}>{children}</Suspense>
    </NotLoaded>
  );
}

/** Longer than a screen takes on an ordinary line: whoever waits less sees nothing flash. */
const QUIET_MS = 300;

function Quiet() {
  const late = useLate(true);
  return (
    <div className={styles.quiet} aria-busy>
      {late ? (
        <>
          <Skeleton height={32} width={200} mb={16} />
          <Skeleton height={240} />
        </>
      ) : null}
    </div>
  );
}

/** While the screen before stays, a line that says that the next one is on its way. */
export function OnItsWay() {
  const late = useLate(useScreenIsLoading());
  return (
    <div role="status">
      {late ? <p className={styles.onItsWay}>The screen is on its way; the line is slow.</p> : null}
    </div>
  );
}

function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting]);
  return late;
}

interface State {
  readonly error: Error | null;
  readonly at: string;
}

/** Only a class can catch what its children throw; another address is another try. */
class NotLoaded extends Component<{ readonly at: string; readonly children: ReactNode }, State> {
  override state: State = { error: null, at: this.props.at };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps({ at }: { readonly at: string }, state: State): State | null {
    if (at === state.at) return null;
    if (state.error) forgetFailures();
    return { error: null, at };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const tryAgain = (): void => {
      forgetFailures();
      this.setState({ error: null });
    };
    return (
      <div role="alert" className={styles.failed}>
        {error instanceof ScreenNotRead ? (
          <>
            <h1>This screen could not be read</h1>
            <p>
              The line may be down, or Deskbell was updated since this page was opened: then its files have
              other names, and loading the page again brings the new ones.
            </p>
          </>
        ) : (
          <>
            <h1>This screen made a mistake</h1>
            <p>{error.message}</p>
          </>
        )}
        <p>Calls go on. If you are talking in this browser, finish that first: loading again hangs it up.</p>
        <div className={styles.ways}>
          <Button mih={44} onClick={() => window.location.reload()}>
            Load the page again
          </Button>
          <Button mih={44} variant="default" onClick={tryAgain}>
            Try once more
          </Button>
        </div>
      </div>
    );
  }
}
