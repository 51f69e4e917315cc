import { ANNOUNCED, type AnnouncedName, type HookCommand } from '../domain/hooks/hook.ts';
import type { Event, Message } from '../kernel/decision.ts';

/** What programs of others hear of, when a business has given them an address. */
export const OUTSIDE: Readonly<Record<string, (event: Event) => readonly Message[]>> = Object.fromEntries(
  Object.entries(ANNOUNCED).map(([name, type]) => [type, (event: Event) => announced(name, event)]),
);

function announced(name: string, event: Event): readonly Message[] {
  const businessId: unknown = Reflect.get(event, 'businessId');
  if (typeof businessId !== 'string') return [];
  const { type: _type, ...data } = event;
  const command: HookCommand = { type: 'Announce', name: name as AnnouncedName, data };
  return [{ noun: 'hooks', id: businessId, command }];
}
