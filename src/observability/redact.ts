/** Fields whose whole value stays out of the log. */
const SECRET = new Set(
  [
    'authToken',
    'authTokenAlternate',
    'authorization',
    'cookie',
    'databaseUrl',
    'digits',
    'keys',
    'metricsToken',
    'password',
    'passwordHash',
    'speech',
    'token',
    'tokenHash',
    'transcript',
  ].map(plain),
);

/** Fields that hold a telephone number or an e-mail address: the end stays, so that two lines can be told apart. */
const CONTACT = new Set(
  ['caller', 'called', 'email', 'from', 'number', 'phone', 'phoneNumber', 'to'].map(plain),
);

/** Fields that hold a caller's name. */
const NAME = new Set(['callerName', 'customerName'].map(plain));

/** Deeper than any value that we log on purpose; a ring of references ends here. */
const MAX_DEPTH = 6;

/** Names at the top of a line, for what a child logger carries: pino does not let us see those fields as a whole. */
export const TOP_FIELDS: readonly string[] = [
  'caller',
  'callerName',
  'digits',
  'email',
  'from',
  'number',
  'password',
  'phone',
  'speech',
  'to',
  'token',
];

/** One field's value as it may be logged. Redacting twice changes nothing more. */
export function redactValue(value: unknown, name: string): unknown {
  return redactField(name, value, 0);
}

/**
 * The same fields with secrets left out and telephone numbers masked, at any depth.
 * Field names are compared without regard to case, hyphens and underscores, so that Twilio's `From` counts too.
 */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return walkFields(fields, 0);
}

function walkFields(fields: object, depth: number): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) result[name] = redactField(name, value, depth);
  return result;
}

function redactField(name: string, value: unknown, depth: number): unknown {
  const word = plain(name);
  if (typeof value === 'string' || typeof value === 'number') {
    if (SECRET.has(word) || NAME.has(word)) return value === '' ? '' : '[hidden]';
    if (CONTACT.has(word)) return maskEnd(String(value));
    return value;
  }
  if (SECRET.has(word) && value !== null && value !== undefined) return '[hidden]';
  return walkValue(value, depth, word);
}

function walkValue(value: unknown, depth: number, word: string): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Error || value instanceof Date)
    return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redactField(word, item, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)
    return value;
  return walkFields(value, depth + 1);
}

/** `+441632960123` becomes `…123`; what is no number or address, such as 112 or the word of a state, stays whole. */
function maskEnd(text: string): string {
  return /\d{5,}|@/.test(text) ? `…${text.slice(-3)}` : text;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
