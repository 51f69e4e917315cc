import type { RequestHandler } from 'express';
import type { Journal } from '../journal.ts';
import type { World } from '../world/world.ts';
import { isLive } from './call-views.ts';

const lookEveryMs = 100;
const keepAliveMs = 15_000;

/**
 * Server-Sent Events: a small notice `{calls: [sids], journal: n}` when calls changed, so that the page need not ask all the time.
 * It says that something changed, not what: the API says that.
 */
export function eventStream(world: World, journal: Pick<Journal, 'last'>): RequestHandler {
  return (request, response) => {
    response.set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    let seen = footprints(world);
    let seenJournal = journal.last;
    response.write(notice([...seen.keys()], seenJournal));

    const look = setInterval(() => {
      const now = footprints(world);
      const changed = [...now].filter(([sid, print]) => seen.get(sid) !== print).map(([sid]) => sid);
      if (changed.length > 0 || journal.last !== seenJournal) response.write(notice(changed, journal.last));
      seen = now;
      seenJournal = journal.last;
    }, lookEveryMs);
    const keepAlive = setInterval(() => response.write(': still here\n\n'), keepAliveMs);
    request.once('close', () => {
      clearInterval(look);
      clearInterval(keepAlive);
    });
  };
}

/** What a watcher could see of each call: when it differs, the call changed. Nothing more is heard on a finished call. */
function footprints(world: World): Map<string, string> {
  return new Map(
    world.calls
      .list()
      .map((call) => [call.sid, isLive(call) ? `${call.status} ${call.heard.length}` : call.status]),
  );
}

function notice(calls: readonly string[], journal: number): string {
  return `data: ${JSON.stringify({ calls, journal })}\n\n`;
}
