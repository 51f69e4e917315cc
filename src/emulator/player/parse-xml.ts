/** A node of a document; text nodes are plain strings with entities resolved. */
export type XmlNode = XmlElement | string;

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  readonly line: number;
  readonly column: number;
}

/** The text is not well-formed; line and column (from 1) say where. `code` is Twilio's error code. */
export class XmlError extends Error {
  readonly code: 12100 | 12101;
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number, code: 12100 | 12101 = 12100) {
    super(`${message} (line ${line}, column ${column})`);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}

const nameAtStart = /[A-Za-z_:][\w:.-]*/y;
const spaces = /[ \t\r\n]*/y;
const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a well-formed XML document without a DOCTYPE: elements, attributes, text, comments, CDATA, the five entities
 * and character references. @throws XmlError
 */
export function parseXml(text: string): XmlElement {
  return new Reader(text.startsWith('\uFEFF') ? text.slice(1) : text).document();
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlElement {
    this.#declaration();
    this.#miscellany();
    if (!this.#sees('<'))
      this.#fail(this.#at >= this.#text.length ? 'the document is empty' : 'text before the root element');
    const root = this.#element();
    this.#miscellany();
    if (this.#at < this.#text.length) this.#fail('something follows the root element');
    return root;
  }

  #declaration(): void {
    if (!/^<\?xml\s/.test(this.#text)) return;
    const end = this.#text.indexOf('?>');
    if (end === -1) this.#fail('the XML declaration does not end');
    const declaration = this.#text.slice(0, end);
    if (!/\sversion\s*=\s*(?:"1\.\d"|'1\.\d')/.test(declaration))
      this.#fail('bad version in the XML declaration', 12101);
    this.#at = end + 2;
  }

  /** Comments, processing instructions and white space between top-level things. */
  #miscellany(): void {
    for (;;) {
      this.#skipSpaces();
      if (this.#sees('<!--')) this.#comment();
      else if (this.#sees('<?')) this.#instruction();
      else if (this.#sees('<!')) this.#fail('a DOCTYPE is not allowed');
      else return;
    }
  }

  #element(): XmlElement {
    const { line, column } = this.#position(this.#at);
    this.#take('<');
    const name = this.#name();
    const attributes = this.#attributes(name);
    if (this.#sees('/>')) {
      this.#at += 2;
      return { name, attributes, children: [], line, column };
    }
    this.#take('>');
    const children = this.#content(name);
    return { name, attributes, children, line, column };
  }

  #attributes(element: string): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      const before = this.#at;
      this.#skipSpaces();
      if (this.#sees('>') || this.#sees('/>')) return attributes;
      if (this.#at >= this.#text.length) this.#fail(`<${element}> does not end`);
      if (this.#at === before) this.#fail('a space must stand before an attribute');
      const name = this.#name();
      if (attributes.has(name)) this.#fail(`attribute ${name} is given twice`);
      this.#skipSpaces();
      this.#take('=');
      this.#skipSpaces();
      const quote = this.#text[this.#at];
      if (quote !== '"' && quote !== "'") this.#fail(`the value of ${name} must be in quotation marks`);
      const end = this.#text.indexOf(quote ?? '"', this.#at + 1);
      if (end === -1) this.#fail(`the value of ${name} does not end`);
      const raw = this.#text.slice(this.#at + 1, end);
      if (raw.includes('<')) this.#fail(`the value of ${name} contains <`);
      attributes.set(name, this.#resolve(raw.replace(/[\t\r\n]/g, ' '), this.#at + 1));
      this.#at = end + 1;
    }
  }

  #content(name: string): readonly XmlNode[] {
    const children: XmlNode[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') children.push(text);
      text = '';
    };
    for (;;) {
      const next = this.#text.indexOf('<', this.#at);
      if (next === -1) this.#fail(`<${name}> is never closed`);
      const raw = this.#text.slice(this.#at, next);
      if (raw.includes(']]>')) this.#fail(']]> stands in text');
      text += this.#resolve(raw, this.#at);
      this.#at = next;
      if (this.#sees('</')) {
        this.#at += 2;
        const closing = this.#name();
        if (closing !== name) this.#fail(`</${closing}> closes <${name}>`);
        this.#skipSpaces();
        this.#take('>');
        flush();
        return children;
      }
      if (this.#sees('<!--')) this.#comment();
      else if (this.#sees('<![CDATA[')) text += this.#until('<![CDATA[', ']]>');
      else if (this.#sees('<?')) this.#instruction();
      else {
        flush();
        children.push(this.#element());
      }
    }
  }

  #comment(): void {
    const comment = this.#until('<!--', '-->');
    if (comment.includes('--') || comment.endsWith('-')) this.#fail('-- stands in a comment');
  }

  #instruction(): void {
    if (/^<\?xml[\s?]/i.test(this.#text.slice(this.#at, this.#at + 6))) {
      this.#fail('something stands before the XML declaration');
    }
    this.#until('<?', '?>');
  }

  #until(opening: string, closing: string): string {
    const end = this.#text.indexOf(closing, this.#at + opening.length);
    if (end === -1) this.#fail(`${opening} does not end`);
    const inside = this.#text.slice(this.#at + opening.length, end);
    this.#at = end + closing.length;
    return inside;
  }

  #resolve(raw: string, at: number): string {
    return raw.replace(/&([^;&\s]{0,10};)?/g, (found, body: string | undefined, offset: number) => {
      const entity = body?.slice(0, -1) ?? '';
      const character = namedEntities[entity] ?? characterOf(entity);
      return character ?? this.#fail(`${body ? found : 'a bare &'} is not an entity`, 12100, at + offset);
    });
  }

  #name(): string {
    nameAtStart.lastIndex = this.#at;
    const name = nameAtStart.exec(this.#text)?.[0];
    if (name === undefined) return this.#fail('a name is expected here');
    this.#at += name.length;
    return name;
  }

  #skipSpaces(): void {
    spaces.lastIndex = this.#at;
    this.#at += spaces.exec(this.#text)?.[0].length ?? 0;
  }

  #sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #take(text: string): void {
    if (!this.#sees(text)) this.#fail(`${text} is expected here`);
    this.#at += text.length;
  }

  #fail(message: string, code: 12100 | 12101 = 12100, at = this.#at): never {
    const { line, column } = this.#position(at);
    throw new XmlError(message, line, column, code);
  }

  #position(at: number): { line: number; column: number } {
    const before = this.#text.slice(0, at);
    const lastBreak = before.lastIndexOf('\n');
    return { line: before.split('\n').length, column: at - lastBreak };
  }
}

function characterOf(entity: string): string | null {
  const found = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(entity);
  if (!found) return null;
  const code = found[1] === undefined ? Number(found[2]) : Number.parseInt(found[1], 16);
  const isAllowed = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff);
  return isAllowed ? String.fromCodePoint(code) : null;
}

/** All text inside an element, without its elements. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}
