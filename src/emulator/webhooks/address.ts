/**
 * An address as somebody configured it, taken apart by hand: normalising it would change what is signed,
 * and the application signs the address exactly as it stands on the wire.
 */
export interface Address {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** Null when the address names none. */
  readonly port: number | null;
  /** Path and query as sent. */
  readonly path: string;
  readonly credentials: string | null;
  /** What stands after `#`: connection overrides; never sent. */
  readonly fragment: string;
}

const pattern = /^(https?):\/\/(?:([^/?#@]*)@)?(\[[^\]]+\]|[^/?#:]+)(?::(\d{1,5}))?([^#]*)(?:#(.*))?$/i;

/** Null when the text is not an absolute http or https address. */
export function parseAddress(text: string): Address | null {
  const found = pattern.exec(text.trim());
  if (!found) return null;
  const [, scheme = '', credentials, host = '', port, rest = '', fragment = ''] = found;
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return {
    scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http',
    host,
    port: port === undefined ? null : Number(port),
    path: escapeForTheWire(path),
    credentials: credentials === undefined ? null : decodeURIComponent(credentials),
    fragment,
  };
}

/** Scheme, host and port, as in `http://127.0.0.1:3000`. */
export function originOf(address: Address): string {
  return `${address.scheme}://${address.host}${address.port === null ? '' : `:${address.port}`}`;
}

/** What Twilio signs: no credentials, no fragment; the port stays for http and goes for https. */
export function signedForm(address: Address): string {
  const port = address.scheme === 'http' && address.port !== null ? `:${address.port}` : '';
  return `${address.scheme}://${address.host}${port}${address.path}`;
}

/** The address without its secrets, for journals and error reports. */
export function withoutCredentials(text: string): string {
  return text.replace(/^(https?:\/\/)[^/?#@]*@/i, '$1');
}

/** Puts fields into the query of an address, before its fragment. */
export function withQuery(text: string, query: string): string {
  if (query === '') return text;
  const hash = text.indexOf('#');
  const base = hash === -1 ? text : text.slice(0, hash);
  const fragment = hash === -1 ? '' : text.slice(hash);
  return `${base}${base.includes('?') ? '&' : '?'}${query}${fragment}`;
}

/** Resolves a reference found in a document. Null when it is relative and the document has no address, or is no address. */
export function resolveAddress(base: string | null, reference: string): string | null {
  const wanted = reference.trim();
  if (/^https?:\/\//i.test(wanted)) return parseAddress(wanted) ? wanted : null;
  if (base === null) return null;
  if (wanted === '') return base;
  try {
    const resolved = new URL(wanted, base);
    return resolved.protocol === 'http:' || resolved.protocol === 'https:' ? resolved.href : null;
  } catch {
    return null;
  }
}

function escapeForTheWire(path: string): string {
  return path.replace(/[^\u0021-\u007e]+/gu, (part) => encodeURIComponent(part));
}
