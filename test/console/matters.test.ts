import { describe, expect, test } from '@jest/globals';
import { busyHouse } from './busy-house.ts';
import { expectAsked } from './expect-asked.ts';
import { busyMatters } from './matters-house.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage({ house: () => ({ ...busyHouse(Date.now()), matters: busyMatters(Date.now()) }) });

async function open(path: string): Promise<void> {
  await stage.opens({ path });
}

/** Ana talks with Ada. */
async function openDeskInCall(): Promise<void> {
  const ana = stage.server.house.live.people.find((person) => person.id === 'ana');
  if (ana) Object.assign(ana, { presence: 'on-a-call', callId: 'call-1' });
  await open('/desk');
  await stage.page.getByRole('button', { name: 'Open a case' }).waitFor();
}

const press = (name: string | RegExp): Promise<void> =>
  stage.page.getByRole('button', { name, exact: true }).click();

describe('the desk during a call', () => {
  test('opens a case in two clicks, the second being the reason', async () => {
    await openDeskInCall();
    await press('Open a case');
    await press('Long wait');
    await stage.page.getByText('Case 2026-0012 is open.').waitFor();
    await expectAsked(stage.server, {
      method: 'POST',
      path: '/api/cases',
      body: { callId: 'call-1', reason: 'long-wait' },
    });
  });

  test('shows what is open for the caller, and offers to add the call to it', async () => {
    await openDeskInCall();
    const caller = stage.page.getByRole('complementary', { name: 'The caller' });
    await caller.getByRole('link', { name: '2026-0012' }).waitFor();
    await caller.getByText('“We call you back by three.”').waitFor();
    await press('Open a case');
    await press('Add it to 2026-0012');
    await expectAsked(stage.server, { path: '/api/cases/case-1/link', body: { callId: 'call-1' } });
  });

  test('a refused case keeps what was typed and says why', async () => {
    await openDeskInCall();
    stage.server.refuseNext('POST', '/api/cases', 'This call has a case already: 2026-0012.');
    await press('Open a case');
    await stage.page.getByLabel('What it is about').fill('Charged twice');
    await press('Rigid policy');
    await stage.page.getByText('This call has a case already: 2026-0012.').waitFor();
    expect(await stage.page.getByLabel('What it is about').inputValue()).toBe('Charged twice');
  });

  test('asks for the exact amount, typed as people write it, and shows the countdown while the caller holds', async () => {
    await openDeskInCall();
    await stage.page.keyboard.press('Control+Shift+y');
    await stage.page.getByLabel('Amount (GBP)').fill('80.5');
    await stage.page.getByText('That is £80.50.').waitFor();
    await stage.page.getByText('You may refund up to £50.00 without asking.').waitFor();
    await stage.page.getByLabel('Why').fill('Charged twice');
    stage.server.house.matters.approvals = stage.server.house.matters.approvals.map((each) => ({
      ...each,
      callId: 'call-1',
    }));
    await press('Ask for £80.50');
    await stage.page
      .getByRole('region', { name: 'Approvals of this call' })
      .getByText(/left to decide/)
      .first()
      .waitFor();
    await expectAsked(stage.server, {
      path: '/api/approvals',
      body: {
        callId: 'call-1',
        kind: 'refund',
        amountMinor: 8_050,
        currency: 'GBP',
        reason: 'Charged twice',
      },
    });
  });

  test('promises in the words that are said, by a time of the business', async () => {
    await openDeskInCall();
    await press('Promise something');
    await press('In 30 min');
    await press('Promise it');
    await stage.page.getByText('Promised: “We call you back by three.”').waitFor();
    const asked = stage.server.asked.find(({ path }) => path === '/api/promises')?.body as {
      readonly dueAt: number;
      readonly words: string;
    };
    expect(asked.dueAt % 900_000).toBe(0);
    expect(asked.words).toMatch(/^We call you back by (tomorrow )?\d\d:\d\d\.$/);
  });

  test('takes a message by the form of the business, with what is known filled in', async () => {
    await openDeskInCall();
    await press('Take a message');
    expect(await stage.page.getByLabel('Number').inputValue()).toBe('+442079460112');
    expect(await stage.page.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('Ada Kirby');
    await stage.page.getByRole('textbox', { name: /^Message/ }).fill('Please ring after six.');
    await press('Take the message');
    await stage.page.getByText('The message for Refunds is on its way.').waitFor();
    const asked = stage.server.asked.find(({ path }) => path === '/api/messages')?.body;
    expect(asked).toMatchObject({ callId: 'call-1', fields: { text: 'Please ring after six.' } });
  });
});

describe('the list of cases', () => {
  test('counts both clocks and names the next automatic step', async () => {
    await open('/cases');
    const ada = stage.page.getByRole('link', { name: /2026-0012/ });
    await ada.waitFor();
    const words = await ada.innerText();
    expect(words).toMatch(/First contact due \d\d:\d\d · \d+:\d\d left|First contact due tomorrow/);
    expect(words).toMatch(/L3 at .*\d\d:\d\d to Duty manager, reachable ✓/);
    const clock = ada.getByRole('timer').first();
    const before = await clock.innerText();
    await stage.page.waitForTimeout(1_100);
    expect(await clock.innerText()).not.toBe(before);
    const late = stage.page.getByRole('link', { name: /2026-0009/ });
    expect(await late.innerText()).toMatch(/Resolve was due .* · \+14:\d\d/);
  });

  test('keeps its filter in the address', async () => {
    await open('/cases');
    await stage.page.getByLabel('Deadline').selectOption('true');
    await stage.page.getByText('1 case', { exact: true }).waitFor();
    expect(new URL(stage.page.url()).searchParams.get('late')).toBe('true');
    await stage.page.getByLabel('Severity').selectOption('4');
    await press('Show everything');
    await stage.page.getByText('3 cases', { exact: true }).waitFor();
  });

  test('is narrowed by topic and by tag, as the address of a tag on a case does too', async () => {
    await open('/cases');
    const filters = stage.page.getByRole('group', { name: 'Narrow the list' });
    await filters.getByLabel('Tag').selectOption('double-charge');
    await stage.page.getByText('2 cases', { exact: true }).waitFor();
    await filters.getByLabel('Topic').selectOption({ label: 'Refunds' });
    await stage.page.getByText('1 case', { exact: true }).waitFor();
    expect(new URL(stage.page.url()).search).toBe('?tag=double-charge&topic=refund');
    await stage.page.getByRole('link', { name: /2026-0012/ }).click();
    await stage.page.getByRole('link', { name: '#double-charge' }).click();
    await stage.page.waitForURL(/\/cases\?tag=double-charge$/);
    await stage.page.getByText('2 cases', { exact: true }).waitFor();
  });

  test('shows at once what somebody else changed', async () => {
    await open('/cases');
    await stage.page.getByRole('link', { name: /2026-0012/ }).waitFor();
    const [ada] = stage.server.house.matters.cases;
    if (ada) ada.owner = { kind: 'person', id: 'maria', name: 'Maria Lind' };
    stage.server.touch({ noun: 'cases', id: 'case-1', businessId: 'shop' });
    await stage.page.getByRole('link', { name: /2026-0012.*Maria Lind/s }).waitFor({ timeout: 3_000 });
  });

  test('says “I have it” to what one was told', async () => {
    await open('/cases');
    await press('I have it');
    await stage.page.getByText('It is yours now.').waitFor();
    await expectAsked(stage.server, { path: '/api/notices/case-1.c1.n2/acknowledge' });
  });

  test('is walked, opened and acted on by keyboard alone', async () => {
    await open('/cases');
    await stage.page.getByRole('link', { name: /2026-0012/ }).waitFor();
    await stage.page.keyboard.press('j');
    await stage.page.keyboard.press('j');
    await stage.page.keyboard.press('k');
    await stage.page.keyboard.press('Enter');
    await stage.page.getByRole('heading', { name: '2026-0012 Ada Kirby' }).waitFor();
    await stage.page.keyboard.press('Control+Shift+i');
    await expectAsked(stage.server, { path: '/api/cases/case-1/take', body: { asOf: 7 } });
    await stage.page.keyboard.press('Control+Shift+s');
    await stage.page.keyboard.press('Tab');
    await stage.page.keyboard.type('Refunded the second charge');
    await stage.page.keyboard.press('Control+Enter');
    await expectAsked(stage.server, { path: '/api/cases/case-1/resolve' });
  });
});
