import { nounTable } from '../../store/noun-table.ts';
import { FlowState } from './flow.ts';

export const flowStore = nounTable<FlowState, 'flow_runs'>({
  table: 'flow_runs',
  parse: (json) => FlowState.parse(json),
  columns: (state) => ({ ended_at: state.status === 'ended' ? state.at : null }),
});
