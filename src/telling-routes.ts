import type { Router } from 'express';
import { hookRoutes } from './domain/hooks/routes.ts';
import { ladderRoutes } from './domain/ladders/routes.ts';
import { acknowledgeRoutes } from './domain/notices/acknowledge-routes.ts';
import { noticeRoutes } from './domain/notices/routes.ts';
import { templateRoutes } from './domain/templates/routes.ts';
import { pushRoutes } from './domain/people/push-routes.ts';
import { rotaPlanRoutes } from './domain/rotas/plan-routes.ts';
import { calendarRoutes, rotaRoutes } from './domain/rotas/routes.ts';
import type { Engine } from './engine/engine.ts';
import type { Clock } from './kernel/clock.ts';
import type { Database } from './store/database.ts';
import type { TellingRoom } from './telling-room.ts';

interface Parts {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: Clock;
  readonly telling: TellingRoom;
}

/** Everything below `/api` that tells people, and tells of telling. */
export function tellingRoutes({ telling, ...parts }: Parts): readonly Router[] {
  const { links, barred } = telling;
  return [
    ladderRoutes(parts),
    hookRoutes({ ...parts, barredAddress: telling.barredAddress }),
    pushRoutes({ ...parts, key: telling.pushKey, toPrivate: telling.toPrivate }),
    templateRoutes({ ...parts, preview: telling.preview }),
    noticeRoutes({ ...parts, barred }),
    rotaPlanRoutes(parts),
    rotaRoutes({ ...parts, calendar: links.calendar, isCalendar: links.isCalendar }),
  ];
}

/** What whoever holds a secret address may open without a sign-in. */
export function tellingPages({ telling, ...parts }: Parts): readonly Router[] {
  const { links } = telling;
  return [
    acknowledgeRoutes({ ...parts, read: links.readAcknowledge }),
    calendarRoutes({ ...parts, isCalendar: links.isCalendar }),
  ];
}
