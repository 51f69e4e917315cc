/** Ends a switch over a union: the compiler complains when a case is forgotten, the run fails loudly when data lies. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
