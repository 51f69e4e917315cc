import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const WISHES = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  // What is right is not listed.
  resultTypes: ['violations'],
};

/**
 * What axe finds serious or critical on what the page shows now, each with the elements meant. Axe stays in the page, since
 * bringing it there takes longer than looking; our pages have no frames, so the page is all there is.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(WISHES)})`);
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
}
