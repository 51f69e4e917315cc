import type { ApprovalCommand } from '../domain/approvals/approval.ts';
import type { BusinessEvent } from '../domain/businesses/noun.ts';
import type { CaseCommand } from '../domain/cases/case-words.ts';
import type { LadderCommand, LadderEvent } from '../domain/ladders/ladder.ts';
import type { MessageCommand } from '../domain/messages/message.ts';
import type { NoticeCommand, NoticeEvent } from '../domain/notices/notice.ts';
import type { PromiseCommand } from '../domain/promises/promise.ts';
import { rotaId, type RotaCommand } from '../domain/rotas/rota.ts';
import type { Message } from '../kernel/decision.ts';

/** Telling people: ladders ask for notices, notices bring what people say, and the matter hears who has it. */

type TellingEvent = LadderEvent | NoticeEvent | BusinessEvent;
type Sent = Extract<NoticeEvent, { type: 'NoticeSent' }>;
type EventOf<T extends TellingEvent['type']> = Extract<TellingEvent, { type: T }>;
type Reactions = { readonly [T in TellingEvent['type']]?: (event: EventOf<T>) => readonly Message[] };

const ladders = (id: string, command: LadderCommand): Message => ({ noun: 'ladders', id, command });
const notices = (id: string, command: NoticeCommand): Message => ({ noun: 'notices', id, command });
const rotas = (id: string, command: RotaCommand): Message => ({ noun: 'rotas', id, command });
const cases = (id: string, command: CaseCommand): Message => ({ noun: 'cases', id, command });
const messages = (id: string, command: MessageCommand): Message => ({ noun: 'messages', id, command });
const approvals = (id: string, command: ApprovalCommand): Message => ({ noun: 'approvals', id, command });
const promises = (id: string, command: PromiseCommand): Message => ({ noun: 'promises', id, command });

/** Into the story of the case, when there is one. */
function tellCase(
  kind: 'ladder' | 'notice',
  { caseId }: { readonly caseId: string | null },
  ref: string,
  text: string,
  why: string | null,
): readonly Message[] {
  const of = { noun: kind === 'ladder' ? 'ladders' : 'notices', id: ref };
  return caseId === null ? [] : [cases(caseId, { type: 'TellCase', kind, text, why, ref: of })];
}

const HOW = { click: 'with a click', key: 'by key', sms: 'by SMS', link: 'by the link' } as const;
const WAY = { desk: 'on the desk', phone: 'by telephone', sms: 'by SMS', email: 'by e-mail' } as const;

/** What became of a notice, told to the ladder that asked for it. */
function settled(
  { noticeId, climbId, to }: Pick<Sent, 'noticeId' | 'climbId' | 'to'>,
  outcome: 'delivered' | 'failed' | 'refused',
  reason: string,
): readonly Message[] {
  if (climbId === null || to.kind !== 'person') return [];
  return [ladders(climbId, { type: 'NoticeSettled', noticeId, personId: to.id, outcome, reason })];
}

export const TELLING: Reactions = {
  // The business file plans rotas; what somebody wrote in the console stands.
  BusinessDescribed: ({ business }) =>
    business.rotas.map((plan) =>
      rotas(rotaId(business.id, plan.key), {
        type: 'WriteRota',
        ...{ businessId: business.id, plan, by: null, asOf: 0, effectiveFrom: null },
      }),
    ),

  PeopleTold: (event) => {
    const { climbId, businessId, about, caseId, rung, rungName, subject, text, until, why } = event;
    const names = [...new Set(event.notices.map(({ name }) => name))];
    const ways = [...new Set(event.notices.map(({ way }) => way))];
    return [
      ...event.notices.map(({ noticeId, personId, name, way }) =>
        notices(noticeId, {
          type: 'SendNotice',
          ...{ businessId, way, subject, text, about, climbId, caseId },
          to: { kind: 'person', id: personId, name },
          acknowledge: true,
        }),
      ),
      ...(about.noun === 'messages'
        ? [messages(about.id, { type: 'NoteTold', climbId, rung, rungName, names, ways })]
        : []),
      ...(about.noun === 'approvals'
        ? [approvals(about.id, { type: 'NoteTold', climbId, rungName, names, until })]
        : []),
      ...tellCase(
        'ladder',
        event,
        climbId,
        `${rungName}: ${names.join(', ')} told ${waysInWords(ways)}.`,
        why,
      ),
    ];
  },
  ClimbRungSkipped: (event) => tellCase('ladder', event, event.climbId, event.why, null),
  ClimbAcknowledged: (event) => {
    const { climbId, about, personId, name, how, late, at } = event;
    const by = { kind: 'person', personId, name } as const;
    const why = late ? `${name} has it, after everybody had been told in vain.` : `${name} has it.`;
    return [
      ...event.withdrawn.map((noticeId) => notices(noticeId, { type: 'WithdrawNotice', why })),
      ...tellCase('ladder', event, climbId, `${name} said “I have it” ${HOW[how]}.`, late ? why : null),
      ...heardBy(about, {
        cases: (id) => cases(id, { type: 'CaseReached', climbId, personId, name, how, at }),
        messages: (id) => messages(id, { type: 'AcknowledgeMessage', by, how: HOW[how] }),
        approvals: (id) => approvals(id, { type: 'SeeApproval', personId, name }),
        promises: (id) => promises(id, { type: 'PromiseReached', personId, name, how: HOW[how] }),
      }),
    ];
  },
  ClimbExhausted: (event) => {
    const { climbId, about, why } = event;
    return [
      ...tellCase('ladder', event, climbId, why, null),
      ...heardBy(about, {
        cases: (id) => cases(id, { type: 'CaseUnreached', climbId, why }),
        messages: (id) => messages(id, { type: 'MessageUnreached', climbId, why }),
        approvals: (id) => approvals(id, { type: 'ApprovalUnreached', climbId, why }),
        promises: (id) => promises(id, { type: 'PromiseUnreached', why }),
      }),
    ];
  },
  ClimbCancelled: (event) =>
    event.withdrawn.map((noticeId) => notices(noticeId, { type: 'WithdrawNotice', why: event.why })),

  NoticeSent: (event) => tellCase('notice', event, event.noticeId, toldWords(event, event.result), null),
  NoticeDelivered: (event) => [
    ...settled(event, 'delivered', event.result),
    ...tellCase('notice', event, event.noticeId, toldWords(event, event.result), null),
  ],
  NoticePushed: (event) => tellCase('notice', event, event.noticeId, toldWords(event, event.result), null),
  NoticeFailed: (event) => [
    ...(event.final ? settled(event, 'failed', event.reason) : []),
    ...tellCase('notice', event, event.noticeId, toldWords(event, event.reason), null),
  ],
  NoticeRefused: (event) => {
    const { about, to, how } = event;
    // A request for permission is refused by key, not passed on.
    if (about.noun === 'approvals' && how === 'key' && to.kind === 'person') {
      const by = { kind: 'person', personId: to.id, name: to.name } as const;
      return [approvals(about.id, { type: 'DecideByKey', by, approve: false })];
    }
    return [
      ...settled(event, 'refused', event.reason),
      ...tellCase(
        'notice',
        event,
        event.noticeId,
        toldWords(event, `cannot take it (${event.reason})`),
        null,
      ),
    ];
  },
  NoticeAcknowledged: (event) => {
    const { about, to, how, climbId, asOf } = event;
    if (to.kind !== 'person') return [];
    if (about.noun === 'approvals' && how === 'key') {
      const by = { kind: 'person', personId: to.id, name: to.name } as const;
      return [approvals(about.id, { type: 'DecideByKey', by, approve: true })];
    }
    if (climbId === null)
      return tellCase(
        'notice',
        event,
        event.noticeId,
        toldWords(event, `said “I have it” ${HOW[how]}`),
        null,
      );
    return [ladders(climbId, { type: 'AcknowledgeClimb', personId: to.id, name: to.name, how, asOf })];
  },
};

function toldWords({ to, way }: Pick<Sent, 'to' | 'way'>, result: string) {
  return `${to.name ?? 'Somebody outside'}, ${WAY[way]}: ${result}.`;
}

function waysInWords(ways: readonly (keyof typeof WAY)[]): string {
  return ways.map((way) => WAY[way]).join(', ');
}

type About = LadderEvent['about'];

function heardBy(
  { noun, id }: About,
  who: Readonly<Record<About['noun'], (id: string) => Message>>,
): readonly Message[] {
  return [who[noun](id)];
}
