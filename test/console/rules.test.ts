import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { RulesView } from '../../src/contract/rules.ts';
import { DEMO_PASSWORD } from '../../src/demo/seed.ts';
import { launchBrowser } from '../harness/browser.ts';
import { seedYesterday } from '../../src/demo/seed-yesterday.ts';
import { openHouse, type House } from '../harness/house.ts';
import { seriousFindings } from '../harness/accessibility.ts';
import { buildConsole, sidewaysScroll } from './console-page.ts';

/** The screen on the real server with the demo's rules and yesterday's calls. */

let browser: Browser;
let house: House;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  await buildConsole();
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  house = await openHouse({ database: 'sqlite' });
  await seedYesterday(house.deskbell.database, house.clock.now());
}, 30_000);
afterEach(async () => {
  await page.context().close();
  await house.close();
});

interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
}

async function open(
  email = 'grace@deskbell.example',
  look: Look = { theme: 'light', width: 1440 },
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const signedIn = await page.request.post(`${house.url}/api/session`, {
    data: { email, password: DEMO_PASSWORD },
    headers: { origin: house.url },
  });
  expect(signedIn.status()).toBe(200);
  await page.goto(`${house.url}/rules?business=shop`);
}

const rules = () =>
  page.getByRole('list', { name: 'Rules in order' }).getByRole('listitem', { name: /^\d+\. / });
const rule = (name: string) => page.getByRole('listitem', { name: new RegExp(`^\\d+\\. ${name}$`) });
const names = async (): Promise<string[]> => {
  const labels = await rules().evaluateAll((items) =>
    items.map((item) => item.getAttribute('aria-label') ?? ''),
  );
  return labels;
};
const switchOn = () => page.getByRole('button', { name: /^Switch on as version/ });
const saved = async (): Promise<RulesView['current']> => {
  const response = await page.request.get(`${house.url}/api/rules/shop`);
  return ((await response.json()) as RulesView).current;
};
const save = async (asOf: number, list: RulesView['current']['rules']): Promise<void> => {
  const grace = await house.desk('david@brightwick.example');
  await grace.signsIn();
  await grace.does('PUT', '/rules/shop', { asOf, rules: list });
};

describe('the rules of a business', () => {
  test('are read as sentences, in order', async () => {
    await open();
    // The history of versions says it too.
    await rule('Third call today')
      .getByText('When a caller joins a queue and it is at least their third call today, open a case')
      .waitFor();
    expect(await names()).toEqual(['1. Third call today', '2. Gave up after two minutes']);
    await page.getByText('Version 0 is in force as it stands here.').waitFor();
  });

  test('a new one is put together, tried on yesterday, and only then switched on', async () => {
    await open();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Name').fill('Billing waits long');
    await page.getByLabel('When').selectOption('a wait passes its target');
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('Condition 1, with what').selectOption('Billing');
    await page.getByLabel('Severity').selectOption('2');
    await page.getByLabel('Add something to do').selectOption('tell somebody');
    await page
      .getByText(
        'When a wait in the queue Billing passes its target, open a case with severity 2 and tell the managers',
      )
      .waitFor();
    await rule('Billing waits long').getByRole('switch').press('Space');
    await page.getByText('Try it above before you switch it on.').waitFor();

    await page.getByRole('button', { name: 'Try the rules' }).click();
    await page.getByText(/the draft would have acted .* Nothing was changed by looking/).waitFor();
    const hits = page.getByRole('list', { name: 'What would have been done' });
    await page.getByLabel('Show').selectOption('Billing waits long');
    expect(await hits.getByRole('listitem').first().innerText()).toMatch(
      /new\s+Billing waits long: The call of \+44/,
    );
    expect((await saved()).version).toBe(0);

    await switchOn().click();
    await page.getByText('Version 1 is in force.').waitFor();
    expect((await saved()).rules.at(-1)).toMatchObject({
      name: 'Billing waits long',
      on: true,
      when: 'wait.queue == "billing"',
    });
    await page.getByText('Version 1 (in force), Grace Okafor').waitFor();
  });

  test('are moved by keyboard, and the one that was moved keeps the focus', async () => {
    await open();
    await rule('Third call today').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.waitForFunction(
      "document.activeElement?.getAttribute('aria-label') === '2. Third call today'",
    );
    expect(await names()).toEqual(['1. Gave up after two minutes', '2. Third call today']);
    await switchOn().click();
    await page.getByText('Version 1 is in force.').waitFor();
    expect((await saved()).rules.map(({ id }) => id)).toEqual(['gave-up-waiting', 'third-call-today']);
  });

  test('a condition can be written out; what is wrong in it is said beside it', async () => {
    await open();
    await page.getByRole('button', { name: 'Edit Third call today' }).click();
    await page.getByText('Write the condition yourself').click();
    const box = page.getByLabel('Condition, in CEL; empty: every time');
    expect(await box.inputValue()).toBe('caller.calls_today >= 3');
    await box.fill('caller.calls_today >= "three"');
    await page
      .getByText(/the condition is wrong: .*correct the condition/)
      .first()
      .waitFor();
    await switchOn().click();
    await page
      .getByRole('alert')
      .getByText(/The rule “Third call today”, the condition, at character/)
      .waitFor();
    await box.fill('caller.calls_today >= 4');
    await switchOn().click();
    await page.getByText('Version 1 is in force.').waitFor();
  });

  test('somebody else saved meanwhile: nothing is lost, and one chooses', async () => {
    await open();
    await page.getByRole('button', { name: 'Edit Third call today' }).click();
    await page.getByLabel('Name').fill('Mine');
    await save(0, (await saved()).rules.slice(1));
    await page.getByText('David Lloyd saved version 1 while you were editing version 0.').waitFor();
    expect(await names()).toEqual(['1. Mine', '2. Gave up after two minutes']);
    await page.getByRole('button', { name: 'Keep my edits, on top of version 1' }).click();
    await switchOn().click();
    await page.getByText('Version 2 is in force.').waitFor();
    expect((await saved()).rules.map(({ name }) => name)).toEqual(['Mine', 'Gave up after two minutes']);
  });

  test('an edit outlives the page, and can be thrown away', async () => {
    await open();
    await rule('Third call today').getByRole('switch').press('Space');
    await page.getByText('Not in force yet; kept on this computer.').waitFor();
    await page.reload();
    await page.getByText('Not in force yet; kept on this computer.').waitFor();
    await page.getByRole('button', { name: 'Throw my edits away' }).click();
    await page.getByText('Version 0 is in force as it stands here.').waitFor();
  });

  test('without any rule, one is told what a rule is', async () => {
    await save(0, []);
    await open();
    await page.getByText('There are no rules yet.').waitFor();
  });

  test('who leads nothing is told whom to ask', async () => {
    await open('ana@deskbell.example');
    await page.getByText('Rules are for those who lead a business.').waitFor();
  });
});

describe.each<Look>([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 360 },
])('in $theme at $width px', (look) => {
  test('the screen with a rule taken apart and tried is accessible, fits, and breaks no content policy', async () => {
    await open('grace@deskbell.example', look);
    await page.getByRole('button', { name: 'Edit Gave up after two minutes' }).click();
    await page.getByRole('button', { name: 'Try the rules' }).click();
    await page.getByText(/Nothing was changed by looking/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(complaints).toEqual([]);
  });
});
