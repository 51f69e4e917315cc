import type { Role } from '../contract/shapes.ts';

/** Somebody who watches the board. */
export interface Watcher {
  readonly personId: string;
  readonly memberships: readonly { readonly businessId: string; readonly role: Role }[];
}

/** What the live side needs to know of sign-ins. */
export interface Visitors {
  /** Who sends this `Cookie` header; null when nobody is signed in. */
  visitorOf(
    cookieHeader: string | undefined,
  ): Promise<{ readonly sessionId: string; readonly identity: Watcher } | null>;
  /** Whose session this is, as long as it lasts. */
  find(sessionId: string): Promise<Watcher | null>;
  onEnded(
    listener: (ended: { readonly sessionId: string } | { readonly personId: string }) => void,
  ): () => void;
}
