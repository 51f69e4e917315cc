import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { Device } from '../../contract/shapes.ts';
import { useMyRow } from '../api/presence.ts';
import { useMe } from '../api/session.ts';
import type { Microphone } from './microphone-state.ts';
import type { SoftphoneSession, SessionState } from './session.ts';
import type { ActiveCall } from './softphone.ts';
import { openKit, type Kit } from './kit.ts';
import { soundSettings, tookCalls } from './settings.ts';
import type { Tabs } from './tabs.ts';

interface SoftphoneValue {
  /** Where this person takes calls. */
  readonly device: Device;
  readonly state: SessionState;
  readonly session: SoftphoneSession;
  readonly microphone: Microphone;
  readonly tabs: Tabs;
  /** Offers that this person has dealt with, here or in another tab, before the server told. */
  readonly settled: ReadonlySet<string>;
  readonly settle: (offerId: string) => void;
  readonly checkOpen: boolean;
  readonly openCheck: () => void;
  readonly closeCheck: () => void;
}

const SoftphoneContext = createContext<SoftphoneValue | null>(null);

/** The telephone in this tab, for as long as somebody is signed in. */
export function SoftphoneProvider({ children }: { readonly children: ReactNode }) {
  const { personId } = useMe();
  const [kit, setKit] = useState<Kit | null>(null);
  useEffect(() => {
    const opened = openKit(personId);
    setKit(opened);
    return () => {
      opened.close();
      setKit(null);
    };
  }, [personId]);
  if (!kit) return null;
  return <WithKit kit={kit}>{children}</WithKit>;
}

function WithKit({ kit, children }: { readonly kit: Kit; readonly children: ReactNode }) {
  const { session, tabs, microphone } = kit;
  const me = useMe();
  const device = useMyRow()?.device ?? me.device;
  const state = useSyncExternalStore(session.onChange, session.state);
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const [checkOpen, setCheckOpen] = useState(false);
  const openCheck = useCallback(() => setCheckOpen(true), []);
  const closeCheck = useCallback(() => setCheckOpen(false), []);

  const keepSettled = useCallback(
    (offerId: string) => setSettled((before) => new Set([...before, offerId].slice(-50))),
    [],
  );
  const settle = useCallback(
    (offerId: string) => {
      keepSettled(offerId);
      tabs.send({ type: 'settled', offerId });
    },
    [keepSettled, tabs],
  );
  useEffect(
    () =>
      tabs.onMessage((message) => {
        if (message.type === 'settled') keepSettled(message.offerId);
        else
          session
            .pickUp(message.offerId, 0)
            .then((picked) => (picked ? settle(message.offerId) : undefined))
            .catch((error: unknown) =>
              console.warn('Another tab asked for a call; it could not be picked up.', error),
            );
      }),
    [tabs, session, settle, keepSettled],
  );

  // Only the change counts: while the check is gone through, the telephone is still the chosen device.
  const before = useRef(device);
  useEffect(() => {
    if (before.current === 'browser' && device === 'telephone') {
      session.stop();
      tookCalls.set(false);
    }
    before.current = device;
  }, [device, session]);

  // A reload is no reason to miss calls: a tab that took them tries to go on without a click.
  const goneOn = useRef(false);
  useEffect(() => {
    if (device !== 'browser' || goneOn.current) return;
    goneOn.current = true;
    if (tookCalls.get()) void session.start();
  }, [device, session]);
  const taking = state.status === 'on';
  useEffect(() => {
    if (taking) tookCalls.set(true);
  }, [taking]);

  useEffect(() => soundSettings.onChange(() => session.devicesChosen()), [session]);

  const talking = state.status === 'on' && state.line.active !== null;
  useEffect(() => (talking ? tabs.hold('call', () => undefined) : undefined), [talking, tabs]);

  const value = useMemo<SoftphoneValue>(
    () => ({
      device,
      state,
      session,
      microphone,
      tabs,
      settled,
      settle,
      checkOpen,
      openCheck,
      closeCheck,
    }),
    [device, state, session, microphone, tabs, settled, settle, checkOpen, openCheck, closeCheck],
  );
  return <SoftphoneContext value={value}>{children}</SoftphoneContext>;
}

/** The telephone of this tab. @throws Error outside of SoftphoneProvider. */
export function useSoftphone(): SoftphoneValue {
  const value = useContext(SoftphoneContext);
  if (!value) throw new Error('The telephone of this tab was asked for outside of SoftphoneProvider.');
  return value;
}

/** The call that is heard in this tab; null when there is none. */
export function useBrowserCall(): ActiveCall | null {
  const { state } = useSoftphone();
  return state.status === 'on' ? state.line.active : null;
}

/** Whether another tab of this browser has the sound of my call; asked again now and then while `asking`. */
export function useCallElsewhere(asking: boolean): boolean {
  const { tabs } = useSoftphone();
  const [elsewhere, setElsewhere] = useState(false);
  useEffect(() => {
    if (!asking) {
      setElsewhere(false);
      return undefined;
    }
    let gone = false;
    const look = (): void => {
      tabs
        .isHeldElsewhere('call')
        .then((held) => {
          if (!gone) setElsewhere(held);
        })
        .catch((error: unknown) => console.warn('The other tabs could not be asked.', error));
    };
    look();
    const timer = setInterval(look, 1_500);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [asking, tabs]);
  return elsewhere;
}
