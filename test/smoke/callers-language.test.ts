import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { BrowserPhone } from '../harness/browser-phone.ts';
import type { Caller } from '../harness/caller.ts';
import { NUMBERS, type House } from '../harness/house.ts';

const ADELE = '+447700900777';
/** Words that no French sentence of ours holds. */
const ENGLISH = /\b(the|you|your|press|we|are|and|please|goodbye)\b/i;

/** Rings the dental practice, and asks for French and for an appointment. */
async function ringsInFrench(house: House): Promise<Caller> {
  const adele = house.caller(ADELE);
  await adele.dials(NUMBERS.dental);
  await adele.hears(/Pour le français, tapez 2/);
  await adele.presses('2');
  await adele.hears(/rendez-vous, tapez 1/);
  await adele.presses('1');
  return adele;
}

/** What this caller was told from the French menu on. */
function toldSince(caller: Caller, menu: RegExp): string {
  const said = caller.heard().filter(({ verb }) => verb === 'Say');
  return said
    .slice(said.findIndex(({ text }) => menu.test(text)))
    .map(({ text }) => text)
    .join('\n');
}

/** A Tuesday: the practice is closed on Wednesday afternoons. */
const TUESDAY = { at: '2026-03-03T14:00:00Z' };

behaviour(
  'a caller who chose French',
  (house) => {
    it('waits, asks to be rung back, is promised it and is rung back in French', async () => {
      const adele = await ringsInFrench(house());
      await adele.hears(
        /^Vous êtes dans la file d’attente Accueil\. L’attente est habituellement de moins de 2 minutes\./,
      );
      await adele.hears(
        /Vous êtes toujours dans la file d’attente Accueil, .* 2 minutes au total\. Pour laisser plutôt un message/,
        '100s',
      );
      await adele.presses('7');
      await adele.hears(/Cette touche ne correspond à rien.*être rappelé, tapez 5/);
      await adele.presses('5');
      await adele.hears(/vous rappeler au 0 7 7 0 0 9 0 0 7 7 7.*Pour confirmer, tapez 1/);
      await adele.presses('1');
      await adele.hears(
        /^Merci\. Nous vous rappelons à votre tour, dans les 5 minutes environ\. Votre place est gardée\. Au revoir\.$/,
      );
      expect(toldSince(adele, /rendez-vous, tapez 1/)).not.toMatch(ENGLISH);
      await house().clock.forward('10s');

      const [ana] = await house().desks('ana@deskbell.example');
      await ana.phoneRings('60s');
      await ana.liftsTheReceiver();
      await ana.hears(/A call-back for Kensington Dental.*To ring the customer now, press 1/);
      await ana.presses('1');
      await adele.isRung();
      await adele.picksUp();
      await adele.hears(/^Ici Kensington Dental, nous vous rappelons\. Ana Silva est en ligne\.$/);
      await house().clock.forward('12s');
      await ana.says('Bonjour, ici Ana.');
      await adele.hears(/Bonjour, ici Ana/);
      await ana.clicks('end');
      await adele.hears(/Merci d’avoir appelé Kensington Dental\. Au revoir\./);
      await house().clock.forward('10s');
      await house().isAtRest();

      const { rows } = await ana.gets('/promises?business=dental');
      expect(rows).toContainEqual(
        expect.objectContaining({
          what: 'wait',
          words: 'L’attente est habituellement de moins de 2 minutes.',
        }),
      );
      expect(rows).toContainEqual(
        expect.objectContaining({
          what: 'call-back',
          status: 'kept',
          words: 'Nous vous rappelons à votre tour, dans les 5 minutes environ',
        }),
      );
    });

    it('is put on hold, passed on and brought back in French, also when the line to us is lost', async () => {
      const [ana, tom] = await house().desks('ana@deskbell.example', 'tom@deskbell.example');
      const browser = await BrowserPhone.open(house(), ana);
      await tom.goesAway();
      const adele = await ringsInFrench(house());
      await browser.rings();
      await browser.picksUp();
      await browser.says('Cabinet dentaire, bonjour.');
      await adele.hears(/Cabinet dentaire, bonjour/);
      await ana.clicks('hold');
      await adele.hears(/Un instant, s’il vous plaît\. Vous êtes en attente, et je suis toujours là\./);
      await ana.clicks('resume');

      await browser.isClosed();
      await adele.hears(/La communication avec Ana Silva a été perdue\. Je cherche quelqu’un d’autre/, '3s');
      await tom.isAvailable();
      await tom.answers();
      await tom.says('Bonjour, ici Tom.');
      await adele.hears(/Bonjour, ici Tom/);

      await tom.passesToExpert('treatment');
      await adele.hears(
        /Je vous passe un collègue qui connaît ce sujet : soins et tarifs\..* au plus tard demain à 12 h\./,
      );
      await adele.hears(/Aucun spécialiste n’est joignable tout de suite/, '90s');
      expect(toldSince(adele, /rendez-vous, tapez 1/)).not.toMatch(ENGLISH);
      await house().clock.forward('5s');
      const { rows } = await tom.gets('/promises?business=dental');
      expect(rows).toContainEqual(
        expect.objectContaining({
          what: 'answer',
          words: 'Vous aurez une réponse au plus tard demain à 12 h.',
        }),
      );
      await adele.hangsUp();
      await house().isAtRest();
    });
  },
  TUESDAY,
);
