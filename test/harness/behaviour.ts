import { afterEach, beforeEach, describe } from '@jest/globals';
import { DATABASE_KINDS } from './fresh-database.ts';
import { openHouse, type House, type HouseOptions } from './house.ts';

/** `HOUSE_DATABASE=sqlite` tries the quicker one alone. */
const KINDS = DATABASE_KINDS.filter((kind) => (process.env['HOUSE_DATABASE'] ?? kind) === kind);

/**
 * A behaviour of the whole product, once for each database. `tests` gets the house that is open for the running test;
 * it is closed after each, which fails the test when an error was logged or a caller was answered badly.
 */
export function behaviour(
  what: string,
  tests: (house: () => House) => void,
  options: Omit<HouseOptions, 'database'> = {},
): void {
  describe.each(KINDS)(`${what} (%s)`, (database) => {
    let open: House | null = null;

    beforeEach(async () => {
      open = await openHouse({ ...options, database });
    });

    afterEach(async () => {
      const house = open;
      open = null;
      await house?.close();
    });

    tests(() => {
      if (open === null) throw new Error('No house is open outside a test');
      return open;
    });
  });
}
