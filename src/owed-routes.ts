import type { Router } from 'express';
import { approvalRoutes } from './domain/approvals/routes.ts';
import { createHolidayLookup } from './domain/businesses/holidays.ts';
import { messageRoutes } from './domain/messages/routes.ts';
import { promiseRoutes } from './domain/promises/routes.ts';
import type { Engine } from './engine/engine.ts';
import type { Clock } from './kernel/clock.ts';
import type { Database } from './store/database.ts';

/** The roads to what is owed: promises, permission, messages. */
export function owedRoutes(parts: {
  readonly engine: Pick<Engine, 'submit'>;
  readonly database: Database;
  readonly clock: Clock;
}): readonly Router[] {
  return [
    promiseRoutes(parts),
    approvalRoutes(parts),
    messageRoutes({ ...parts, holidays: createHolidayLookup() }),
  ];
}
