// Longer than most because it is one idea that must be read in one piece: when calls may be offered to this tab, and who is told.
import type { SoftphoneReport } from '../../contract/api.ts';
import type { SoftphoneLoss } from '../../contract/shapes.ts';
import type { Microphone } from './microphone-state.ts';
import { reachabilityOf, type Verdict } from './reachability.ts';
import type { LineState, Softphone } from './softphone.ts';

export type SessionState =
  /** Calls do not come to this tab. `failure`: why the last try ended so. */
  | { readonly status: 'off'; readonly failure: Error | null }
  | { readonly status: 'starting' }
  | {
      readonly status: 'on';
      readonly verdict: Verdict;
      readonly line: LineState;
      /** What was lost and came back by itself a moment ago. */
      readonly back: SoftphoneLoss | null;
    };

export interface SessionParts {
  /** This tab's name for the server. */
  readonly tab: string;
  readonly microphone: Microphone;
  readonly speaker: {
    state(): 'ready' | 'blocked';
    onChange(listener: () => void): () => void;
    unlock(): Promise<boolean>;
  };
  readonly devices: () => { readonly input: string | null; readonly output: string | null };
  /** Signs in and opens a line. @throws Error in words. */
  readonly openLine: () => Promise<Softphone>;
  readonly report: (report: SoftphoneReport) => Promise<void>;
  readonly sayAsleep: (tab: string) => void;
  readonly sayClosed: (tab: string) => void;
  readonly stayAwake: (listener: {
    readonly onTick: () => void;
    readonly onFreeze: () => void;
    readonly onWake: (forMs: number) => void;
  }) => { close(): void };
  readonly now: () => number;
}

/** The telephone in this tab: holds line, microphone and bell together, and keeps the server told how they are. */
export interface SoftphoneSession {
  state(): SessionState;
  onChange(listener: () => void): () => void;
  /** The line, for what is done in a call; null while there is none. */
  line(): Softphone | null;
  /** In answer to a click or a key: browsers ask for one before they let a page sound. */
  start(): Promise<void>;
  /** Tries everything again that is lost. */
  retry(): Promise<void>;
  /**
   * Picks up the call of an offer, waiting this long for it to arrive; resolves to false when there is none here.
   * @throws Error in words when it is here and cannot be picked up.
   */
  pickUp(offerId: string, waitMs: number): Promise<boolean>;
  /** The choice of devices has changed. */
  devicesChosen(): void;
  stop(): void;
  /** The page goes away. */
  leave(): void;
}

const renewEveryMs = 20_000;
const tellAgainMs = 3_000;
/** A line that slept for longer than its heartbeat is dead without knowing it. */
const trustLineMs = 10_000;
const backShownMs = 12_000;
const noLine: LineState = { line: { status: 'connecting' }, ringing: [], active: null };

/** The telephone of one tab, switched off. While it is on, the server is told every 20 s how it is, and at once of a change. */
export function createSoftphoneSession(parts: SessionParts): SoftphoneSession {
  const { tab, microphone, speaker } = parts;
  let state: SessionState = { status: 'off', failure: null };
  let line: Softphone | null = null;
  let lineFailure: string | null = null;
  let asleep = false;
  let awake: { close(): void } | null = null;
  let told: { readonly key: string; readonly at: number; readonly heard: boolean } | null = null;
  let telling = false;
  /** Counts the lines opened: an answer to an earlier attempt is thrown away. */
  let attempt = 0;
  let backTimer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const become = (next: SessionState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const lineState = (): LineState => {
    if (lineFailure !== null) return { ...noLine, line: { status: 'down', why: lineFailure } };
    return line?.state() ?? noLine;
  };

  const look = (): void => {
    if (state.status !== 'on') return;
    const now = lineState();
    const verdict = reachabilityOf({
      asleep,
      microphone: microphone.state().status === 'open' ? 'open' : 'lost',
      speaker: speaker.state() === 'ready' ? 'open' : 'blocked',
      line: now.line.status,
      inCall: now.active !== null,
    });
    const before = state.verdict;
    const recovered = before.state === 'lost' && verdict.state === 'ready' ? before.reason : null;
    if (recovered !== null) {
      if (backTimer !== null) clearTimeout(backTimer);
      backTimer = setTimeout(() => {
        if (state.status === 'on') become({ ...state, back: null });
      }, backShownMs);
    }
    const back = verdict.state === 'lost' ? null : (recovered ?? state.back);
    // The loss stays on screen until it is over, not until it is tried again.
    const shown = verdict.state === 'connecting' && before.state === 'lost' ? before : verdict;
    become({ status: 'on', verdict: shown, line: now, back });
    if (verdict.state !== 'connecting') void tell(verdict);
  };

  const tell = async (verdict: Exclude<Verdict, { state: 'connecting' }>, again = false): Promise<void> => {
    const key = verdict.state === 'ready' ? 'ready' : verdict.reason;
    if (telling || (!again && told?.key === key)) return;
    telling = true;
    told = { key, at: parts.now(), heard: false };
    try {
      await parts.report({ tab, ...verdict });
      told = { key, at: parts.now(), heard: true };
    } catch (error) {
      console.warn('The server was not told how the telephone in this browser is; trying again.', error);
    } finally {
      telling = false;
    }
    // What changed while the server was being told is told next.
    look();
  };

  const tick = (): void => {
    if (state.status !== 'on' || told === null || state.verdict.state === 'connecting') return;
    const age = parts.now() - told.at;
    const due = told.heard ? told.key === 'ready' && age >= renewEveryMs : age >= tellAgainMs;
    if (due) void tell(state.verdict, true);
  };

  const openLine = async (): Promise<void> => {
    attempt += 1;
    const mine = attempt;
    line?.close();
    line = null;
    lineFailure = null;
    const opened = await parts.openLine();
    if (mine !== attempt) {
      opened.close();
      return;
    }
    line = opened;
    opened.onChange(() => {
      if (line === opened) look();
    });
    chooseDevices();
  };

  const chooseDevices = (): void => {
    const open = microphone.state();
    const { output } = parts.devices();
    if (!line) return;
    Promise.all([
      ...(open.status === 'open' ? [line.setInput(open.deviceId)] : []),
      line.setOutput(output),
    ]).catch((error: unknown) => console.warn('A sound device could not be chosen for the line.', error));
  };

  const reopen = async (): Promise<void> => {
    try {
      await openLine();
    } catch (error) {
      lineFailure = error instanceof Error ? error.message : String(error);
    }
    look();
  };

  const wake = (forMs: number): void => {
    asleep = true;
    look();
    const settle = (): void => {
      asleep = false;
      look();
    };
    if (forMs > trustLineMs && lineState().active === null) void reopen().then(settle);
    else settle();
  };

  microphone.onChange(() => {
    if (state.status !== 'on') return;
    if (microphone.state().status === 'open') chooseDevices();
    look();
  });
  speaker.onChange(look);

  const session: SoftphoneSession = {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    line: () => line,
    start: async () => {
      if (state.status !== 'off') return;
      become({ status: 'starting' });
      try {
        await Promise.all([
          speaker.unlock(),
          microphone.state().status === 'open' ? null : microphone.open(parts.devices().input),
        ]);
        await openLine();
      } catch (error) {
        become({ status: 'off', failure: error instanceof Error ? error : new Error(String(error)) });
        return;
      }
      // Stopped while it was starting.
      if (session.state().status !== 'starting') return;
      told = null;
      asleep = false;
      become({ status: 'on', verdict: { state: 'connecting' }, line: lineState(), back: null });
      awake = parts.stayAwake({ onTick: tick, onFreeze: () => parts.sayAsleep(tab), onWake: wake });
      look();
    },
    retry: async () => {
      if (state.status !== 'on') return;
      await Promise.all([
        speaker.unlock(),
        microphone.state().status === 'open' ? null : microphone.open(parts.devices().input),
      ]);
      if (lineState().line.status === 'down' && lineState().active === null) await reopen();
      else look();
    },
    pickUp: async (offerId, waitMs) => {
      const until = parts.now() + waitMs;
      while (line && !line.state().ringing.includes(offerId) && parts.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 50));
      if (!line?.state().ringing.includes(offerId)) return false;
      await line.accept(offerId);
      return true;
    },
    devicesChosen: () => {
      const open = microphone.state();
      const { input } = parts.devices();
      if (open.status === 'open' && input !== null && open.deviceId !== input) void microphone.open(input);
      else chooseDevices();
    },
    stop: () => {
      if (state.status === 'off') return;
      attempt += 1;
      awake?.close();
      awake = null;
      line?.close();
      line = null;
      microphone.close();
      parts.sayClosed(tab);
      become({ status: 'off', failure: null });
    },
    leave: () => {
      if (state.status === 'on') parts.sayClosed(tab);
    },
  };
  return session;
}
