/** The cookies of one call, kept per host as a browser would. Paths and dates are not looked at; Max-Age=0 removes. */
export class CookieJar {
  readonly #hosts = new Map<string, Map<string, string>>();

  accept(host: string, setCookie: readonly string[]): void {
    for (const line of setCookie) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const equals = pair.indexOf('=');
      if (equals < 1) continue;
      const jar = this.#hosts.get(host) ?? new Map<string, string>();
      this.#hosts.set(host, jar);
      const name = pair.slice(0, equals);
      if (attributes.some((attribute) => /^max-age=-?0*$/i.test(attribute))) jar.delete(name);
      else jar.set(name, pair.slice(equals + 1));
    }
  }

  /** The `Cookie` header for a host, or null when there is nothing to say. */
  headerFor(host: string): string | null {
    const jar = this.#hosts.get(host);
    if (!jar || jar.size === 0) return null;
    return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
