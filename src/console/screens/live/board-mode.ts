import { createContext, useContext } from 'react';
import type { Caller } from '../../../contract/shapes.ts';
import { maskedNumber, phoneNumber } from '../../components/words.ts';

/** `wall`: anybody who passes can read it, nobody can touch it. */
export interface BoardMode {
  readonly wall: boolean;
  readonly openCall: ((callId: string) => void) | null;
}

export const BoardModeContext = createContext<BoardMode>({ wall: false, openCall: null });

export function useBoardMode(): BoardMode {
  return useContext(BoardModeContext);
}

/** The caller in two parts: who they are, and their number when the first does not say it already. */
export function callerParts(
  caller: Caller,
  wall: boolean,
): { readonly who: string; readonly number: string | null } {
  const number = wall ? maskedNumber(caller.number) : phoneNumber(caller.number);
  if (caller.name === null) return { who: caller.number === null ? 'Number withheld' : number, number: null };
  return { who: caller.name, number: caller.number === null ? null : number };
}
