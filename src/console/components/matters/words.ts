import type { CaseDetail, CaseOutcome, SegmentWhat, Tier } from '../../../contract/cases.ts';
import { phoneNumber } from '../words.ts';

/** Who did something, as the subject of a sentence. */
export function byWords(by: CaseDetail['openedBy']): string {
  switch (by.kind) {
    case 'person':
      return by.name;
    case 'flow':
      return 'The flow';
    case 'rule':
      return `The rule “${by.rule}” (version ${by.version})`;
    case 'api':
      return `The program with the key “${by.key}”`;
    case 'clock':
      return 'The clock';
    default:
      return by satisfies never;
  }
}

export function partyWords(party: { readonly number: string | null; readonly name: string | null }): string {
  return party.name ?? (party.number === null ? 'Number withheld' : phoneNumber(party.number));
}

export const tierWords: Readonly<Record<Tier, string>> = {
  common: 'common matter',
  individual: 'individual matter',
  'high-priority': 'high priority',
};

export const outcomeOfCaseWords: Readonly<Record<CaseOutcome, string>> = {
  solved: 'Solved',
  'partly-solved': 'Partly solved',
  'not-solved': 'Not solved',
  withdrawn: 'Withdrawn by the customer',
};

export const segmentWords: Readonly<Record<SegmentWhat, string>> = {
  waiting: 'waiting in the queue',
  talking: 'talking',
  held: 'on hold',
  'with-person': 'with',
  'with-queue': 'in the queue',
  'waiting-for-customer': 'waiting for the customer',
};

export const severityWords = { 1: 'Critical', 2: 'High', 3: 'Medium', 4: 'Low' } as const;
