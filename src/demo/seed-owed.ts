import { openCasesOf } from '../domain/cases/cases-store.ts';
import type { ApprovalCommand } from '../domain/approvals/approval.ts';
import type { MessageCommand } from '../domain/messages/message.ts';
import type { PromiseCommand } from '../domain/promises/promise.ts';
import type { Engine, EngineTransaction } from '../engine/engine.ts';
import type { ByPerson, Party } from '../kernel/by.ts';
import { HOUR, MINUTE } from '../kernel/duration.ts';
import { newId } from '../kernel/ids.ts';

/** Promises, requests and messages as a newcomer finds them, made by the same commands as any other. */

type Step =
  | { readonly ago: number; readonly noun: 'promises'; readonly command: PromiseCommand }
  | { readonly ago: number; readonly noun: 'approvals'; readonly command: ApprovalCommand }
  | { readonly ago: number; readonly noun: 'messages'; readonly command: MessageCommand };
/** What happened to one thing; `about`: whose case it belongs to. */
interface Story {
  readonly businessId: string;
  readonly about: Party & { readonly number: string };
  steps(caseId: string | null, now: number): readonly Step[];
}

const by = (personId: string, name: string): ByPerson => ({ kind: 'person', personId, name });
const ana = by('ana-silva', 'Ana Silva');
const tom = by('tom-hughes', 'Tom Hughes');
const grace = by('grace-okafor', 'Grace Okafor');
const helen = by('helen-price', 'Helen Price');
const rosa = by('rosa-tide', 'Rosa Tide');
const mark = by('mark-webb', 'Mark Webb');

const byrne = { number: '+447700900602', name: 'Mrs Byrne' };
const shah = { number: '+447700900603', name: 'Imran Shah' };
const albion = { number: '+447700900613', name: 'Hotel Albion' };
const brandt = { number: '+447700900611', name: 'Carl Brandt' };
const grant = { number: '+447700900622', name: 'Lucy Grant' };

/** Made `ago`, due `within` of that; then what came of it. */
const promised = (
  businessId: string,
  about: typeof byrne,
  who: ByPerson,
  told: {
    readonly ago: number;
    readonly within: number;
    readonly what: Extract<PromiseCommand, { type: 'MakePromise' }>['what'];
    readonly words: string;
  },
  ...then: readonly { readonly ago: number; readonly command: PromiseCommand }[]
): Story => ({
  businessId,
  about,
  steps: (caseId, now) => [
    {
      ago: told.ago,
      noun: 'promises',
      command: {
        ...{ type: 'MakePromise', businessId, caseId, callId: null, to: about, by: who },
        ...{ what: told.what, words: told.words, dueAt: now - told.ago + told.within },
        owner: { kind: 'person', id: who.personId, name: who.name },
        warnBeforeMs: 15 * MINUTE,
        why: `${who.name} told the caller so.`,
      },
    },
    ...then.map((step): Step => ({ ...step, noun: 'promises' })),
  ],
});
const kept = (ago: number, who: ByPerson, how: string) => ({
  ago,
  command: { type: 'KeepPromise', by: who, how } as const,
});

const asked = (
  businessId: string,
  about: typeof byrne,
  ago: number,
  what: Pick<Extract<ApprovalCommand, { type: 'RequestApproval' }>, 'kind' | 'amountMinor' | 'reason' | 'by'>,
  ...then: readonly { readonly ago: number; readonly command: ApprovalCommand }[]
): Story => ({
  businessId,
  about,
  steps: (caseId) => [
    {
      ago,
      noun: 'approvals',
      command: { type: 'RequestApproval', businessId, caseId, callId: null, currency: 'GBP', ...what },
    },
    ...then.map((step): Step => ({ ...step, noun: 'approvals' })),
  ],
});

const left = (
  businessId: string,
  about: typeof byrne,
  ago: number,
  message: Pick<Extract<MessageCommand, { type: 'TakeMessage' }>, 'for' | 'form' | 'by'>,
  ...then: readonly { readonly ago: number; readonly command: MessageCommand }[]
): Story => ({
  businessId,
  about,
  steps: (caseId) => [
    {
      ago,
      noun: 'messages',
      command: {
        ...{ type: 'TakeMessage', businessId, topic: null, callId: null, recordingId: null },
        ...{ caseId, from: about, ...message },
      },
    },
    ...then.map((step): Step => ({ ...step, noun: 'messages' })),
  ],
});
const taken = (ago: number, who: ByPerson) => ({
  ago,
  command: { type: 'AcknowledgeMessage', by: who, how: 'on the screen' } as const,
});
const settled = (ago: number, who: ByPerson, outcome: string) => ({
  ago,
  command: { type: 'FinishMessage', by: who, outcome } as const,
});

const STORIES: readonly Story[] = [
  promised('shop', byrne, ana, {
    ...{ ago: 20 * MINUTE, within: 75 * MINUTE, what: 'update' },
    words: 'I will tell you within the hour or so where your chair is.',
  }),
  promised(
    'shop',
    shah,
    tom,
    {
      ...{ ago: 5 * HOUR, within: 2 * HOUR, what: 'answer' },
      words: 'You will have an answer within two hours.',
    },
    kept(3 * HOUR + 20 * MINUTE, tom, 'Wrote to him: the second charge is refunded.'),
  ),
  promised(
    'shop',
    byrne,
    tom,
    { ...{ ago: 26 * HOUR, within: HOUR, what: 'call-back' }, words: 'We ring you back within the hour.' },
    kept(24 * HOUR, tom, 'Rang her, an hour late, and said sorry.'),
  ),
  asked('shop', byrne, 4 * MINUTE, {
    ...{ kind: 'refund', amountMinor: 8_000, by: ana },
    reason: 'The chair arrived broken, and she does not want another',
  }),
  asked('shop', shah, 3 * HOUR, { kind: 'refund', amountMinor: 3_500, by: tom, reason: 'Charged twice' }),
  asked(
    'shop',
    shah,
    25 * HOUR,
    { kind: 'credit', amountMinor: 12_000, by: tom, reason: 'Asked for more than the parcel is worth' },
    {
      ago: 25 * HOUR - 3 * MINUTE,
      command: {
        type: 'DecideApproval',
        ...{ by: grace, approve: false, asOf: { amountMinor: 12_000, currency: 'GBP' } },
        note: 'Offer him the price of the parcel.',
      },
    },
  ),
  left('shop', byrne, 9 * MINUTE, {
    for: { kind: 'person', id: 'leo-carter' },
    form: { name: 'Mrs Byrne', about: 'Please look whether the blue chair can be had in green.' },
    by: ana,
  }),
  left(
    'shop',
    shah,
    4 * HOUR,
    { for: null, form: { name: 'Imran Shah', about: 'Wants the invoice once more, by e-mail.' }, by: tom },
    taken(4 * HOUR - 6 * MINUTE, ana),
    settled(4 * HOUR - 30 * MINUTE, ana, 'Sent the invoice again.'),
  ),
  promised('plumber', brandt, mark, {
    ...{ ago: 15 * MINUTE, within: 2 * HOUR, what: 'action' },
    words: 'An engineer is with you within two hours.',
  }),
  asked('plumber', brandt, 5 * MINUTE, {
    ...{ kind: 'credit', amountMinor: 4_500, by: tom },
    reason: 'The engineer came a day late',
  }),
  left(
    'plumber',
    albion,
    2 * HOUR,
    {
      for: { kind: 'person', id: 'rosa-tide' },
      form: {
        ...{ name: 'Hotel Albion', number: '+447700900613', address: '12 Albion Street' },
        about: 'Asks when the invoice for the boiler comes.',
      },
      by: ana,
    },
    taken(2 * HOUR - 2 * MINUTE, rosa),
  ),
  promised('dental', grant, ana, {
    ...{ ago: 10 * MINUTE, within: 90 * MINUTE, what: 'call-back' },
    words: 'The dentist rings you back this morning.',
  }),
  asked('dental', grant, 3 * MINUTE, {
    ...{ kind: 'exception', amountMinor: 0, by: ana },
    reason: 'Wants to be seen today although the day is full',
  }),
  left(
    'dental',
    grant,
    3 * HOUR,
    {
      for: null,
      form: { name: 'Lucy Grant', number: '+447700900622', about: 'Asks for a copy of her treatment plan.' },
      by: ana,
    },
    taken(3 * HOUR - 10 * MINUTE, helen),
  ),
];

/** Fills a store that has cases with what is owed in them. Nobody's telephone rings for it within half an hour of `now` (epoch ms). */
export async function seedOwed(parts: {
  readonly engine: Pick<Engine, 'transact'>;
  readonly now: number;
}): Promise<void> {
  const { engine, now } = parts;
  for (const [index, story] of STORIES.entries()) {
    await engine.transact(async (transaction) => {
      const { businessId, about } = story;
      const began = now - (story.steps(null, now)[0]?.ago ?? 0);
      const open = await openCasesOf(transaction.reader, businessId, about.number);
      // What is older than the case does not belong to it.
      const caseId = open.find(({ state }) => state.openedAt <= began)?.id ?? null;
      const id = newId(began, new Uint8Array(10).fill(100 + index));
      const steps = story.steps(caseId, now);
      for (const step of steps) await tell(transaction, id, step, now);
    });
  }
}

async function tell(
  transaction: EngineTransaction<unknown>,
  id: string,
  { ago, noun, command }: Step,
  now: number,
): Promise<void> {
  const outcome = await transaction.submit({ noun, id, command }, { at: now - ago });
  if (!outcome.done) throw new Error(`The demo cannot begin so: ${outcome.refusal.reason}`);
}
