/** An amount in the smallest unit of its currency (pence, cents, yen); `currency` by ISO 4217. Never a fraction. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** An amount as people read and hear it: `£80.00`. @throws RangeError when the currency has not three letters. */
export function wordsOfMoney({ amountMinor, currency }: Money): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}
