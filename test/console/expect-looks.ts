import { expect } from '@jest/globals';
import { seriousFindings } from '../harness/accessibility.ts';
import { sidewaysScroll, type ConsolePage } from './console-page.ts';

const wideAndNarrow = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'dark', width: 360 },
  { theme: 'light', width: 360 },
] as const;

/**
 * Whether what the page shows now is accessible, fits, and breaks no content policy, light and dark, wide and narrow.
 * Only styles tell these apart, so one page is looked at in every way instead of being opened again for each.
 */
export async function expectLooksRight(
  { page, complaints }: ConsolePage,
  looks: readonly (typeof wideAndNarrow)[number][] = wideAndNarrow,
): Promise<void> {
  for (const look of looks) {
    await page.setViewportSize({ width: look.width, height: 800 });
    await page.emulateMedia({ colorScheme: look.theme });
    const found = { look, serious: await seriousFindings(page), sideways: await sidewaysScroll(page) };
    expect(found).toEqual({ look, serious: [], sideways: 0 });
  }
  expect(complaints).toEqual([]);
}
