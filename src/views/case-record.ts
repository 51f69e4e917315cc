import { DateTime } from 'luxon';
import type { CaseRecordLetter } from '../contract/cases.ts';
import type { CaseRecord } from '../domain/cases/cases-store.ts';
import type { Segment } from '../domain/cases/case.ts';
import { customerWords, lengthWords, reasonWords } from '../domain/cases/texts.ts';
import { businessOf } from '../domain/businesses/businesses-store.ts';
import { levelOf } from '../domain/matrices/levels.ts';
import { wordsOfBy, wordsOfOwner } from '../kernel/by.ts';
import type { Reader } from '../store/database.ts';
import { caseTimeline } from './case-timeline.ts';

const WHAT: Readonly<Record<Segment['what'], string>> = {
  waiting: 'waiting on the telephone for',
  talking: 'talking with',
  held: 'on hold with',
  'with-person': 'with',
  'with-queue': 'in the queue',
  'waiting-for-customer': 'waiting for',
};

/** The whole matter as it would be put into a letter or handed to an outside body: full dates, full sentences. */
export async function caseRecordLetter(
  reader: Reader,
  { id, state }: CaseRecord,
  at: number,
): Promise<CaseRecordLetter> {
  const business = await businessOf(reader, state.businessId);
  const { timezone } = state.policy;
  const when = (moment: number) =>
    DateTime.fromMillis(moment, { zone: timezone, locale: 'en-GB' }).toFormat("d MMMM yyyy 'at' HH:mm");
  const level = levelOf(state.policy.matrix, state.topic, state.level);
  const reason = reasonWords(state);
  const timeline = await caseTimeline(reader, id);
  return {
    title: `${business.name}: record of case ${state.number}`,
    writtenAt: at,
    sections: [
      {
        heading: 'The matter',
        lines: [
          `Customer: ${customerWords(state)}.`,
          ...(state.firstRingAt === null ? [] : [`First call on ${when(state.firstRingAt)}.`]),
          `Opened on ${when(state.openedAt)} by ${wordsOfBy(state.openedBy)}.`,
          ...(state.summary === '' ? [] : [state.summary]),
          ...(reason === null ? [] : [`Reason given: ${reason}.`]),
          `Severity ${state.severity.value}: ${state.severity.why}`,
          `Level ${state.level}${level === null ? '' : `, ${level.name}`}; ${wordsOfOwner(state.owner)} is responsible.`,
        ],
      },
      {
        heading: 'What was done',
        lines: timeline.map(({ at: moment, text, why, by }) =>
          [
            `${when(moment)}: ${text}`,
            ...(why === null ? [] : [why]),
            ...(by === null ? [] : [`(${by})`]),
          ].join(' '),
        ),
      },
      {
        heading: 'Where the time went',
        lines: state.segments.map(
          ({ what, who, from, to }) =>
            `${when(from)}: ${WHAT[what]} ${who}, ${lengthWords((to ?? at) - from)}.`,
        ),
      },
      {
        heading: 'The outcome',
        lines:
          state.status === 'resolved'
            ? [
                `Resolved on ${when(state.resolvedAt)} by ${wordsOfBy(state.resolvedBy)}: ${state.words}`,
                ...(state.cause === null ? [] : [`Cause: ${state.cause}`]),
              ]
            : ['Not resolved yet.'],
      },
    ],
  };
}
