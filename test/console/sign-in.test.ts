import { describe, expect, test } from '@jest/globals';
import { seriousFindings } from '../harness/accessibility.ts';
import { sidewaysScroll } from './console-page.ts';
import { consoleStage } from './stage.ts';

const stage = consoleStage();

/** A stranger comes with a narrow phone. */
const comes = (path = '/'): Promise<void> => stage.opens({ path, width: 360, height: 740, stranger: true });

describe('signing in', () => {
  test('a demo person signs in with one click and lands where the link led', async () => {
    await comes('/recordings?pathway=hierarchical');
    await stage.page.getByRole('button', { name: /Ana Ferreira/ }).click();
    await stage.page.getByRole('heading', { name: 'Recordings' }).waitFor();
    expect(stage.page.url()).toContain('/recordings?pathway=hierarchical');
  });

  test('a demo person is named with role and businesses in words', async () => {
    await comes();
    const maria = stage.page.getByRole('button', { name: /Maria Lind/ });
    expect(await maria.innerText()).toContain('Manager at Larkfield Shop, Willow Dental');
  });

  test('a wrong password is answered in the words of the server', async () => {
    await comes();
    await stage.page.getByLabel('E-mail').fill('ana@deskbell.test');
    await stage.page.getByLabel('Password', { exact: true }).fill('guess');
    await stage.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await stage.page.getByRole('alert').innerText()).toContain('E-mail or password is wrong.');
  });

  test('a link that leads to another site is not followed', async () => {
    await comes('/sign-in?next=//elsewhere.test/desk');
    await stage.page.getByRole('button', { name: /Ana Ferreira/ }).click();
    await stage.page.getByRole('navigation', { name: 'Screens' }).waitFor();
    expect(new URL(stage.page.url()).origin).toBe(stage.server.url);
  });

  test('signing out leads back to the sign-in page', async () => {
    await comes();
    await stage.page.getByRole('button', { name: /Ana Ferreira/ }).click();
    await stage.page.getByRole('button', { name: /theme, shortcuts, sign out/ }).click();
    await stage.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await stage.page.getByLabel('E-mail').waitFor();
    expect(stage.server.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/session' });
  });

  test('the page is accessible and fits a narrow phone', async () => {
    await comes();
    await stage.page.getByRole('button', { name: /Maria Lind/ }).waitFor();
    expect(await seriousFindings(stage.page)).toEqual([]);
    expect(await sidewaysScroll(stage.page)).toBe(0);
  });
});
