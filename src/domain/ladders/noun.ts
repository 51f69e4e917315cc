import type { Noun } from '../../engine/noun.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import type { Way } from '../notices/notice.ts';
import { decideLadder } from './decide.ts';
import { evolveLadder } from './evolve.ts';
import type { Ladder, LadderCommand, LadderEvent, LadderFacts } from './ladder.ts';
import { laddersStore } from './ladders-store.ts';
import { membersOf } from './members.ts';

/** Ways that work for nobody on this server, each with the reason as part of a sentence. */
export type BarredWays = Readonly<Partial<Record<Way, string>>>;

export function createLaddersNoun(parts: {
  readonly clock: Clock;
  readonly barred: BarredWays;
}): Noun<Ladder, LadderCommand, LadderEvent, Effect, LadderFacts> {
  return {
    name: 'ladders',
    initial: { status: 'none' },
    gather: (reader, _id, command, ladder) => gatherFacts(reader, command, ladder, parts),
    decide: decideLadder,
    evolve: evolveLadder,
    store: laddersStore,
  };
}

async function gatherFacts(
  reader: Reader,
  command: LadderCommand,
  ladder: Ladder,
  { clock, barred }: { readonly clock: Clock; readonly barred: BarredWays },
): Promise<LadderFacts> {
  const wanted = command.type === 'BeginClimb' ? command : ladder.status === 'climbing' ? ladder : null;
  const needed =
    command.type === 'BeginClimb' ||
    command.type === 'MoveOn' ||
    (command.type === 'NoticeSettled' && command.outcome !== 'delivered');
  if (wanted === null || !needed) return { rungs: [] };
  const at = clock.now();
  const rungs: LadderFacts['rungs'][number][] = [];
  for (const { who } of wanted.rungs) rungs.push(await membersOf(reader, wanted.businessId, who, at, barred));
  return { rungs };
}
