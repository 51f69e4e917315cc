import type { CaseClock, CaseRow } from '../../../contract/cases.ts';
import { isOver } from '../../components/matters/due.tsx';

const over = (clock: CaseClock): boolean =>
  clock.status === 'passed' || (clock.status === 'running' && isOver(clock.dueAt));

/** Whether any deadline of an unresolved case has passed. */
export function isLate({ status, clocks }: CaseRow): boolean {
  return status !== 'resolved' && [clocks.firstContact, clocks.nextUpdate, clocks.resolve].some(over);
}

/** What the case is called in a sentence for a voice: number, customer, what it is about. */
export const aboutWords = (row: CaseRow): string =>
  row.summary || row.topicName || row.topic || 'No summary yet';
