import type { Params } from '../webhooks/signature.ts';

/** A Voice SDK client as it is dialled: `client:alice?reason=billing`. */
export interface ClientAddress {
  /** `client:alice`: what webhooks and REST show. */
  readonly address: string;
  readonly identity: string;
  /** Custom parameters that reach the client with the call. */
  readonly parameters: Params;
}

const scheme = 'client:';

/** Whether a Voice SDK client is meant, `client:alice`, rather than a number or a SIP address. */
export function isClientAddress(address: string): boolean {
  return address.startsWith(scheme);
}

/** The identity in `client:alice`. */
export function identityOf(address: string): string {
  return address.slice(scheme.length);
}

/** Parts a client's address from its custom parameters; null when the text is the address of something else. */
export function readClientAddress(text: string): ClientAddress | null {
  if (!isClientAddress(text)) return null;
  const [address = '', ...query] = text.split('?');
  return {
    address,
    identity: identityOf(address),
    parameters: [...new URLSearchParams(query.join('?'))],
  };
}
