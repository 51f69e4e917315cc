import { expect, it } from '@jest/globals';
import { SoftphoneToken } from '../../src/contract/api.ts';
import { DEMO_ACCOUNT } from '../../src/demo/demo-account.ts';
import { judgeAccessToken } from '../../src/emulator/signal/access-token.ts';
import { behaviour } from '../harness/behaviour.ts';
import { BrowserPhone } from '../harness/browser-phone.ts';
import { NUMBERS, type House } from '../harness/house.ts';

/** A caller of the technical queue rings in Ana's browser. */
async function rungInTheBrowser(house: House) {
  const [ana] = await house.desks('ana@deskbell.example');
  return { ana, ...(await ringsIn(house, await BrowserPhone.open(house, ana))) };
}

/** … and Tom, who has been free for a shorter time, would be the next. */
async function rungBeforeTom(house: House) {
  const [ana, tom] = await house.desks('ana@deskbell.example', 'tom@deskbell.example');
  const browser = await BrowserPhone.open(house, ana);
  await tom.goesAway();
  await tom.isAvailable();
  return { ana, tom, ...(await ringsIn(house, browser)) };
}

async function ringsIn(house: House, browser: BrowserPhone) {
  const caller = house.caller();
  await caller.dialsAndPresses(NUMBERS.shop, '3');
  await browser.rings();
  return { browser, caller };
}

behaviour('a person who takes calls in the browser', (house) => {
  it('is rung there, and picking up is the yes: caller and person talk', async () => {
    const { ana, browser, caller } = await rungInTheBrowser(house());
    expect(ana.offers()).toMatchObject([{ devices: ['browser'], status: 'ringing' }]);
    expect(ana.isRinging()).toBe(false);
    await browser.picksUp();
    await browser.says('In the browser.');
    await caller.hears(/In the browser/);
    await caller.says('I hear you well.');
    await browser.hears(/I hear you well/);
    expect(ana.row()).toMatchObject({ presence: 'on-a-call', device: 'browser' });
    expect(ana.timesRung()).toBe(0);
    await ana.clicks('end');
    await caller.hears(/Thank you for calling/);
    await house().clock.forward('5s');
    expect(browser.leg()).toBeUndefined();
    await house().isAtRest();
  });

  it('is rung on the telephone too after 8 seconds, and the first yes silences the other', async () => {
    const { ana, browser, caller } = await rungInTheBrowser(house());
    await house().clock.forward('6s');
    expect(ana.isRinging()).toBe(false);
    await ana.phoneRings('3s');
    expect(browser.isRinging()).toBe(true);
    expect(ana.offers()).toMatchObject([{ devices: ['browser', 'telephone'] }]);
    await ana.liftsTheReceiver();
    // A voicemail would have lifted it as well: the browser rings on until somebody says yes.
    expect(browser.isRinging()).toBe(true);
    await ana.hears(/press 1/);
    await ana.presses('1');
    expect(browser.isRinging()).toBe(false);
    await ana.says('On the telephone.');
    await caller.hears(/On the telephone/);
    await caller.hangsUp();
    await house().isAtRest();
  });

  it('picks up in the browser after the telephone began to ring: the telephone stops', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const browser = await BrowserPhone.open(house(), ana);
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '3');
    await ana.phoneRings('20s');
    await browser.picksUp();
    expect(ana.isRinging()).toBe(false);
    await browser.says('Here after all.');
    await caller.hears(/Here after all/);
    expect([browser.timesRung(), ana.timesRung()]).toEqual([1, 1]);
  });

  it('whose browser nobody can ring is rung on the telephone at once', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const browser = await BrowserPhone.open(house(), ana);
    // The server was told that it is ready; the telephone company knows better.
    browser.registers(false);
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '3');
    await ana.phoneRings('3s');
    await ana.liftsTheReceiver();
    await ana.hears(/press 1/);
    await ana.presses('1');
    await ana.says('By the other way.');
    await caller.hears(/By the other way/);
  });

  it('says no with the red button of the browser: the next person is rung at once', async () => {
    const { ana, tom, browser, caller } = await rungBeforeTom(house());
    await browser.refuses();
    await tom.phoneRings('2s');
    expect(ana.isRinging()).toBe(false);
    await caller.hangsUp();
  });

  it('and goes away with the tab in mid-call: within 3 s the caller hears so, and the next person is rung', async () => {
    const { tom, browser, caller } = await rungBeforeTom(house());
    await browser.picksUp();
    await browser.says('Hello.');
    await caller.hears(/Hello/);
    await browser.isClosed();
    await caller.hears(/Your line to Ana .* has been lost\. I am finding somebody else for you\./, '3s');
    await tom.phoneRings('2s');
    expect(browser.timesRung()).toBe(1);
    await tom.answers();
    await tom.says('Tom here.');
    await caller.hears(/Tom here/);
    const seen = await tom.sees(tom.callId());
    expect(seen.timeline.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/The line to Ana .* was lost\./),
    );
    await caller.hangsUp();
    await house().isAtRest();
  });
});

behaviour('a browser that cannot be rung', (house) => {
  it('is offered nobody and says why, until it is ready again', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const browser = await BrowserPhone.open(house(), ana);
    await browser.loses('microphone');
    expect(ana.row()).toMatchObject({
      presence: 'unreachable',
      softphone: { state: 'lost', reason: 'microphone' },
      reason: expect.stringMatching(/^The microphone of Ana .*'s browser is gone$/),
    });
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '3');
    await house().clock.forward('10s');
    expect([browser.isRinging(), ana.isRinging()]).toEqual([false, false]);
    expect(house().waiting().why).toMatch(/Ana .* cannot be reached in the browser \(The microphone of/);
    await browser.isReady();
    await browser.rings('2s');
    await caller.hangsUp();
  });

  it('counts as asleep when nothing was heard of it for a minute', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    await BrowserPhone.open(house(), ana);
    await house().clock.forward('59s');
    expect(ana.row().presence).toBe('free');
    await house().clock.forward('2s');
    expect(ana.row()).toMatchObject({ presence: 'unreachable', softphone: { reason: 'asleep' } });
  });

  it('does not matter while another tab can be rung, nor to who takes calls on the telephone', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const first = await BrowserPhone.open(house(), ana);
    const second = new BrowserPhone(house(), ana, 'two');
    await second.isReady();
    await first.isClosed();
    expect(ana.row()).toMatchObject({ presence: 'free', softphone: { state: 'ready' } });
    await second.loses('line');
    expect(ana.row().presence).toBe('unreachable');
    await ana.does('PUT', '/me/device', { device: 'telephone' });
    expect(ana.row()).toMatchObject({ presence: 'free', device: 'telephone', reason: null });
  });

  it('never makes an escalation skip somebody who has a telephone', async () => {
    const [ana, grace] = await house().desks('ana@deskbell.example', 'grace@deskbell.example');
    await grace.does('PUT', '/me/device', { device: 'browser' });
    expect(grace.row().presence).toBe('unreachable');
    const caller = await house().talkingWith(ana);
    await ana.passesToManager();
    await grace.phoneRings('5s');
    expect(grace.offers()[0]?.why).toMatch(/rung on the telephone: Grace .*'s browser is not ready/);
    await grace.answers();
    await grace.says('Grace speaking.');
    await caller.hears(/Grace speaking/);
    await caller.hangsUp();
  });
});

behaviour('what a browser signs in with', (house) => {
  it('is believed by the telephone company, and given to nobody who has not signed in', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    const response = await ana.ask('POST', '/softphone/token');
    const { token, identity, expiresAt, emulatedBy } = SoftphoneToken.parse(await response.json());
    expect([identity, emulatedBy]).toEqual(['ana_silva', { signalHost: new URL(house().emulator.url).host }]);
    expect(expiresAt - house().clock.now()).toBe(600_000);
    const { apiKey, accountSid } = DEMO_ACCOUNT;
    const verdict = judgeAccessToken(token, {
      accountSid,
      apiKeys: { [apiKey.sid]: apiKey.secret },
      now: house().clock.now(),
    });
    expect(verdict).toMatchObject({
      kind: 'valid',
      token: {
        identity: 'ana_silva',
        mayBeRung: true,
        outgoing: { applicationSid: house().emulator.world.applications.list()[0]?.sid },
      },
    });
    const stranger = await fetch(`${house().url}/api/softphone/token`, { method: 'POST' });
    expect(stranger.status).toBe(401);
  });
});
