import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { consoleFiles } from './console-files.ts';
import { unknownRoad } from './problems.ts';

let folder: string;
const app = express();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(folder, 'console/assets'), { recursive: true });
  await writeFile(join(folder, 'console/index.html'), '<!doctype html><title>Deskbell</title>');
  await writeFile(join(folder, 'console/assets/desk-screen-CwWz1a2b.js'), 'export const DeskScreen = 1;');
  await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  app.use(...consoleFiles(folder), unknownRoad);
  app.use(((error: { status?: number }, _request, response, _next) => {
    response.status(error.status ?? 500).json({});
  }) satisfies express.ErrorRequestHandler);
});
afterAll(() => rm(folder, { recursive: true }));

const asked = (path: string, accept = 'text/html') => request(app).get(path).set('accept', accept);

describe('the files of the console', () => {
  test('with a hash in their name are kept for ever, and the page that names them is asked for anew', async () => {
    const file = await asked('/assets/desk-screen-CwWz1a2b.js');
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/desk', '/cases/case-1']) {
      const page = await asked(path);
      expect(page.headers['cache-control']).toBe('no-cache');
      expect(page.text).toContain('Deskbell');
    }
  });

  test('that an update took away are not there, which nobody on the way keeps; the page never stands in for them', async () => {
    const gone = await asked('/assets/desk-screen-OldOld12.js', '*/*');
    expect(gone.status).toBe(404);
    expect(gone.headers['cache-control']).toBe('no-store');
    expect(gone.text).not.toContain('<title>');
  });
});
