import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

const JO = '+447700900555';

behaviour('a caller who would rather be rung back than wait', (house) => {
  it('keeps the place against callers who came later, is rung in turn, and the promise is kept', async () => {
    const jo = house().caller(JO);
    await jo.dialsAndPresses(NUMBERS.shop, '2');
    await jo.hears(/keep your place and be rung back, press 5/);
    const before = house().waiting();
    await jo.presses('5');
    await jo.hears(/ring you back on 0 7 7 0 0 9 0 0 5 5 5.*To confirm, press 1/);
    await jo.presses('1');
    await jo.hears(/We ring you back in your turn, .*Your place is kept. Goodbye/);
    await house().clock.forward('10s');
    expect(jo.isOnTheLine()).toBe(false);
    expect(house().waiting()).toMatchObject({
      id: before.id,
      rank: before.rank,
      joinedAt: before.joinedAt,
      callback: { number: JO },
    });

    const later = house().caller('+447700900556');
    await later.dialsAndPresses(NUMBERS.shop, '2');
    await later.hears(/queue for Billing/);

    const [ana] = await house().desks('ana@deskbell.example');
    await ana.phoneRings();
    expect(ana.offers()).toMatchObject([
      {
        purpose: 'callback',
        callback: { words: expect.stringMatching(/Call-back: \+447700900555 asked at 14:00/) },
      },
    ]);
    await ana.liftsTheReceiver();
    await ana.hears(/A call-back for Brightwick.*To ring the customer now, press 1/);
    expect(
      house()
        .liveLegs()
        .filter(({ to }) => to === JO),
    ).toEqual([]);
    await ana.presses('1');
    await ana.hears(/We are ringing the customer/);
    await jo.isRung();
    await jo.picksUp();
    await jo.hears(/This is Brightwick, returning your call. Calls are recorded.* Ana Silva is on the line/);
    await house().clock.forward('12s');
    await ana.says('Ana here, sorry for the wait.');
    await jo.hears(/sorry for the wait/);
    expect(house().board().calls).toContainEqual(
      expect.objectContaining({ place: 'talking', caller: expect.objectContaining({ number: JO }) }),
    );
    expect(later.isOnTheLine()).toBe(true);
    await later.hangsUp();
    await jo.hangsUp();
    await house().isAtRest();

    const { rows } = await ana.gets('/callbacks?state=ended');
    expect(rows).toMatchObject([
      {
        number: JO,
        status: 'done',
        outcome: 'talked',
        triesUsed: 1,
        tries: [{ personName: 'Ana Silva', outcome: 'talked' }],
      },
    ]);
    const ledger = await ana.gets('/promises');
    expect(ledger.rows.filter(({ what }) => what === 'call-back')).toMatchObject([
      { status: 'kept', late: false, words: expect.stringMatching(/^We ring you back in your turn/) },
    ]);
  });

  it('who presses a second time, or rings in again, is rung once', async () => {
    const jo = await asksToBeRungBack();
    const { rank } = house().waiting();
    await house().clock.forward('5m');
    await jo.dialsAndPresses(NUMBERS.shop, '2');
    await jo.hears(/You have the place that we kept for you/);
    expect(house().waiting()).toMatchObject({ rank, callback: null });
    await jo.presses('5');
    await jo.hears(/To confirm, press 1/);
    await jo.presses('1');
    await jo.presses('1');
    await jo.hears(/We ring you back/);
    await house().clock.forward('10s');
    expect(house().waiting()).toMatchObject({ rank, callback: { number: JO } });

    const [ana] = await house().desks('ana@deskbell.example');
    await ana.answersByKey();
    await jo.isRung();
    await jo.picksUp();
    await jo.hears(/returning your call/);
    await house().clock.forward('15s');
    await jo.hangsUp();
    await house().clock.forward('90m');
    expect(jo.timesRung()).toBe(1);
    const { rows } = await ana.gets('/callbacks?state=ended');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['talked', 'rang-in']);
    await house().isAtRest();
  });

  it('who does not answer is tried again, also after a restart, and then given up, which is written down', async () => {
    const jo = await asksToBeRungBack();
    const [ana] = await house().desks('ana@deskbell.example');
    for (let tries = 1; tries <= 3; tries += 1) {
      await ana.answersByKey();
      await jo.isRung();
      await house().clock.forward('40s');
      expect(jo.rings()).toBeUndefined();
      expect(jo.timesRung()).toBe(tries);
      await house().clock.forward('30s');
      if (tries === 1) await house().isDownFor('3m');
      if (tries < 3) {
        expect(ana.isRinging()).toBe(false);
        await ana.phoneRings('15m');
      }
    }
    await house().clock.forward('3h');
    expect(jo.timesRung()).toBe(3);
    expect(ana.isRinging()).toBe(false);
    const { rows } = await ana.gets('/callbacks?state=ended');
    expect(rows).toMatchObject([{ status: 'given-up', outcome: 'no-answer', triesUsed: 3 }]);
    await house().isAtRest();
  });

  it('a voicemail hears who rang and when we try again', async () => {
    const jo = await asksToBeRungBack();
    house().emulator.world.handsets.setMode(JO, 'voicemail');
    const [ana] = await house().desks('ana@deskbell.example');
    await ana.answersByKey();
    const leg = () =>
      house()
        .liveLegs()
        .find(({ to }) => to === JO);
    await house().clock.until('the voicemail picks up', () => leg()?.status === 'in-progress', '30s');
    const voicemail = leg();
    await house().clock.forward('20s');
    const [open] = (await ana.gets('/callbacks')).rows;
    expect(open).toMatchObject({ status: 'talking', with: { name: 'Ana Silva' } });
    await ana.does('POST', `/callbacks/${open?.['id'] as string}/outcome`, { outcome: 'voicemail' });
    await house().clock.forward('25s');
    const heard = (voicemail?.heard ?? []).map(({ text }) => text).join(' ');
    expect(heard).toMatch(/This is Ana Silva of Brightwick, returning your call. We try again today at/);
    const [again] = (await ana.gets('/callbacks')).rows;
    expect(again).toMatchObject({ status: 'scheduled', triesUsed: 1, tries: [{ outcome: 'voicemail' }] });
    expect(jo.timesRung()).toBe(1);
    await house().isAtRest();
  });

  it('a withheld number is not offered what cannot be done', async () => {
    const nobody = house().caller('anonymous');
    await nobody.dialsAndPresses(NUMBERS.shop, '2');
    await nobody.hears(/To leave a message instead, press 0/);
    expect(nobody.hasHeard(/be rung back/)).toBe(false);
    await nobody.presses('5');
    await nobody.hears(/Your number is withheld, so we cannot ring you back. You keep your place/);
    expect(house().waiting()).toMatchObject({ callback: null });
    await nobody.hangsUp();
  });

  it('the person who said yes hangs up: the customer’s telephone stops, and nobody is left alone', async () => {
    const jo = await asksToBeRungBack();
    const [ana] = await house().desks('ana@deskbell.example');
    await ana.answersByKey();
    await jo.isRung();
    await ana.hangsUp();
    await house().clock.forward('5s');
    expect(jo.rings()).toBeUndefined();
    const [open] = (await ana.gets('/callbacks')).rows;
    expect(open).toMatchObject({ triesUsed: 0, tries: [{ outcome: 'interrupted' }] });
    await ana.answersByKey();
    await jo.isRung();
    await jo.picksUp();
    await ana.hangsUp();
    await jo.hears(/The line to Ana Silva has ended. You are back with us and first in line/);
    expect(house().waiting()).toMatchObject({ caller: { number: JO } });
    await jo.hangsUp();
  });

  it('by night nobody is rung: it is promised for the morning', async () => {
    await house().clock.forward('9h');
    const jo = await asksToBeRungBack(/We ring you back tomorrow at 8 am or soon after, in your turn/);
    const [ana] = await house().desks('ana@deskbell.example');
    await house().clock.forward('8h');
    expect(ana.isRinging()).toBe(false);
    await ana.phoneRings('70m');
    await ana.answersByKey();
    await jo.isRung();
    await jo.picksUp();
    await jo.hangsUp();
  });

  /** Jo presses for a call-back while waiting, and has hung up. */
  async function asksToBeRungBack(words = /We ring you back in your turn/) {
    const jo = house().caller(JO);
    await jo.dialsAndPresses(NUMBERS.shop, '2');
    await jo.hears(/be rung back, press 5/);
    await jo.presses('5');
    await jo.hears(/To confirm, press 1/);
    await jo.presses('1');
    await jo.hears(words);
    await house().clock.forward('15s');
    return jo;
  }
});
