import { describe, expect, test } from '@jest/globals';
import { busyHouse } from './busy-house.ts';
import { expectAsked } from './expect-asked.ts';
import { busyMatters } from './matters-house.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage({ house: () => ({ ...busyHouse(Date.now()), matters: busyMatters(Date.now()) }) });

async function open(path: string): Promise<void> {
  await stage.opens({ path });
}

const press = (name: string): Promise<void> => stage.page.getByRole('button', { name, exact: true }).click();

describe('a case', () => {
  test('is resolved with outcome, reason and root cause in one go', async () => {
    await open('/cases/case-1');
    await press('Resolve');
    await stage.page.getByLabel('What was done').fill('Refunded the second charge');
    await stage.page.getByLabel('Why the customer was not content').selectOption('long-wait');
    await stage.page.getByLabel('Root cause').fill('The till books twice when the line drops');
    await press('Resolve it');
    await expectAsked(stage.server, { path: '/api/cases/case-1/reason', body: { reason: 'long-wait' } });
    await expectAsked(stage.server, {
      path: '/api/cases/case-1/resolve',
      body: {
        outcome: 'solved',
        words: 'Refunded the second charge',
        cause: 'The till books twice when the line drops',
      },
    });
  });

  test('a refused act says why in the words of the stage.server, and what was typed outlives even a reload', async () => {
    await open('/cases/case-1');
    stage.server.refuseNext('POST', '/api/cases/case-1/escalate', 'Dev Patel resolved this case 5 s ago.');
    await press('Escalate');
    await stage.page.getByRole('textbox', { name: 'Why' }).fill('Needs a decision on the goodwill');
    await press('Escalate to L3 Senior manager');
    await stage.page.getByText('Dev Patel resolved this case 5 s ago.').waitFor();
    await stage.page.reload();
    await press('Escalate');
    expect(await stage.page.getByRole('textbox', { name: 'Why' }).inputValue()).toBe(
      'Needs a decision on the goodwill',
    );
  });

  test('edited by two people loses the words of neither', async () => {
    await open('/cases/case-1');
    await press('Edit the summary');
    await stage.page.getByLabel('What it is about').fill('My words');
    const [ada] = stage.server.house.matters.cases;
    if (ada) Object.assign(ada, { summary: 'Their words', edition: 8 });
    stage.server.refuseNext('POST', '/api/cases/case-1/summary', 'Dev Patel changed the summary 5 s ago.');
    await press('Save the summary');
    await stage.page.getByText('Dev Patel changed the summary 5 s ago.').waitFor();
    await stage.page.getByText('Their words').waitFor();
    expect(await stage.page.getByLabel('What it is about').inputValue()).toBe('My words');
    await press('Go on from what is saved now, with my text');
    await press('Save the summary');
    await expectAsked(stage.server, {
      path: '/api/cases/case-1/summary',
      body: { summary: 'My words', asOf: 8 },
    });
  });

  test('topic, reason and tags: only what was changed is sent, each from what was seen', async () => {
    await open('/cases/case-1');
    await press('Edit topic, reason and tags');
    const form = stage.page.getByRole('form', { name: 'Topic, reason and tags' });
    await form.getByLabel('Topic').selectOption({ label: 'Deliveries and returns' });
    await form.getByLabel('Why the customer is not content').selectOption({ label: 'Damaged in transit' });
    await form.getByRole('combobox', { name: 'Tags' }).fill('photo');
    await stage.page.keyboard.press('Enter');
    // The same tag in other letters is no other tag.
    await stage.page.keyboard.type('PHOTO');
    await stage.page.keyboard.press('Enter');
    await press('Save');
    await expectAsked(stage.server, {
      path: '/api/cases/case-1/tags',
      body: { add: ['photo'], remove: [] },
    });
    await expectAsked(stage.server, {
      path: '/api/cases/case-1/topic',
      body: { topic: 'delivery', asOf: 7 },
    });
    await expectAsked(stage.server, {
      path: '/api/cases/case-1/reason',
      body: { reason: 'damaged-in-transit', asOf: 7 },
    });
  });

  test('a topic that somebody else set meanwhile is shown beside one’s own', async () => {
    await open('/cases/case-1');
    await press('Edit topic, reason and tags');
    const form = stage.page.getByRole('form', { name: 'Topic, reason and tags' });
    await form.getByLabel('Topic').selectOption({ label: 'None' });
    const ada = stage.server.house.matters.cases[0];
    if (ada) Object.assign(ada, { topic: 'delivery', topicName: 'Deliveries and returns', edition: 8 });
    stage.server.refuseNext('POST', '/api/cases/case-1/topic', 'Dev Patel set the topic to “Deliveries”.');
    await press('Save');
    await form.getByText('Dev Patel set the topic to “Deliveries”.').waitFor();
    await form.getByText('Deliveries and returns · Unsatisfactory first response').waitFor();
    await press('Go on from what is saved now, with mine');
    await press('Save');
    await expectAsked(stage.server, {
      path: '/api/cases/case-1/topic',
      body: { topic: null, asOf: 8 },
    });
  });

  test('shows its call-backs with what became of each try', async () => {
    const [other] = stage.server.house.matters.callbacks;
    if (other)
      stage.server.house.matters.callbacks.push({
        ...other,
        id: 'cb-2',
        caseId: 'case-1',
        name: 'Ada Kirby',
      });
    await open('/cases/case-1');
    const item = stage.page
      .getByRole('region', { name: 'Call-backs' })
      .getByRole('article', { name: 'Call-back to Ada Kirby' });
    await item.getByText('“We ring you back within half an hour.”').waitFor();
    await item.getByText(/Ben Okoro/).waitFor();
  });

  test('a note names a colleague, who is told', async () => {
    await open('/cases/case-1');
    await stage.page.getByLabel('Add a note').pressSequentially('@Dev');
    await stage.page.getByRole('option', { name: 'Dev Patel' }).waitFor();
    await stage.page.keyboard.press('Enter');
    await stage.page.keyboard.type('look at order 4471');
    await stage.page.keyboard.press('Control+Enter');
    await expectAsked(stage.server, {
      path: '/api/cases/case-1/notes',
      body: { text: '@Dev Patel look at order 4471', mentions: ['dev'] },
    });
  });
});

describe('an approval', () => {
  test('is given by two presses, for the amount that was on the screen', async () => {
    await open('/approvals');
    await stage.page.getByText(/left to decide/).waitFor();
    await stage.page.getByRole('button', { name: 'Approve £80.00' }).dblclick();
    expect(stage.server.asked).toEqual([]);
    await stage.page.waitForTimeout(450);
    await press('Yes, approve £80.00');
    await expectAsked(stage.server, {
      path: '/api/approvals/a-1/decide',
      body: { approve: true, asOf: { amountMinor: 8_000, currency: 'GBP' } },
    });
  });

  test('that was changed meanwhile says so', async () => {
    await open('/approvals');
    stage.server.refuseNext(
      'POST',
      '/api/approvals/a-1/decide',
      'The amount is £90.00 now. Look at it again.',
    );
    await press('Refuse');
    await stage.page.getByRole('textbox').fill('Offer a credit');
    await press('Refuse £80.00');
    await stage.page.getByText('The amount is £90.00 now.').waitFor();
    expect(await stage.page.getByRole('textbox').inputValue()).toBe('Offer a credit');
  });

  test('asked by oneself cannot be decided, but taken back', async () => {
    await open('/approvals?view=asked');
    const mine = stage.page.getByRole('article', { name: /Credit of £25.00/ });
    await mine.waitFor();
    expect(await mine.getByRole('button', { name: /Approve/ }).count()).toBe(0);
    await mine.getByRole('button', { name: 'Take it back' }).click();
    await stage.page.waitForTimeout(450);
    await mine.getByRole('button', { name: 'Yes, take it back' }).click();
    await expectAsked(stage.server, { path: '/api/approvals/a-2/withdraw' });
  });
});

describe('promises and messages', () => {
  test('a broken promise stands first, and is kept with how', async () => {
    await open('/promises');
    await stage.page.getByText('broken, still owed').waitFor();
    const [first] = await stage.page.getByRole('article').allInnerTexts();
    expect(first).toContain('broken, still owed');
    await stage.page.getByRole('button', { name: 'Kept', exact: true }).first().click();
    await press('Called back');
    await press('It is kept');
    await expectAsked(stage.server, { path: '/api/promises/p-2/keep', body: { how: 'Called back' } });
  });

  test('the ledger says how many there were, and no share of too few', async () => {
    await open('/promises?view=ledger');
    const dev = stage.page.getByRole('row', { name: /Dev Patel/ });
    await dev.waitFor();
    expect(await dev.innerText()).toContain('too few to say');
  });

  test('a call-back can be called off with a reason', async () => {
    await open('/promises?view=call-backs');
    await press('Cancel it');
    await press('It is settled');
    await press('Cancel the call-back');
    await expectAsked(stage.server, { path: '/api/callbacks/cb-1/cancel', body: { why: 'It is settled' } });
  });

  test('a message is acknowledged from the list, and a refusal shown where it was tried', async () => {
    await open('/messages');
    stage.server.refuseNext('POST', '/api/messages/m-1/acknowledge', 'Dev Patel has it already.');
    await press('I have it');
    await stage.page.getByText('Dev Patel has it already.').waitFor();
    await press('I have it');
    await expectAsked(stage.server, { path: '/api/messages/m-1/acknowledge' });
  });
});
