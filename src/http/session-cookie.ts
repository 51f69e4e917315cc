/** The cookie that carries a session's token. It has no end date: the server ends sessions, and so does closing the browser. */
export interface SessionCookie {
  readonly name: string;
  /** The token in a `Cookie` header; null when there is none that could be ours. */
  read(header: string | undefined): string | null;
  /** Value of `Set-Cookie` that hands out a token. */
  give(token: string): string;
  /** Value of `Set-Cookie` that takes the token back. */
  takeBack(): string;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Under https the `__Host-` prefix makes browsers refuse a cookie that another host or an unsafe page tried to set;
 * they accept that prefix only together with `Secure`, so plain http gets a plain name.
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https://');
  const name = secure ? '__Host-deskbell' : 'deskbell';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    read(header) {
      for (const pair of header?.split(';') ?? []) {
        const [key, value] = pair.trim().split('=', 2);
        if (key === name && value !== undefined && TOKEN.test(value)) return value;
      }
      return null;
    },
    give: (token) => `${name}=${token}; ${attributes}`,
    takeBack: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}
