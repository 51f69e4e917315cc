import type { Noun } from '../../engine/noun.ts';
import type { Effect } from '../../kernel/decision.ts';
import type { Reader } from '../../store/database.ts';
import { businessOf } from '../businesses/businesses-store.ts';
import { decideRota } from './decide.ts';
import { evolveRota } from './evolve.ts';
import type { Rota, RotaCommand, RotaEvent, RotaFacts } from './rota.ts';
import { rotasStore } from './rotas-store.ts';

export const rotasNoun: Noun<Rota, RotaCommand, RotaEvent, Effect, RotaFacts> = {
  name: 'rotas',
  initial: { status: 'none' },
  gather: (reader, _id, command, rota) => gatherFacts(reader, command, rota),
  decide: decideRota,
  evolve: evolveRota,
  store: rotasStore,
};

async function gatherFacts(reader: Reader, command: RotaCommand, rota: Rota): Promise<RotaFacts> {
  const businessId =
    command.type === 'WriteRota' ? command.businessId : rota.status === 'kept' ? rota.businessId : null;
  if (businessId === null) return { staff: [] };
  const { staff } = await businessOf(reader, businessId);
  return { staff: staff.map(({ person }) => person) };
}
