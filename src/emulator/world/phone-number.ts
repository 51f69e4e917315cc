/**
 * A telephone address as Twilio would keep it: numbers become E.164, `client:` and `sip:` addresses stay as they are.
 * Null when it cannot be rung.
 */
export function normaliseAddress(text: string): string | null {
  const wanted = text.trim();
  if (/^client:[^\s?]+(\?\S*)?$/.test(wanted) || /^sips?:\S+$/i.test(wanted)) return wanted;
  const digits = wanted.replace(/[\s().-]/g, '');
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  if (/^[1-9]\d{6,14}$/.test(digits)) return `+${digits}`;
  return null;
}

export function isPhoneNumber(address: string): boolean {
  return address.startsWith('+');
}
