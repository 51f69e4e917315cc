/** Named text values of a form or a query string; a name may come several times, in order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

export function fieldsFromPairs(pairs: Iterable<readonly [string, string]>): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}

/** `Name=value&Name=value`, with or without the leading question mark. */
export function fieldsFromUrlEncoded(text: string): Fields {
  return fieldsFromPairs(new URLSearchParams(text));
}

/** The last value given under a name: later ones win, as with Twilio. */
export function lastOf(fields: Fields, name: string): string | undefined {
  return fields.get(name)?.at(-1);
}
