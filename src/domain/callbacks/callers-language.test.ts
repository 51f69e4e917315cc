import { describe, expect, test } from '@jest/globals';
import {
  ask,
  askedAtDesk,
  type Doing,
  facts,
  ID,
  MINUTE,
  NINE,
  told,
  turn,
  yes,
} from './callback-for-tests.ts';

const french = { ...ask, language: 'fr-FR' } as const;
const rung: readonly Doing[] = [french, { type: 'CallerHasGone' }, yes()];
const voicemail = {
  type: 'SettleCallback',
  by: { kind: 'person', personId: 'ana', name: 'Ana' },
  outcome: 'voicemail',
  note: null,
} as const;

describe('a customer who spoke another language on the call in which they asked', () => {
  test('is greeted in it, and hears the recording notice by a voice of the language it is written in', () => {
    const { says } = told(...rung).decision(turn(1));
    expect(says).toMatchObject({
      utterances: [
        { text: 'Ici Brightwick, nous vous rappelons.', language: 'fr-FR' },
        { text: 'Calls are recorded.', language: 'en-GB' },
        { text: 'Ana est en ligne.', language: 'fr-FR' },
      ],
      then: { language: 'fr-FR' },
    });
    const notice = { text: 'Les appels sont enregistrés.', language: 'fr-FR' };
    const business = { ...facts.business, notice };
    expect(told(...rung, { facts: { business } }).decision(turn(1)).says).toMatchObject({
      utterances: [
        { text: 'Ici Brightwick, nous vous rappelons. Les appels sont enregistrés. Ana est en ligne.' },
      ],
    });
  });

  test('is promised a turn, an agreed time and another one in it', () => {
    const dueAt = NINE + 300 * MINUTE;
    const { by } = askedAtDesk;
    expect(told({ ...askedAtDesk, language: 'fr-FR' }).state).toMatchObject({
      words: 'Nous vous rappelons à votre tour, dans les 60 minutes',
    });
    expect(told({ ...askedAtDesk, language: 'cy-GB', dueAt }).state).toMatchObject({
      words: 'Byddwn yn eich ffonio’n ôl heddiw am 2 y prynhawn',
    });
    const moved = told(french, { type: 'RescheduleCallback', by, dueAt, words: null });
    expect(moved.state).toMatchObject({ words: 'Nous vous rappelons aujourd’hui à 14 h' });
  });

  test('finds a message in it on their voicemail, with our number read out', () => {
    const { events } = told(...rung, turn(1), turn(2)).decision(voicemail);
    expect(events).toMatchObject([
      {
        words:
          'Bonjour Jo. C’est Ana, de Brightwick. Nous vous rappelons. Nous essaierons de nouveau aujourd’hui à 9 h 15. Vous pouvez nous joindre à tout moment au 0 2 0 7 9 4 6 0 1 0 0. Au revoir.',
      },
    ]);
  });

  test('who picks up when nobody rings any more hears so in it, also when it is long over', () => {
    const gone = told(...rung, { type: 'CallOver', callId: `${ID}.k1`, by: 'Ana' });
    const cancelled = told(french, { type: 'CancelCallback', by: askedAtDesk.by, why: 'They wrote.' });
    for (const story of [gone, cancelled])
      expect(story.decision(turn(1)).says).toMatchObject({
        do: 'hang-up',
        utterances: [{ text: expect.stringMatching(/^Ici Brightwick\..*coupée/), language: 'fr-FR' }],
      });
  });

  test('is told of in English to those who read about it', () => {
    expect(told(french).state).toMatchObject({
      story: expect.arrayContaining([expect.stringMatching(/^To be rung back/)]),
    });
  });
});
