/** How many decimal places a currency has: 2 for GBP, 0 for JPY. */
function decimalsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en-GB', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
    2
  );
}

/** An amount in minor units (pence, cents) as people write it: `£80.00`. */
export function moneyWords(amountMinor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(amountMinor / 10 ** decimals);
}

/** What was typed (`80`, `80.5`, `80,50`, `1,250.00`) in whole minor units; null when it is no amount. Never a float on the way. */
export function moneyFrom(typed: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  // A comma or point with one or two digits after it at the end is the decimal sign; what groups thousands is left out.
  const match = /^(\d{1,3}(?:[ ,']\d{3})+|\d+)(?:[.,](\d{1,3}))?$/.exec(typed.trim());
  if (!match?.[1]) return null;
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) return null;
  const amount = Number(match[1].replaceAll(/\D/g, '') + fraction.padEnd(decimals, '0'));
  return Number.isSafeInteger(amount) && amount > 0 ? amount : null;
}
