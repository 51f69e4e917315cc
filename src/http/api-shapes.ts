import { z } from 'zod';
import { nameShapes } from './named-shapes.ts';

export type Json = Readonly<Record<string, unknown>>;
/** What is sent to us, and what we answer: defaults make the two of one shape differ. */
type Way = 'input' | 'output';

const COMPONENTS = '#/components/schemas/';

/**
 * Turns zod shapes into JSON Schema, as zod itself does. What the contract names stands once, below `components`, and
 * everywhere else by reference; where the same name means one thing sent and another answered, what is sent is
 * called `…Input`.
 */
export class ApiShapes {
  readonly #registry: ReturnType<typeof nameShapes>;
  /** What was met so far, by `name.input` or `name.output`. */
  readonly #met = new Map<string, Json>();

  constructor(registry = nameShapes()) {
    this.#registry = registry;
  }

  /** This shape, or a reference to it when it has a name. References are final only after `settle`. */
  of(shape: z.ZodType, io: Way): Json {
    const { $schema: _draft, $defs, ...schema } = this.#convert(shape, io);
    this.#note($defs, io);
    return marked(schema, io);
  }

  /** The fields of a shape as parameters; the shape itself is named nowhere. */
  parameters(shape: z.ZodType | undefined, where: 'path' | 'query'): readonly Json[] {
    if (shape === undefined) return [];
    const { $defs = {}, $ref, ...inline } = this.#convert(shape, 'input');
    const name = $ref?.replace('#/$defs/', '');
    const { [name ?? '']: named, ...others } = $defs;
    this.#note(others, 'input');
    const { properties = {}, required = [] } = named ?? inline;
    return Object.entries(properties).map(([field, schema]) => ({
      name: field,
      in: where,
      required: where === 'path' || required.includes(field),
      schema: marked(typeof schema === 'object' ? schema : {}, 'input'),
    }));
  }

  /** `document` with every reference under its final name, and what they refer to. */
  settle(document: Json): { readonly document: Json; readonly schemas: Readonly<Record<string, Json>> } {
    const differing = this.#differing();
    const finalName = (name: string, io: string) =>
      io === 'input' && differing.has(name) ? `${name}Input` : name;
    const settled = (json: Json): Json =>
      JSON.parse(
        JSON.stringify(json).replaceAll(
          MARK,
          (_all, name: string, io: string) => `"${COMPONENTS}${finalName(name, io)}"`,
        ),
      ) as Json;
    const schemas = [...this.#met].map(([key, schema]) => {
      const [name = '', io = ''] = key.split('.');
      return [finalName(name, io), settled(schema)] as const;
    });
    return {
      document: settled(document),
      schemas: Object.fromEntries(schemas.toSorted(([a], [b]) => a.localeCompare(b))),
    };
  }

  #convert(shape: z.ZodType, io: Way) {
    return z.toJSONSchema(shape, {
      io,
      metadata: this.#registry,
      unrepresentable: 'any',
      // Our answers may gain fields, so nobody is told that they may not. Shapes that say so themselves go on to do so.
      override: ({ zodSchema, jsonSchema }) => {
        const { def } = zodSchema._zod;
        if (def.type === 'object' && !('catchall' in def && def.catchall !== undefined))
          delete jsonSchema.additionalProperties;
      },
    });
  }

  #note(defs: Readonly<Record<string, object>> | undefined, io: Way): void {
    for (const [name, schema] of Object.entries(defs ?? {})) {
      if (name.startsWith('__'))
        throw new Error(`A shape that refers to itself has no name: ${JSON.stringify(schema)}`);
      const { id: _id, ...rest } = schema as { id?: string };
      this.#met.set(`${name}.${io}`, marked(rest, io));
    }
  }

  /** Names that are used both ways and mean two things, or refer to something that does. */
  #differing(): ReadonlySet<string> {
    const texts = new Map([...this.#met].map(([key, schema]) => [key, JSON.stringify(schema)]));
    const both = [...texts.keys()]
      .filter((key) => key.endsWith('.output') && texts.has(key.replace(/output$/, 'input')))
      .map((key) => key.replace(/\.output$/, ''));
    const unmarked = (key: string) => texts.get(key)?.replaceAll(MARK, '"$1"');
    const found = new Set(both.filter((name) => unmarked(`${name}.input`) !== unmarked(`${name}.output`)));
    for (let before = -1; before !== found.size;) {
      before = found.size;
      for (const name of both)
        if ([...(texts.get(`${name}.input`) ?? '').matchAll(MARK)].some(([, of = '']) => found.has(of)))
          found.add(name);
    }
    return found;
  }
}

/** A reference that says by which way it was met, until it is known whether that matters. */
const MARK = /"#\/met\/(\w+)\.(input|output)"/g;

function marked(schema: object, io: Way): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll(/"#\/\$defs\/(\w+)"/g, `"#/met/$1.${io}"`)) as Json;
}
