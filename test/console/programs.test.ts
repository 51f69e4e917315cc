import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/demo/seed.ts';
import { launchBrowser } from '../harness/browser.ts';
import { openHouse, type House } from '../harness/house.ts';
import { buildConsole, openConsole, type ConsolePage } from './console-page.ts';
import { expectLooksRight } from './expect-looks.ts';

/** The screens with which programs and their words are looked after, on the real server. */

const LOOKS = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 360 },
] as const;

let browser: Browser;
let house: House;
let opened: ConsolePage;
let page: Page;
let others: Server;
let answer: number;
let heard: string[];

beforeAll(async () => {
  await buildConsole();
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  house = await openHouse({ database: 'sqlite' });
  answer = 204;
  heard = [];
  others = createServer((request, response) => {
    heard.push(String(request.headers['webhook-id']));
    request.resume().on('end', () => response.writeHead(answer).end());
  });
  others.listen(0, '127.0.0.1');
  await once(others, 'listening');
}, 30_000);
afterEach(async () => {
  await page.context().close();
  others.closeAllConnections();
  others.close();
  await house.close();
});

async function open(path: string, email = 'alex@deskbell.example'): Promise<void> {
  opened = await openConsole(browser, house.url, {
    path,
    stranger: true,
    prepare: async (fresh) => {
      const signedIn = await fresh.request.post(`${house.url}/api/session`, {
        data: { email, password: DEMO_PASSWORD },
        headers: { origin: house.url },
      });
      expect(signedIn.status()).toBe(200);
    },
  });
  page = opened.page;
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const said = (words: string | RegExp) => page.getByText(words).first().waitFor();
/** What cannot be undone asks first, and takes no second press that comes as fast as a double click. */
async function pressTwice(first: string, second: RegExp): Promise<void> {
  await button(first).press('Enter');
  await button(second).waitFor();
  await page.waitForTimeout(450);
  await button(second).press('Enter');
}
const place = () => `http://127.0.0.1:${(others.address() as AddressInfo).port}/hook`;
const asked = async (path: string, secret: string): Promise<number> =>
  (await fetch(`${house.url}/api${path}`, { headers: { authorization: `Bearer ${secret}` } })).status;

describe('the keys of programs', () => {
  test('are made by keyboard, shown once, used, and taken back', async () => {
    await open('/programs?business=shop');
    await said('No program has a key.');
    await button('Make a key').press('Enter');
    await page.getByLabel('For which program').waitFor();
    await page.keyboard.type('CRM');
    expect(await button('Make the key').isDisabled()).toBe(true);
    await page.getByLabel('See cases').press('Space');
    await page.getByLabel('Open cases and do all that is done to one').press('Space');
    await page.keyboard.press('Control+Enter');

    const shown = page.getByRole('region', { name: 'The secret of the key “CRM”' });
    await shown.getByText(/^It is shown this once and never again/).waitFor();
    const secret = (await shown.getByText(/^dbk_/).innerText()).trim();
    expect(await asked('/cases', secret)).toBe(200);
    expect(await asked('/messages', secret)).toBe(403);
    await expectLooksRight(opened, LOOKS);
    await button('I have kept it').press('Enter');
    await shown.waitFor({ state: 'detached' });

    const item = page.getByRole('article', { name: 'Key CRM' });
    expect(await item.innerText()).toMatch(
      new RegExp(`${secret.slice(0, 10)}…[\\s\\S]*May do 2 things[\\s\\S]*Made by Alex`),
    );
    expect(await page.content()).not.toContain(secret);
    await pressTwice('Take back', /^Take it back/);
    await said('No program has a key.');
    await said('Taken back (1)');
    expect(await asked('/cases', secret)).toBe(401);
  });

  test('are not for managers: the rail does not lead there, and the screen says whom to ask', async () => {
    await open('/programs', 'grace@deskbell.example');
    await said('Keys and webhooks are for admins of a business.');
    expect(await page.getByRole('link', { name: 'Programs' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Templates' }).count()).toBe(1);
  });
});

describe('webhooks', () => {
  test('are added, tested, seen in trouble, changed, and what they lost is sent again', async () => {
    await open('/programs?business=shop&view=webhooks');
    await said('No program is told of anything.');
    await button('Add a webhook').press('Enter');
    await page.getByLabel('Address').fill('crm.example.com');
    await button('Add the webhook').press('Enter');
    await page.getByRole('alert').getByText('is not an http or https address').waitFor();
    await page.getByLabel('Address').fill(place());
    await page.getByLabel('Only this').press('Space');
    await page.getByLabel('A case is opened', { exact: true }).press('Space');
    await button('Add the webhook').press('Enter');
    await said(/^whsec_/);
    await button('I have kept it').press('Enter');
    const item = page.getByRole('article', { name: `Webhook ${place()}` });
    await item.getByText('Told of 1 event').waitFor();
    await item.getByText('Sending').waitFor();

    await button('Send a test').press('Enter');
    await item.getByText('On its way').waitFor();
    await house.clock.forward('1s');
    await item.getByText('Delivered', { exact: true }).waitFor();
    await item.getByText(/Last hook\.test.*taken \(HTTP 204\)/).waitFor();

    answer = 410;
    await button('Send a test').press('Enter');
    await item.getByText('On its way').waitFor();
    await house.clock.forward('1s');
    await item.getByText(/^Ended: the other side says that it is gone for good/).waitFor();
    await item.getByText('1 could not be delivered.').waitFor();
    await item.getByText('Not delivered').click();
    await item.getByText('Given up').waitFor();
    await item.getByText('Delivered', { exact: true }).waitFor({ state: 'detached' });
    expect(await button('Send hook.test again').isDisabled()).toBe(true);
    // The address that was refused above is all that the browser may have complained about.
    const complaints = opened.complaints.filter((said) => !said.endsWith('status of 400 (Bad Request)'));
    await expectLooksRight({ page, complaints }, LOOKS);

    answer = 204;
    await button('Change').press('Enter');
    await page.getByLabel('Address').fill(`${place()}/new`);
    await button('Save').press('Enter');
    const moved = page.getByRole('article', { name: `Webhook ${place()}/new` });
    await moved.getByText('Sending').or(moved.getByText('In trouble')).waitFor();
    await button('Send all again').press('Enter');
    await moved.getByText('1 could not be delivered.').waitFor({ state: 'detached' });
    await house.clock.forward('1s');
    await button('Show everything').press('Enter');
    await moved.getByText('Delivered', { exact: true }).nth(1).waitFor();
    await moved.getByText('Sending').waitFor();
    expect(heard).toHaveLength(3);
    expect(heard[2]).toBe(heard[1]);

    await pressTwice('Remove', /^Remove it/);
    await said('No program is told of anything.');
  });
});

describe('the words of e-mails and text messages', () => {
  const box = (label: string) => page.getByRole('textbox', { name: label });
  const group = (label: string) => page.getByRole('group', { name: label, exact: true });

  test('are edited with fields that are inserted, seen with an example, and used from then on', async () => {
    await open('/templates?business=shop&kind=reach-test', 'grace@deskbell.example');
    await said('It is told in Deskbell’s words.');
    await box('Subject of the e-mail').fill('Are you there, ?');
    await box('Subject of the e-mail').press('ArrowLeft');
    await page
      .getByRole('button', { name: /^Insert name:/ })
      .first()
      .press('Enter');
    await group('Subject of the e-mail').getByText('Are you there, Grace Okafor?').waitFor();
    await page.getByRole('tab', { name: 'Reach test (own)' }).waitFor();

    await box('Text message').fill('Ping\n{{ cod }}');
    await group('Text message')
      .getByText(/^Line 2: there is no field "cod"/)
      .waitFor();
    await said('These words could not be sent: look for the red words above.');
    expect(await button('Save as version 1').isDisabled()).toBe(true);
    await expectLooksRight(opened, LOOKS);
    await box('Text message').fill('Ping');
    await said(/^The text message names no \{\{ code \}\}/);
    await button('Save as version 1').press('Enter');
    await said('Version 1 is used from now on.');
    expect(await box('Subject of the e-mail').inputValue()).toBe('Are you there, {{ name }}?');

    const grace = await house.desk('grace@deskbell.example');
    await grace.signsIn();
    await grace.does('POST', '/people/grace-okafor/reach-test', { businessId: 'shop', way: 'sms' });
    await house.clock.forward('3s');
    expect(house.emulator.world.messages.list().at(-1)?.body).toBe('Ping');

    await button('Back to Deskbell’s words').press('Enter');
    await said('It is told in Deskbell’s words.');
    await button('Save as version 2').press('Enter');
    await said('Version 2 is used from now on.');
    await page.getByText('Version 1', { exact: true }).click();
    await button('Edit from version 1').press('Enter');
    await group('Subject of the e-mail').getByText('Are you there, Grace Okafor?').waitFor();
    await said('Not saved yet; kept on this computer.');
  });
});
