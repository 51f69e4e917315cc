import { readdir } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ApiShapes } from './api-shapes.ts';
import { CONTRACT, nameShapes } from './named-shapes.ts';

describe('the names of the contract', () => {
  test('are taken from every file that has shapes', async () => {
    const folder = new URL('../contract/', import.meta.url);
    const files = (await readdir(folder)).filter((file) => !file.includes('.test.'));
    const unnamed: string[] = [];
    for (const file of files) {
      const exported = (await import(new URL(file, folder).pathname)) as object;
      const shapes = Object.values(exported).filter((each) => each instanceof z.ZodType);
      if (shapes.length > 0 && !CONTRACT.includes(exported)) unnamed.push(file);
    }
    expect(unnamed).toEqual([]);
  });

  test('are each of one shape, and no shape has two', () => {
    const Shape = z.string();
    expect(() => nameShapes([{ One: Shape, Two: Shape }])).toThrow(/one shape as One and as Two/);
    expect(() => nameShapes([{ One: z.string() }, { One: z.number() }])).toThrow(/two shapes as One/);
    expect(nameShapes([{ One: Shape, one: () => 1 }, { One: Shape }]).get(Shape)).toEqual({ id: 'One' });
  });
});

describe('a shape in the document', () => {
  const Kept = z.object({ note: z.string().default('') });
  const Around = z.object({ kept: z.array(Kept) });
  const Plain = z.object({ name: z.string() });
  const made = () => new ApiShapes(nameShapes([{ Kept, Around, Plain }]));

  test('stands once, and has a second name only where what is sent differs from what is answered', () => {
    const shapes = made();
    const found = {
      sent: shapes.of(Around, 'input'),
      got: shapes.of(Around, 'output'),
      plain: shapes.of(Plain, 'input'),
    };
    shapes.of(Plain, 'output');
    const { document, schemas } = shapes.settle(found);
    expect(document).toEqual({
      sent: { $ref: '#/components/schemas/AroundInput' },
      got: { $ref: '#/components/schemas/Around' },
      plain: { $ref: '#/components/schemas/Plain' },
    });
    expect(Object.keys(schemas)).toEqual(['Around', 'AroundInput', 'Kept', 'KeptInput', 'Plain']);
    expect(schemas).toMatchObject({
      Kept: { required: ['note'] },
      AroundInput: { properties: { kept: { items: { $ref: '#/components/schemas/KeptInput' } } } },
    });
    expect(schemas['KeptInput']).not.toHaveProperty('required');
  });

  test('that is only sent keeps its plain name', () => {
    const shapes = made();
    expect(shapes.settle({ body: shapes.of(Kept, 'input') })).toMatchObject({
      document: { body: { $ref: '#/components/schemas/Kept' } },
      schemas: { Kept: { properties: { note: { default: '' } } } },
    });
  });

  test('that refers to itself needs a name', () => {
    const Tree: z.ZodType = z.object({ leaves: z.lazy(() => z.array(Tree)) });
    expect(() => made().of(z.object({ tree: Tree }), 'output')).toThrow(/has no name/);
  });
});
