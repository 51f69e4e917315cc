/** `{{fields}}` in texts: read when a flow is loaded, filled in when it is spoken. */

export type Field =
  | { readonly of: 'business' | 'caller-name' | 'caller-number' }
  | { readonly of: 'values'; readonly name: string }
  | { readonly of: 'hours'; readonly name: string; readonly what: 'opens' | 'why' };

export interface Hole {
  readonly field: Field;
  readonly digits: boolean;
  readonly offset: number;
  readonly raw: string;
}

const HOLE = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** Whatever a caller brought in is spoken, never obeyed: no control characters, no braces, and not for ever. */
const LONGEST_VALUE = 200;

/** The holes of a text, and those that name nothing. */
export function holesOf(text: string): {
  readonly holes: readonly Hole[];
  readonly unknown: readonly { raw: string; offset: number }[];
} {
  const holes: Hole[] = [];
  const unknown: { raw: string; offset: number }[] = [];
  for (const match of text.matchAll(HOLE)) {
    const [expression = '', filter, ...more] = (match[1] ?? '').split('|').map((part) => part.trim());
    const field = fieldOf(expression);
    if (field === null || more.length > 0 || (filter !== undefined && filter !== 'digits')) {
      unknown.push({ raw: match[1] ?? '', offset: match.index });
    } else {
      holes.push({ field, digits: filter === 'digits', offset: match.index, raw: match[0] });
    }
  }
  return { holes, unknown };
}

/** Fills every hole by `value`; what is put in is cleaned and never filled again. */
export function fillIn(text: string, value: (field: Field) => string): string {
  const { holes } = holesOf(text);
  let filled = '';
  let from = 0;
  for (const hole of holes) {
    const clean = cleaned(value(hole.field));
    filled += text.slice(from, hole.offset) + (hole.digits ? spacedOut(clean) : clean);
    from = hole.offset + hole.raw.length;
  }
  return filled + text.slice(from);
}

/** `4711` → `4 7 1 1`, so that it is read digit by digit. */
export function spacedOut(digits: string): string {
  return [...digits.replace(/\s+/g, '')].join(' ');
}

function cleaned(value: string): string {
  return value
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(/[{}<>]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_VALUE);
}

function fieldOf(expression: string): Field | null {
  const [head, name, what, ...more] = expression.split('.');
  if (more.length > 0) return null;
  if (what === undefined) {
    if (head === 'business' && name === 'name') return { of: 'business' };
    if (head === 'caller' && name === 'name') return { of: 'caller-name' };
    if (head === 'caller' && name === 'number') return { of: 'caller-number' };
    if (head === 'values' && name) return { of: 'values', name };
  }
  if (head === 'hours' && name && (what === 'opens' || what === 'why')) return { of: 'hours', name, what };
  return null;
}
