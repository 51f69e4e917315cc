import { createHash, createHmac } from 'node:crypto';

/** Form fields in the order that they are sent; a name may repeat. */
export type Params = readonly (readonly [name: string, value: string])[];

/**
 * The value of `X-Twilio-Signature`: HMAC-SHA1 over the address and, for a form, every field name and value sorted by name.
 * Fields of a GET are in the address already, so they must not be given again.
 */
export function signatureOf(authToken: string, signedUrl: string, formFields: Params): string {
  return createHmac('sha1', authToken)
    .update(signedUrl + fieldsToSign(formFields), 'utf8')
    .digest('base64');
}

/** The address of a request with a body that is not a form: the body's hash rides in the query. */
export function urlWithBodyHash(url: string, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest('hex');
  return `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`;
}

function fieldsToSign(fields: Params): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of fields) {
    const known = values.get(name) ?? new Set<string>();
    values.set(name, known.add(value));
  }
  // Plain code-unit order on purpose: capital letters come before small ones, as in Twilio's rule.
  return [...values.keys()]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) =>
      [...(values.get(name) ?? [])]
        .toSorted()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}
