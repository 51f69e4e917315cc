/** RFC 2822 in UTC, as every date of the 2010 API: `Fri, 20 Aug 2010 01:13:42 +0000`. */
export function rfc2822(at: number): string;
export function rfc2822(at: number | null): string | null;
export function rfc2822(at: number | null): string | null {
  return at === null ? null : new Date(at).toUTCString().replace('GMT', '+0000');
}

/** Twilio prints North American numbers for people and leaves the others alone. */
export function formattedNumber(address: string): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(address);
  return match ? `(${match[1]}) ${match[2]}-${match[3]}` : address;
}

export const apiVersion = '2010-04-01';
