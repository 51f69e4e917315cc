import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import type { EmulatorAccess } from './connect-emulator.ts';
import {
  beginPractising,
  practise,
  type CallSeen,
  type PracticeAct,
  type Practising,
} from './practice-talk.ts';

/** The handset of the practice caller; a number that Ofcom keeps free for stories. */
export const PRACTICE_CALLER = { number: '+447700900190', name: 'Practice caller' } as const;

const LOOKS_EVERY_MS = 300;
/** An emulator that does not answer for so long has ended, and the call with it. */
const MISSES_AT_MOST = 20;
const REQUEST_LIMIT_MS = 5_000;

export interface PracticeRing {
  readonly businessName: string;
  /** The business's number. */
  readonly to: string;
  /** Keys to press in its menus, in order. */
  readonly keys: readonly string[];
}

export interface RunningPractice {
  state(): Practising;
  /** The caller hangs up; resolves when the call is over. */
  end(): Promise<void>;
}

export interface PracticeCaller {
  /** @throws Error in plain words when the emulator does not let the call through */
  ring(ring: PracticeRing): Promise<RunningPractice>;
}

const Ringing = z.object({ callSid: z.string() });
const Call = z.object({
  status: z.string(),
  conference: z.string().optional(),
  heard: z.array(z.object({ verb: z.string(), text: z.string() })),
});
const Handset = z.object({ calls: z.array(z.object({ callSid: z.string() })) });

/**
 * Somebody who rings, finds the way through the menu, and talks for a while: worked through the emulator's handsets
 * alone, as a person at its page would.
 */
export function createPracticeCaller(parts: {
  readonly emulator: Pick<EmulatorAccess, 'url'>;
  readonly clock: Clock;
  /** Told when a call breaks off because the emulator cannot be reached. */
  readonly onTrouble: (error: unknown) => void;
}): PracticeCaller {
  const { clock, onTrouble } = parts;
  const handsets = handsetApi(parts.emulator.url);

  return {
    async ring({ businessName, to, keys }) {
      await handsets.name(PRACTICE_CALLER.number, PRACTICE_CALLER.name);
      const callSid = await handsets.ring(to);
      let state = beginPractising(clock.now());
      const stop = new AbortController();

      const turn = async (): Promise<void> => {
        const call = await handsets.look(callSid);
        const { next, act } = practise(state, { businessName, keys }, call, clock.now());
        if (stop.signal.aborted) return;
        await handsets.act(callSid, act);
        state = next;
      };
      const live = async (): Promise<void> => {
        for (let misses = 0; state.stage !== 'over' && !stop.signal.aborted;) {
          try {
            await turn();
            misses = 0;
          } catch (error) {
            // The call may end between a look and an act; the next look sees it.
            misses += 1;
            if (misses === MISSES_AT_MOST) {
              onTrouble(error);
              state = { ...state, stage: 'over', ending: 'other-side' };
            }
          }
          await pause(LOOKS_EVERY_MS, undefined, { ref: false });
        }
      };
      const lived = live();
      return {
        state: () => state,
        async end() {
          stop.abort();
          await lived;
          if (state.stage === 'over') return;
          state = { ...state, stage: 'over', ending: 'caller-left' };
          const { status } = await handsets.look(callSid);
          if (status !== 'over') await handsets.act(callSid, { do: 'hang-up' });
        },
      };
    },
  };
}

/**
 * Ends what an earlier server left on the line: its practice callers have nobody who speaks for them any more.
 * @throws Error when the emulator refuses
 */
export async function endLeftPracticeCalls(emulator: Pick<EmulatorAccess, 'url'>): Promise<void> {
  const handsets = handsetApi(emulator.url);
  for (const sid of await handsets.calls(PRACTICE_CALLER.number)) await handsets.act(sid, { do: 'hang-up' });
}

function handsetApi(url: string) {
  const ask = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/emulator${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    throw new Error(`The emulator refused ${method} ${path}: ${JSON.stringify(answer)}`);
  };
  const handset = (number: string) => `/handsets/${encodeURIComponent(number)}`;
  return {
    name: (number: string, name: string) => ask('PUT', handset(number), { name }),
    async calls(number: string): Promise<readonly string[]> {
      const { calls } = Handset.parse(await ask('GET', handset(number)));
      return calls.map(({ callSid }) => callSid);
    },
    async ring(to: string): Promise<string> {
      const { number: from, name: callerName } = PRACTICE_CALLER;
      return Ringing.parse(await ask('POST', '/calls', { from, to, callerName })).callSid;
    },
    async look(sid: string): Promise<CallSeen> {
      const { status, conference, heard } = Call.parse(await ask('GET', `/calls/${sid}`));
      const live = status === 'in-progress' ? 'in-progress' : 'over';
      return {
        status: status === 'queued' || status === 'ringing' ? 'ringing' : live,
        inRoom: conference !== undefined,
        heard,
      };
    },
    async act(sid: string, act: PracticeAct): Promise<void> {
      switch (act.do) {
        case 'nothing':
          return;
        case 'press':
          await ask('POST', `/calls/${sid}/press`, { digits: act.keys });
          return;
        case 'say':
          await ask('POST', `/calls/${sid}/speak`, { text: act.text });
          return;
        case 'hang-up':
          await ask('POST', `/calls/${sid}/hangup`, {});
          return;
        default:
          act satisfies never;
      }
    },
  };
}
