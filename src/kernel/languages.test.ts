import { describe, expect, test } from '@jest/globals';
import { said, saidToStaff } from '../telephony/line.ts';
import { chosenIn, houseLanguage, spokenLanguage, wordsIn } from './languages.ts';

describe('the languages of the house', () => {
  const hello = { en: 'Hello', fr: 'Bonjour', cy: 'Helo' };

  test('are chosen by the language of a tag, whatever its country', () => {
    expect(['en-US', 'fr-CA', 'cy'].map((tag) => wordsIn(hello, tag))).toEqual(['Hello', 'Bonjour', 'Helo']);
    expect(['en-US', 'fr-CA', 'cy'].map(spokenLanguage)).toEqual(['en-US', 'fr-CA', 'cy']);
  });

  test('are English, by an English voice, for everybody else', () => {
    expect(houseLanguage('de-DE')).toBe('en');
    expect(said(wordsIn(hello, 'de-DE'), 'de-DE')).toEqual({ kind: 'say', text: 'Hello', language: 'en-GB' });
  });

  test('are English for people of the house, in whatever language their caller speaks', () => {
    expect(saidToStaff('A call.', 'fr-FR')).toMatchObject({ language: 'en-GB' });
    expect(saidToStaff('A call.', 'en-US')).toMatchObject({ language: 'en-US' });
  });
});

describe('what a business wrote', () => {
  const notice = { 'en-GB': 'Recorded.', 'fr-FR': 'Enregistré.' };

  test('is heard in the caller’s language or its nearest relative', () => {
    expect(chosenIn<string>(notice, 'fr-FR', 'en-GB')).toEqual({ text: 'Enregistré.', language: 'fr-FR' });
    expect(chosenIn<string>(notice, 'fr-CA', 'en-GB')).toEqual({ text: 'Enregistré.', language: 'fr-CA' });
  });

  test('is heard in the business’s own language otherwise, by a voice of that', () => {
    expect(chosenIn<string>(notice, 'de-DE', 'en-GB')).toEqual({ text: 'Recorded.', language: 'en-GB' });
    expect(chosenIn<string>('Recorded.', 'fr-FR', 'en-GB')).toEqual({ text: 'Recorded.', language: 'en-GB' });
    expect(chosenIn<string>({ cy: 'Recordir.' }, 'fr-FR', 'en-GB')).toEqual({
      text: 'Recordir.',
      language: 'cy',
    });
  });
});
