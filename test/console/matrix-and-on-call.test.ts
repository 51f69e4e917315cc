import { beforeEach, describe, expect, test } from '@jest/globals';
import { busyHouse } from './busy-house.ts';
import { expectAsked } from './expect-asked.ts';
import { busyMatters } from './matters-house.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage({ house: () => ({ ...busyHouse(Date.now()), matters: busyMatters(Date.now()) }) });

async function open(path: string): Promise<void> {
  await stage.opens({ path });
}

const press = (name: string): Promise<void> => stage.page.getByRole('button', { name, exact: true }).click();
const alerts = (): Promise<string> => stage.page.getByRole('alert').first().innerText();

describe('the matrix', () => {
  beforeEach(() => {
    const [shop] = stage.server.house.me.memberships;
    if (shop) shop.role = 'manager';
  });

  test('shows what a draft means before it is saved', async () => {
    await open('/matrix?business=shop');
    await stage.page.getByLabel('Level 1, resolved within').fill('90 min');
    await stage.page.getByText('nobody on “Senior manager” can be reached at night').waitFor();
    await stage.page.getByText('It goes to Expert or supervisor; the duty manager is told.').waitFor();
    await press('Save as version 4');
    await expectAsked(stage.server, { method: 'PUT', path: '/api/matrices/shop' });
    const saved = stage.server.asked.find(({ method }) => method === 'PUT')?.body;
    expect(saved).toMatchObject({
      asOf: 3,
      effectiveFrom: null,
      matrix: { rows: [{ levels: [{ resolveMinutes: 90 }, {}, {}] }, {}] },
    });
  });

  test('a save that comes second keeps the edits and says who saved first', async () => {
    await open('/matrix?business=shop');
    await stage.page.getByLabel('Level 1, resolved within').fill('3 h');
    const { matrix } = stage.server.house.matters;
    stage.server.house.matters.matrix = {
      ...matrix,
      current: {
        ...matrix.current,
        version: 4,
        by: { kind: 'person', personId: 'omar', name: 'Omar Haddad' },
      },
    };
    stage.server.refuseNext('PUT', '/api/matrices/shop', 'Omar Haddad saved version 4 a minute ago.');
    await press('Save as version 4');
    await stage.page.getByText('Omar Haddad saved version 4 while you were editing version 3.').waitFor();
    expect(await alerts()).toContain('Your edits are still here.');
    expect(await stage.page.getByLabel('Level 1, resolved within').inputValue()).toBe('3 h');
    await press('Keep my edits, on top of version 4');
    await press('Save as version 5');
    await stage.page.waitForTimeout(100);
    expect(stage.server.asked.filter(({ method }) => method === 'PUT').at(-1)?.body).toMatchObject({
      asOf: 4,
    });
  });

  test('a length of time that cannot be read changes nothing and says how to write it', async () => {
    await open('/matrix?business=shop');
    await stage.page.getByLabel('Level 2, resolved within').fill('soon');
    await stage.page.getByText('Write 30 min, 2 h or 1 d.').waitFor();
    expect(await stage.page.getByRole('button', { name: 'Save as version 4' }).isDisabled()).toBe(true);
  });
});

describe('on call', () => {
  function anaLeads(): void {
    const [shop] = stage.server.house.me.memberships;
    if (shop) shop.role = 'manager';
  }
  const weeks = () => stage.page.getByRole('region', { name: 'The coming weeks' });

  test('a rota is changed from its next hand-over on, once its coming weeks were seen', async () => {
    anaLeads();
    await open('/on-call');
    await press('Change the rota');
    await stage.page.getByLabel('Name').fill('Nights and weekends');
    await press('Maria Lind earlier');
    await stage.page.getByLabel('Length of a turn').fill('2');
    await stage.page.getByLabel('Hand over on').selectOption('Thursday');
    await stage.page.getByLabel(/^At/).fill('18:00');
    await weeks().getByText('Omar Haddad').waitFor();
    await weeks().getByText('✕ Nobody').waitFor();
    await weeks()
      .getByText(/Dev Patel stands in.*Maria is at a fair/)
      .waitFor();
    await press('Save the change');
    const [rota] = stage.server.house.matters.rotas;
    await expectAsked(stage.server, {
      method: 'PUT',
      path: '/api/rotas/shop/nights',
      body: {
        ...{ name: 'Nights and weekends', timezone: 'Europe/London', asOf: 3 },
        effectiveFrom: rota?.goesOn.at,
        layers: [
          {
            ...{ name: 'Turns', people: ['maria', 'omar'] },
            handover: { weekday: 'thu', time: '18:00' },
            every: { count: 2, unit: 'weeks' },
          },
        ],
      },
    });
    await stage.page.getByLabel('Length of a turn').waitFor({ state: 'detached' });
  });

  test('a rota that somebody else changed meanwhile is not written over, and what was typed stays', async () => {
    anaLeads();
    await open('/on-call');
    await press('Change the rota');
    await stage.page.getByLabel('Name').fill('My name for it');
    const [rota] = stage.server.house.matters.rotas;
    if (rota) Object.assign(rota, { version: 4 });
    stage.server.touch({ noun: 'rotas', id: 'shop.nights', businessId: 'shop' });
    await stage.page.getByText('Somebody changed this rota while you were at it.').waitFor();
    expect(await stage.page.getByRole('button', { name: 'Save the change' }).isDisabled()).toBe(true);
    expect(await stage.page.getByLabel('Name').inputValue()).toBe('My name for it');
    await press('Go on with mine');
    await press('Save the change');
    await expectAsked(stage.server, {
      path: '/api/rotas/shop/nights',
      body: expect.objectContaining({ name: 'My name for it', asOf: 4 }),
    });
  });

  test('a rota is retired by two presses, and stays with the reason when something needs it', async () => {
    anaLeads();
    await open('/on-call');
    const why = '"Nights" still says who is told: step "On call" of level 2 in the matrix.';
    stage.server.refuseNext('DELETE', '/api/rotas/shop.nights?asOf=3', why);
    for (const words of ['Retire the rota', 'Yes, retire it']) {
      await press(words);
      await stage.page.waitForTimeout(450);
    }
    await stage.page.getByText(why).waitFor();
    await expectAsked(stage.server, { method: 'DELETE', path: '/api/rotas/shop.nights' });
  });

  test('says who is on call, where nobody is, and tests whether somebody can be reached', async () => {
    anaLeads();
    await open('/on-call');
    await stage.page.getByText('1 hole in four weeks').waitFor();
    await press('Test Maria Lind by telephone');
    await stage.page.getByText('A test is on its way').waitFor();
    await expectAsked(stage.server, {
      path: '/api/people/maria/reach-test',
      body: { businessId: 'shop', way: 'phone' },
    });
  });
});
