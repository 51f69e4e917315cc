import type { Role } from '../contract/shapes.ts';
import type { Permission } from './permissions.ts';

export interface Membership {
  readonly businessId: string;
  readonly role: Role;
}

/** Who is signed in, read anew for each request, so that a change of their part bites at once. */
export interface Identity {
  readonly personId: string;
  readonly name: string;
  readonly memberships: readonly Membership[];
  /** There when a program asks, with a key, in place of a person; `scopes` are all that it may do. */
  readonly key?: { readonly id: string; readonly scopes: readonly Permission[] };
}

/** Whether the person belongs to the business, in one of `roles` when they are given. */
export function mayIn(identity: Identity, businessId: string, roles?: readonly Role[]): boolean {
  return identity.memberships.some(
    (membership) =>
      membership.businessId === businessId && (roles === undefined || roles.includes(membership.role)),
  );
}

/** The businesses in which the person has one of `roles`. */
export function businessesWhere(identity: Identity, roles: readonly Role[]): readonly string[] {
  return identity.memberships.filter(({ role }) => roles.includes(role)).map(({ businessId }) => businessId);
}
