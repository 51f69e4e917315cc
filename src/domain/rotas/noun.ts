import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { decideRota } from './decide.ts';
import { evolveRota } from './evolve.ts';
import type { Rota, RotaCommand, RotaEvent, RotaFacts } from './rota.ts';
import { rotasStore } from './rotas-store.ts';
import { usesOf } from './uses.ts';

export const rotasNoun: Noun<Rota, RotaCommand, RotaEvent, Effect, RotaFacts> = {
  name: 'rotas',
  initial: { status: 'none' },
  gather: gatherFacts,
  decide: decideRota,
  evolve: evolveRota,
  store: rotasStore,
};

async function gatherFacts(
  reader: Reader,
  rotaId: string,
  command: RotaCommand,
  rota: Rota,
): Promise<RotaFacts> {
  const businessId =
    command.type === 'WriteRota' ? command.businessId : rota.status === 'kept' ? rota.businessId : null;
  if (businessId === null) return { staff: [], uses: [] };
  const { staff } = await businessOf(reader, businessId);
  const uses = command.type === 'RetireRota' ? await usesOf(reader, { rotaId, businessId }) : [];
  return { staff: staff.map(({ person }) => person), uses };
}
