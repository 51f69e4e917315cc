import type { Page } from 'playwright-core';
import type { OfferRow, PersonRow } from '../../src/contract/live.ts';
import { callDetail, offerForAna } from './busy-house.ts';
import { countRings, giveHandLine, launchBrowserWithSound } from './softphone-line.ts';
import { consoleStage } from './stage.ts';

/** A telephone in the browser that can be rung. */
export const ready = { state: 'ready', reason: null, since: Date.now() } as const;

/** Polls in real time. @throws Error saying what never came true. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It never came true that ${what}.`);
}

/** Ana's desk in a browser with microphone and speaker, and the telephone line of it moved by hand; for all tests of the file that calls this. */
export function softphoneDesk() {
  const stage = consoleStage({ launch: launchBrowserWithSound });

  async function openDesk(): Promise<void> {
    await stage.opens({
      path: '/desk',
      height: 800,
      prepare: async (page) => {
        await giveHandLine(page);
        await page.addInitScript(countRings);
      },
    });
    await stage.page.getByRole('group', { name: 'My state' }).waitFor();
  }

  function anaIs(more: Partial<PersonRow>): void {
    const ana = stage.server.house.live.people.find((person) => person.id === 'ana');
    if (!ana) throw new Error('Ana does not work here.');
    stage.server.change({ kind: 'person', id: 'ana', row: { ...ana, ...more } });
  }

  const button = (name: string | RegExp, on: Page = stage.page) =>
    on.getByRole('button', { name, exact: true });
  const line = (does: string, on: Page = stage.page): Promise<unknown> => on.evaluate(`window.line.${does}`);
  const done = (on: Page = stage.page): Promise<string[]> => on.evaluate<string[]>('window.line.done');
  const rings = (more: Partial<OfferRow> = {}): void =>
    stage.server.change({
      kind: 'offer',
      id: 'offer-1',
      row: offerForAna(Date.now(), { devices: ['browser'], ...more }),
    });
  const stopsRinging = (): void => stage.server.change({ kind: 'offer', id: 'offer-1', row: null });
  const reportsOf = () =>
    stage.server.asked
      .filter(({ path }) => path === '/api/softphone')
      .map(({ body }) => body as { tab: string; state: string; reason?: string });

  /** Ana goes through the check and takes calls here. */
  async function takesCallsHere(): Promise<void> {
    await button('Take calls in this browser instead').click();
    await button('Take calls in this browser').click();
    await until('the server was told', () => reportsOf().some(({ state }) => state === 'ready'));
    anaIs({ device: 'browser', softphone: ready });
    await button('Close the check').waitFor({ state: 'detached' });
  }

  /** … answers what rings, and talks. */
  async function talks(): Promise<void> {
    await takesCallsHere();
    rings();
    await line("rings('offer-1')");
    await stage.page.keyboard.press('Control+Shift+A');
    await until('the call was picked up', async () => (await done()).includes('accept offer-1'));
    stage.server.house.calls.set('call-1', callDetail('call-1', Date.now()));
    stopsRinging();
    anaIs({ presence: 'on-a-call', callId: 'call-1', device: 'browser', softphone: ready });
    await stage.page.getByRole('region', { name: 'Sound of this call' }).waitFor();
  }

  return {
    stage,
    openDesk,
    anaIs,
    button,
    line,
    done,
    rings,
    stopsRinging,
    reportsOf,
    takesCallsHere,
    talks,
  };
}
