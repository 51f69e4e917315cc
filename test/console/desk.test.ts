// Longer than 300 lines because it is one promise a test, and the desk is one screen with one page to open.
import { describe, expect, test } from '@jest/globals';
import type { CallDetail } from '../../src/contract/api.ts';
import type { PersonRow } from '../../src/contract/live.ts';
import { callDetail, offerForAna } from './busy-house.ts';
import { expectAsked } from './expect-asked.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage();

async function openDesk(path = '/desk'): Promise<void> {
  await stage.opens({ path });
  await stage.page.getByRole('group', { name: 'My state' }).waitFor();
}

function anaIs(more: Partial<PersonRow>): void {
  const ana = stage.server.house.live.people.find((person) => person.id === 'ana');
  if (!ana) throw new Error('Ana does not work here.');
  stage.server.change({ kind: 'person', id: 'ana', row: { ...ana, since: Date.now(), ...more } });
}

/** Ana talks with Ada; `more` says what else is so. */
async function onACall(more: Partial<CallDetail> = {}): Promise<void> {
  stage.server.house.calls.set('call-1', { ...callDetail('call-1', Date.now()), ...more });
  anaIs({ presence: 'on-a-call', callId: 'call-1' });
  await openDesk();
  await stage.page
    .getByRole('region', { name: 'The call' })
    .getByRole('heading', { name: 'Ada Kirby' })
    .waitFor();
}

/** The tab's title becomes this; a flashing title shows it every other second. */
async function expectTitle(title: string): Promise<void> {
  for (let tries = 0; tries < 400 && (await stage.page.title()) !== title; tries += 1)
    await stage.page.waitForTimeout(50);
  expect(await stage.page.title()).toBe(title);
}

const button = (name: string | RegExp) => stage.page.getByRole('button', { name, exact: true });
const rings = (): void => stage.server.change({ kind: 'offer', id: 'offer-1', row: offerForAna(Date.now()) });

describe('what rings for me', () => {
  test('shows whose business it is, who calls, why it came to me, the story and the script before I answer', async () => {
    await openDesk();
    rings();
    const call = stage.page.getByRole('region', { name: 'The call that rings' });
    await call.getByRole('heading', { name: 'Larkfield Shop' }).waitFor();
    const words = await call.innerText();
    expect(words).toContain('Ada Kirby · refund');
    expect(words).toContain('You have been free the longest of those who take Billing.');
    expect(words).toContain('Said: "I was charged twice for the same order"');
    expect(words).toContain('Lift your desk handset (+44 7700 900201)');
    await stage.page.getByText('Good afternoon, Larkfield Shop, this is Ana.').waitFor();
    expect(await stage.page.getByText('Refunds up to £50').isVisible()).toBe(true);
  });

  test('a call-back that rings shows the call in which the customer asked for it', async () => {
    await openDesk();
    const now = Date.now();
    const asked = { askedAt: now, dueAt: null, promisedBy: now, askedIn: 'call-1' };
    const callback = {
      ...{ id: 'cb-1', number: '+442079460112', name: 'Ada Kirby', numberFrom: 'calling' as const },
      ...{ ...asked, words: 'Call-back: Ada Kirby asked at 10:04' },
    };
    stage.server.change({
      kind: 'offer',
      id: 'offer-1',
      row: offerForAna(now, { purpose: 'callback', callId: 'cb-1.k1', callback }),
    });
    await stage.page.getByText(/asked at 10:04\. Nobody is on the line yet/).waitFor();
    const caller = stage.page.getByRole('complementary', { name: 'The caller' });
    await caller.getByText('Ada Kirby', { exact: true }).waitFor();
    expect(stage.complaints).toEqual([]);
  });

  test('Answer says yes to the offer', async () => {
    await openDesk();
    rings();
    await button('Answer').click();
    await expectAsked(stage.server, { method: 'POST', path: '/api/offers/offer-1/accept' });
  });

  test('a refused answer is explained in words, and the button works again', async () => {
    await openDesk();
    rings();
    stage.server.refuseNext(
      'POST',
      '/api/offers/offer-1/accept',
      'Ben has answered already. The caller is with him.',
    );
    await button('Answer').click();
    await stage.page
      .getByRole('alert')
      .getByText('Ben has answered already. The caller is with him.')
      .waitFor();
    expect(await button('Answer').isEnabled()).toBe(true);
  });

  test('Pass on refuses the offer', async () => {
    await openDesk();
    rings();
    await button('Pass on').click();
    await expectAsked(stage.server, { method: 'POST', path: '/api/offers/offer-1/refuse' });
  });

  test('the shortcut answers from another screen and leads to the desk', async () => {
    await openDesk('/recordings');
    rings();
    await button('To the desk').waitFor();
    await stage.page.keyboard.press('Control+Shift+A');
    await expectAsked(stage.server, { method: 'POST', path: '/api/offers/offer-1/accept' });
    await stage.page.waitForURL(/\/desk/);
    expect(new URL(stage.page.url()).pathname).toBe('/desk');
  });

  test('an offer never takes the focus from typing', async () => {
    await onACall();
    await button('Note').click();
    await stage.page.keyboard.type('Order LK');
    rings();
    await stage.page
      .getByRole('region', { name: 'Rings for me' })
      .getByText('ringing', { exact: true })
      .waitFor();
    await stage.page.keyboard.type('-20418');
    expect(await stage.page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Order LK-20418');
  });

  test('the title of the tab says who rings', async () => {
    await openDesk();
    rings();
    await expectTitle('☎ Ada Kirby: Larkfield Shop');
    stage.server.change({ kind: 'offer', id: 'offer-1', row: null });
    await expectTitle('Desk · Deskbell');
  });
});

describe('the call', () => {
  test('Hold is disabled while it is under way and becomes Resume when the server says so', async () => {
    await onACall();
    const release = stage.server.delayNext('POST', '/api/calls/call-1/hold');
    await button('Hold').click();
    await stage.page.locator('button[data-loading]').waitFor();
    expect(await stage.page.getByRole('button', { name: 'Hold', disabled: true }).count()).toBe(1);
    stage.server.house.calls.set('call-1', { ...callDetail('call-1', Date.now()), place: 'held' });
    release();
    await button('Resume').waitFor();
    expect(await stage.page.getByText('caller, hears music').isVisible()).toBe(true);
  });

  test('a refusal is shown in words and the call stays as it is', async () => {
    await onACall();
    stage.server.refuseNext(
      'POST',
      '/api/calls/call-1/hold',
      'The caller is being put through to Dev. Wait a moment.',
    );
    await stage.page.keyboard.press('Control+Shift+H');
    await stage.page.getByRole('alert').getByText('The caller is being put through to Dev.').waitFor();
    expect(await button('Hold').isEnabled()).toBe(true);
  });

  test('Transfer by keyboard: open, type, Enter', async () => {
    await onACall();
    await stage.page.keyboard.press('Alt+Shift+T');
    await stage.page.getByRole('option', { name: /Dev Patel/ }).waitFor();
    await stage.page.keyboard.type('omar');
    await button('Hand over to Omar Haddad').waitFor();
    await stage.page.keyboard.press('Enter');
    await expectAsked(stage.server, {
      method: 'POST',
      path: '/api/calls/call-1/transfer',
      body: { personId: 'omar' },
    });
  });

  test('says why somebody cannot be rung, and does not offer them', async () => {
    await onACall();
    await button('Ask first').click();
    const elin = stage.page.getByRole('option', { name: /Elin Berg/ });
    expect(await elin.innerText()).toContain('Is talking with another caller.');
    expect(await elin.getAttribute('aria-disabled')).toBe('true');
    await stage.page.keyboard.type('elin');
    await stage.page.getByRole('option', { name: /Dev Patel/ }).waitFor({ state: 'detached' });
    await stage.page.keyboard.press('Enter');
    await stage.page.waitForTimeout(200);
    expect(stage.server.asked.filter((each) => each.path.endsWith('/consult'))).toEqual([]);
  });

  test('Ask first consults the person marked', async () => {
    await onACall();
    await button('Ask first').click();
    await button('Ask Dev Patel first').click();
    await expectAsked(stage.server, {
      method: 'POST',
      path: '/api/calls/call-1/consult',
      body: { personId: 'dev' },
    });
  });

  test('Escalate to an expert says what the caller will hear and takes a summary along', async () => {
    await onACall({ notes: [] });
    await button('Escalate').click();
    await stage.page
      .getByText('"A colleague who knows refunds takes over. Please stay on the line."')
      .waitFor();
    await stage.page
      .getByLabel('Said to whoever takes over, before the caller joins')
      .fill('Charged twice, order LK-20418.');
    await button('Ask an expert on Refunds first').click();
    await expectAsked(stage.server, {
      path: '/api/calls/call-1/escalate',
      body: {
        pathway: 'functional',
        topic: 'refunds',
        how: 'ask-first',
        summary: 'Charged twice, order LK-20418.',
      },
    });
  });

  test('Escalate to a manager names who may decide, rung by rung', async () => {
    await onACall({ notes: [] });
    await button('Escalate').click();
    await stage.page.getByRole('tab', { name: 'Manager' }).click();
    const refund = stage.page.getByRole('option', { name: /Refund over £50/ });
    expect(await refund.innerText()).toContain(
      'Duty manager: Omar Haddad, then Head of the shop: Maria Lind',
    );
    await refund.click();
    await stage.page.getByText('Hand over at once').click();
    await button('Hand over to who may decide').click();
    await expectAsked(stage.server, {
      path: '/api/calls/call-1/escalate',
      body: { pathway: 'hierarchical', authority: 'refund-over-50', how: 'hand-over' },
    });
  });

  test('a consultation can be called off while it rings, and completed once somebody says yes', async () => {
    const consult = {
      offerId: 'offer-2',
      personId: 'dev',
      name: 'Dev Patel',
      status: 'ringing',
      since: Date.now(),
    } as const;
    await onACall({ place: 'held', consult });
    const panel = stage.page.getByRole('region', { name: 'Asking Dev Patel' });
    expect(await panel.innerText()).toContain('caller hears music');
    expect(await panel.getByRole('button', { name: 'Hand over to Dev Patel' }).isDisabled()).toBe(true);
    await panel.getByRole('button', { name: 'Back to the caller' }).click();
    await expectAsked(stage.server, { path: '/api/calls/call-1/consult/cancel' });
    stage.server.house.calls.set('call-1', {
      ...callDetail('call-1', Date.now()),
      place: 'held',
      consult: { ...consult, status: 'talking' },
    });
    anaIs({ presence: 'on-a-call', callId: 'call-1' });
    await panel.getByText('Talking with Dev Patel').waitFor();
    await panel.getByRole('button', { name: 'Bring all together' }).click();
    await expectAsked(stage.server, { path: '/api/calls/call-1/consult/join' });
    await panel.getByRole('button', { name: 'Hand over to Dev Patel' }).click();
    await expectAsked(stage.server, { path: '/api/calls/call-1/consult/complete' });
  });

  test('ending the call takes two presses; a double click does not end it', async () => {
    await onACall();
    await button('End call').dblclick();
    await button('End it for everyone').waitFor();
    expect(stage.server.asked.filter((each) => each.path.endsWith('/end'))).toEqual([]);
    await stage.page.waitForTimeout(450);
    await button('End it for everyone').click();
    await expectAsked(stage.server, { path: '/api/calls/call-1/end' });
  });

  test('a note that was being typed survives a reload, and is saved by Ctrl + Enter', async () => {
    await onACall();
    await button('Note').click();
    await stage.page.keyboard.type('Promised an answer by four.');
    await stage.page.reload();
    await button('Note').click();
    const box = stage.page.getByRole('textbox', { name: 'Note' });
    expect(await box.inputValue()).toBe('Promised an answer by four.');
    await box.press('Control+Enter');
    await expectAsked(stage.server, {
      path: '/api/calls/call-1/notes',
      body: { text: 'Promised an answer by four.' },
    });
    await box.waitFor({ state: 'detached' });
  });

  test('pausing the recording is marked for as long as it lasts', async () => {
    await onACall({ recording: { state: 'paused', since: Date.now() - 5_000, policy: 'all' } });
    expect(await stage.page.getByText(/recording paused/).innerText()).toMatch(
      /recording paused \d+:\d\d, goes on by itself/,
    );
    await button('Go on recording').click();
    await expectAsked(stage.server, { path: '/api/calls/call-1/recording/resume' });
  });
});

describe('wrap-up', () => {
  test('counts down, takes a last note on the call, and can be finished', async () => {
    await onACall();
    anaIs({ presence: 'wrap-up', callId: null, until: Date.now() + 58_000 });
    const panel = stage.page.getByRole('region', { name: 'Wrap-up' });
    await panel.getByText('The call with Ada Kirby is over').waitFor();
    expect(await panel.getByRole('timer').innerText()).toMatch(/^0:[0-5]\d$/);
    await panel.getByRole('textbox', { name: 'Note' }).fill('Refund promised.');
    await panel.getByRole('button', { name: 'Save note' }).click();
    await expectAsked(stage.server, { path: '/api/calls/call-1/notes', body: { text: 'Refund promised.' } });
    await panel.getByRole('button', { name: 'Finish and become free' }).click();
    await expectAsked(stage.server, { method: 'POST', path: '/api/me/wrap-up/finish' });
  });

  test('somebody who is away is told that nothing rings, with the way back', async () => {
    anaIs({ presence: 'away', reason: 'Lunch' });
    await openDesk();
    const panel = stage.page.getByRole('region', { name: 'You are away, so nothing rings.' });
    await panel.getByRole('button', { name: 'Become available' }).click();
    await expectAsked(stage.server, {
      method: 'PUT',
      path: '/api/me/presence',
      body: { presence: 'available' },
    });
  });
});
