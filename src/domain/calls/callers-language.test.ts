import { describe, expect, test } from '@jest/globals';
import { ana, colleague, happens, of, talking, waiting, when } from './call-for-tests.ts';
import type { CallEvent } from './call.ts';
import type { CallCommand } from './commands.ts';

const by = 'ana';
const spoken = (language: string): CallEvent => ({ type: 'LanguageSet', ...of, language });
const dismissed: CallEvent = { type: 'CallerDismissed', ...of, by: 'Ana Silva' };
const told = (command: CallCommand, past: readonly CallEvent[] = talking, language = 'fr-FR') =>
  JSON.stringify(when([...past, spoken(language)], command, { facts: colleague('priya') }).answer);

describe('a caller of another language', () => {
  test('hears in it, by a voice of it, what is done with the call', () => {
    const hold = { type: 'HoldCaller', by } as const;
    expect(told(hold)).toContain(
      '"text":"Un instant, s’il vous plaît. Vous êtes en attente, et je suis toujours là.","language":"fr-FR"',
    );
    expect(told(hold, talking, 'cy-GB')).toMatch(
      /"text":"Un eiliad, os gwelwch yn dda\..*"language":"cy-GB"/,
    );
    expect(told({ type: 'TransferToPerson', by, personId: 'priya' })).toContain('Je vous passe Priya Nair.');
    expect(told({ type: 'TransferToQueue', by, queue: 'sales' })).toMatch(
      /"words":"Je vous place dans la file d’attente Sales\."/,
    );
    expect(told({ type: 'PartyGone', offerId: ana.offerId })).toContain(
      'La communication avec Ana Silva est terminée. Vous êtes de retour chez nous, en tête de file.',
    );
    expect(told({ type: 'TakeTurn', turn: 1, input: { sid: 'CA1' } }, [...talking, dismissed])).toMatch(
      /"text":"Merci d’avoir appelé [^"]+\. Au revoir\.","language":"fr-FR"/,
    );
  });

  test('is told when to expect an answer as the moment that is owed', () => {
    const escalate: CallCommand = {
      ...{ type: 'Escalate', by, pathway: 'functional', topic: 'vat', authority: null },
      ...{ how: 'hand-over', summary: null },
    };
    expect(told(escalate)).toContain(
      'Je vous passe un collègue qui connaît ce sujet : VAT. Je l’appelle maintenant. Vous aurez une réponse au plus tard aujourd’hui à 12 h.',
    );
    expect(told(escalate, talking, 'en-US')).toContain('You will have an answer by noon.');
  });

  test('that the house does not speak hears English, by an English voice', () => {
    expect(told({ type: 'HoldCaller', by }, talking, 'de-DE')).toMatch(
      /"text":"One moment[^"]+","language":"en-GB"/,
    );
  });

  test('keeps what people read in English', () => {
    const { answer } = when([...talking, spoken('fr-FR')], { type: 'PartyGone', offerId: ana.offerId });
    expect(answer).toMatchObject({
      events: [{ type: 'PartyLeft' }, { wait: { story: expect.arrayContaining(['Ana Silva hung up.']) } }],
    });
  });

  test('whose flow begins in the language of the call is in no other: nothing has happened', () => {
    expect(happens(when(waiting, { type: 'SetLanguage', language: 'en-GB' }).answer)).toEqual([]);
    expect(happens(when(waiting, { type: 'SetLanguage', language: 'cy' }).answer)).toEqual(['LanguageSet']);
  });
});
