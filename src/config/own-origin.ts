/** The headers by which a browser tells where a request comes from. */
export interface OriginHeaders {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/**
 * Whether a request that could change something, or open a live connection, comes from our own pages.
 * A page cannot forge these headers. Programs send none of them and carry no cookie that they did not ask for, so they pass.
 * The order is that of Go's `http.CrossOriginProtection`: what the browser judged itself, else its origin against ours.
 */
export function ownOrigin(publicUrl: string): (headers: OriginHeaders) => boolean {
  const ours = new URL(publicUrl).origin;
  return (headers) => {
    const { origin, host } = headers;
    const site = headers['sec-fetch-site'];
    if (origin !== undefined && origin === ours) return true;
    if (site !== undefined) return site === 'same-origin' || site === 'none';
    if (origin === undefined) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  };
}
