import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import type { RequestHandler, Response } from 'express';
import { HttpProblem } from './problems.ts';

/** Vite puts a hash of the content into every name below this, so a file there never changes. */
const HASHED = /[\\/]assets[\\/]/;

/**
 * The built console. Its one page answers every address that is not a file, so that a link to any screen can be opened;
 * the page itself is asked for anew each time, since it names the files of the present build.
 */
export function consoleFiles(publicDir: string): readonly RequestHandler[] {
  const folder = join(publicDir, 'console');
  const page = join(folder, 'index.html');
  return [
    (request, response, next) => {
      if (request.path !== '/favicon.svg') next();
      else response.set('cache-control', 'public, max-age=86400').sendFile(join(publicDir, 'favicon.svg'));
    },
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => cacheFor(response, path),
    }),
    (request, response, next) => {
      const atHome = request.path === '/';
      const wantsPage = request.method === 'GET' && (atHome || request.accepts(['json', 'html']) === 'html');
      if (!wantsPage || /\.\w+$/.test(request.path)) {
        // A file that an update took away may come back with the next one: nobody on the way is to keep that it is gone.
        if (HASHED.test(request.path)) response.set('cache-control', 'no-store');
        next();
        return;
      }
      if (!existsSync(page)) {
        throw new HttpProblem(
          503,
          'no-console',
          'The console has not been built yet. Run "npm run build", then reload.',
        );
      }
      response.set('cache-control', 'no-cache').sendFile(page);
    },
  ];
}

/** Recorded announcements and music; Twilio fetches them and keeps them as long as this says. */
export function audioFiles(publicDir: string): RequestHandler {
  return express.static(join(publicDir, 'audio'), { index: false, redirect: false, maxAge: '1h' });
}

function cacheFor(response: Response, path: string): void {
  response.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}
