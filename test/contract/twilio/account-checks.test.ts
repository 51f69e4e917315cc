import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isRefusal } from '../../../src/kernel/decision.ts';
import {
  AccountUnderCheck,
  accountSid,
  apiKey,
  authToken,
  second,
  shop,
  verdicts,
} from './account-under-check.ts';

let house: AccountUnderCheck;
beforeEach(async () => {
  house = await AccountUnderCheck.open();
});
afterEach(() => house.close());

describe('the checks of the account', () => {
  it('are all right when everything is', async () => {
    house.emulator.world.account.change({ mediaNeedsSignIn: true });
    await house.records();
    const checks = await house.checked();
    expect(verdicts(checks)).toEqual({
      account: 'right',
      numbers: 'right',
      address: 'right',
      media: 'right',
      countries: 'right',
      softphone: 'right',
    });
    expect(checks.countries.words).toBe('The account may ring ordinary numbers in FR, GB.');
    expect(checks.address.note).toMatch(/not checked, this is the emulator/);
  });

  it('name a wrong token, and what else cannot be found out because of it', async () => {
    const checks = await house.checked({}, { authToken: 'f'.repeat(32) });
    expect(verdicts(checks)).toEqual({
      account: 'wrong',
      numbers: 'unknown',
      address: 'right',
      media: 'unknown',
      countries: 'unknown',
      softphone: 'unknown',
    });
    expect(checks.account.words).toContain('Twilio does not accept TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN');
    expect(checks.account.remedy).toMatch(/\.env/);
  });

  it('say what a suspended and what a trial account means', async () => {
    house.emulator.world.account.change({ status: 'suspended' });
    expect((await house.checked()).account).toMatchObject({
      verdict: 'wrong',
      words: expect.stringContaining('suspended'),
    });
    house.emulator.world.account.change({ status: 'active', type: 'Trial' });
    expect((await house.checked()).account).toMatchObject({
      verdict: 'right',
      note: expect.stringMatching(/trial account: it rings only numbers that were verified/),
    });
  });

  it('name a number that the account does not own', async () => {
    const businesses = [{ name: 'Shop', numbers: [shop, '+442079460999'], countries: ['GB'] }];
    const { numbers } = await house.checked({ businesses: () => Promise.resolve(businesses) });
    expect(numbers).toMatchObject({
      verdict: 'wrong',
      details: ['+442079460999 (Shop) is not a number of this account.'],
      canConnect: false,
    });
  });

  it('name a number whose calls go elsewhere, without the secret parts of its address', async () => {
    const [number] = house.emulator.world.numbers.list();
    house.emulator.world.numbers.update(number?.sid ?? '', {
      voiceUrl: 'https://user:hunter2@old.example/voice?key=hunter3',
    });
    const { numbers } = await house.checked();
    expect(numbers).toMatchObject({ verdict: 'wrong', canConnect: true });
    expect(numbers.details).toEqual([`${shop} (Shop): calls go to https://old.example/voice.`]);
    expect(JSON.stringify(numbers)).not.toMatch(/hunter/);
  });

  it('name who answers at PUBLIC_URL in place of this server', async () => {
    house.stranger = { status: 200, body: { answer: 'guessed' } };
    expect((await house.checked()).address).toMatchObject({
      verdict: 'wrong',
      words: expect.stringContaining('it is not this server'),
    });
    house.stranger = { status: 302, body: {}, location: 'https://elsewhere.example/' };
    expect((await house.checked()).address).toMatchObject({
      verdict: 'wrong',
      words: expect.stringContaining('sends visitors on'),
    });
    house.stranger = { status: 404, body: { code: 'not-asked-here' } };
    expect((await house.checked()).address).toMatchObject({
      verdict: 'unknown',
      words: expect.stringContaining('Another Deskbell answers'),
    });
    expect((await house.checked({ publicUrl: 'http://127.0.0.1:9' })).address.verdict).toBe('wrong');
  });

  it('name a recording that anybody can fetch, and say when there is none to try', async () => {
    expect((await house.checked()).media).toMatchObject({
      verdict: 'unknown',
      remedy: expect.stringContaining('Enforce HTTP Auth on Media URLs'),
    });
    await house.records();
    expect((await house.checked()).media).toMatchObject({
      verdict: 'wrong',
      words: expect.stringContaining('without a sign-in'),
    });
    expect((await house.checked({ emulated: true })).media).toMatchObject({
      verdict: 'unknown',
      words: expect.stringMatching(/^Not checked: this is the emulator/),
    });
  });

  it('name a country that is forbidden, and one that Twilio does not know', async () => {
    house.emulator.world.account.permit('FR', { lowRiskNumbersEnabled: false });
    expect((await house.checked()).countries).toMatchObject({
      verdict: 'wrong',
      details: ['France (FR) may not be rung from this account.'],
      remedy: expect.stringContaining('Geo permissions'),
    });
    const businesses = [{ name: 'Shop', numbers: [shop], countries: ['GB', 'ZZ'] }];
    expect((await house.checked({ businesses: () => Promise.resolve(businesses) })).countries).toMatchObject({
      verdict: 'unknown',
      details: [expect.stringMatching(/^ZZ was not found out/)],
    });
  });

  it('name a key that is missing, of another account, or has another secret', async () => {
    const without = house.desk();
    expect((await without.check()).find(({ id }) => id === 'softphone')?.verdict).toBe('right');

    const plain = house.desk({ account: { accountSid, authToken, apiBaseUrl: house.emulator.url } }, {});
    expect((await plain.check()).find(({ id }) => id === 'softphone')).toMatchObject({
      verdict: 'unknown',
      remedy: expect.stringContaining('TWILIO_API_KEY'),
    });
    const foreign = await house.checked(
      {},
      { apiKey: { sid: `SK${'c'.repeat(32)}`, secret: apiKey.secret } },
    );
    expect(foreign.softphone).toMatchObject({
      verdict: 'wrong',
      words: expect.stringContaining('is not a key of this account'),
    });
    const guessed = await house.checked({}, { apiKey: { sid: apiKey.sid, secret: 'not-that-one' } });
    expect(guessed.softphone).toMatchObject({
      verdict: 'wrong',
      words: expect.stringMatching(/does not sign in: Twilio does not accept TWILIO_API_KEY/),
    });
  });

  it('name an application that is unknown, or answers elsewhere', async () => {
    const lost = await house.checked({}, { twimlAppSid: `AP${'d'.repeat(32)}` });
    expect(lost.softphone).toMatchObject({ verdict: 'wrong', words: expect.stringContaining('is not one') });
    const old = await house.checked({}, { twimlAppSid: house.application('https://old.example/app') });
    expect(old.softphone).toMatchObject({
      verdict: 'wrong',
      words: expect.stringContaining('https://old.example/app'),
      canConnect: true,
    });
  });

  it('do not wait for one another: what hangs is given up, and the rest is told', async () => {
    house.emulator.faults.set({ rest: { timeout: { match: 'DialingPermissions', count: 9 } } });
    const checks = await house.checked({ limitMs: 400 });
    expect(checks.countries).toMatchObject({ verdict: 'unknown', words: 'No answer came within 0.4 s.' });
    expect([checks.account.verdict, checks.numbers.verdict, checks.softphone.verdict]).toEqual([
      'right',
      'right',
      'right',
    ]);
  });
});

describe('connecting the numbers', () => {
  const breakIt = (phoneNumber: string) => {
    const number = house.emulator.world.numbers.list().find((one) => one.phoneNumber === phoneNumber);
    house.emulator.world.numbers.update(number?.sid ?? '', { voiceUrl: 'https://old.example/voice' });
  };

  it('changes those of the businesses alone, and names the file to undo it with', async () => {
    const foreign = '+442079460300';
    house.emulator.world.numbers.create({
      phoneNumber: foreign,
      settings: { voiceUrl: 'https://mine.example' },
    });
    breakIt(second);
    const done = await house.desk().connect();
    if (isRefusal(done)) throw new Error(done.reason);
    expect(done.changed).toEqual([second]);
    expect(await readdir(house.dataDir)).toEqual([done.undoFile?.split('/').at(-1)]);
    expect((await house.checked()).numbers.verdict).toBe('right');
    expect(house.emulator.world.numbers.list().find((one) => one.phoneNumber === foreign)?.voiceUrl).toBe(
      'https://mine.example',
    );
    expect(await house.desk().connect()).toEqual({ changed: [], undoFile: null, application: null });
  });

  it('makes the application for browsers when there is a key and none', async () => {
    const account = { accountSid, authToken, apiBaseUrl: house.emulator.url, apiKey };
    expect((await house.desk({ account }, {}).check()).find(({ id }) => id === 'softphone')).toMatchObject({
      verdict: 'unknown',
      canConnect: true,
    });
    const done = await house.desk({ account }, {}).connect();
    expect(done).toMatchObject({ changed: [], application: expect.stringMatching(/^AP/) });
    // Asked again, it tells the same one, which still has to be written into .env.
    expect(await house.desk({ account }, {}).connect()).toMatchObject({ ...done, undoFile: null });
  });

  it('is refused where Twilio could not come, and when Twilio says no', async () => {
    const unreachable = { accountSid, authToken, apiKey };
    expect(await house.desk({ account: unreachable }, {}).connect()).toMatchObject({
      refused: 'not-reachable',
    });
    const wrong = house.desk({}, { authToken: 'f'.repeat(32) });
    expect(await wrong.connect()).toMatchObject({
      refused: 'not-connected',
      reason: expect.stringContaining('Twilio does not accept'),
    });
  });
});
