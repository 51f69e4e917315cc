/** Beyond this many texts everything is forgotten and begun anew; what is read all the time is soon back. */
const KEPT = 300;

/**
 * Reads a stored JSON text, and the same text only once: checking its shape costs far more than fetching it, and what is
 * read most (businesses, people, matrices) changes least. What comes back is shared and therefore frozen.
 * @throws what `JSON.parse` or `parse` throws; a text that cannot be read is not remembered.
 */
export function remembering<State>(parse: (json: unknown) => State): (text: string) => State {
  const known = new Map<string, State>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const state = frozen(parse(JSON.parse(text)));
    if (known.size >= KEPT) known.clear();
    known.set(text, state);
    return state;
  };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
