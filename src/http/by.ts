import type { By } from '../kernel/by.ts';
import type { Identity } from './identity.ts';

/** Who does what a request asks for: the person who is signed in, or the program whose key it brings. */
export function byOf({ personId, name, key }: Identity): By {
  return key === undefined ? { kind: 'person', personId, name } : { kind: 'api', key: name };
}
