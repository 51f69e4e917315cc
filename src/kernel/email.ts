/** An e-mail address in the one form in which addresses are compared and kept. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
