import { z } from 'zod';
import { Named } from './cases.ts';
import { Device, Role, Softphone, SoftphoneLoss } from './shapes.ts';

/** What `/api` says and hears of the person who is signed in, and of the telephone in their browser. */

/** `POST /api/session` signs in, `GET /api/session` tells who is signed in, `DELETE /api/session` signs out. */
export const SignIn = z.object({ email: z.string().trim().min(1), password: z.string().min(1).max(200) });

export const Me = z.object({
  personId: z.string(),
  name: z.string(),
  phone: z.string(),
  memberships: z.array(
    z.object({
      businessId: z.string(),
      businessName: z.string(),
      timezone: z.string(),
      role: Role,
      queues: z.array(Named),
      topics: z.array(Named),
      /** Why its customers are not content: the five of every business, then its own. */
      reasons: z.array(Named),
    }),
  ),
  /** Where this person takes calls, and how the telephone in their browser is. */
  device: Device,
  softphone: Softphone,
  /** Address of the handsets page while the line is emulated; null on a real line. */
  handsetsUrl: z.string().nullable(),
});
export type Me = z.infer<typeof Me>;

/** `GET /api/demo`: sign-ins of the demo seed, shown on the sign-in page; empty list outside the demo. */
export const DemoSignIns = z.object({
  password: z.string().nullable(),
  people: z.array(
    z.object({ email: z.string(), name: z.string(), role: Role, businesses: z.array(z.string()) }),
  ),
});
export type DemoSignIns = z.infer<typeof DemoSignIns>;

/** `PUT /api/me/presence`: what the person chose. */
export const ChoosePresence = z.object({
  presence: z.enum(['available', 'away']),
  reason: z.string().trim().max(80).optional(),
});
/** `PUT /api/me/device`: where the person takes calls from now on; calls that ring already ring on. */
export const ChooseDevice = z.object({ device: Device });

/**
 * `POST /api/softphone/token` (no body): what the Voice SDK of this person's browser signs in with. Problem
 * `softphone-not-set-up` (503) says in words which settings are missing.
 */
export const SoftphoneToken = z.object({
  token: z.string(),
  /** The name that the browser is rung by: the person's id, with underscores for hyphens. Its calls bring `offer`, the offer's id. */
  identity: z.string(),
  /** Epoch ms; ask for another one before. */
  expiresAt: z.number(),
  /** Where the emulator's signalling is, as `host:port`; null on a real line, where the SDK knows by itself. */
  emulatedBy: z.object({ signalHost: z.string() }).nullable(),
});
export type SoftphoneToken = z.infer<typeof SoftphoneToken>;

const tab = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'use up to 64 letters, digits, hyphens and underscores');

/**
 * `PUT /api/softphone`: how the telephone in one tab is. `ready` holds for a minute and is said again every 20 s;
 * a tab of which nothing is heard is lost as `asleep`. `tab`: a name that the tab made for itself.
 */
export const SoftphoneReport = z.discriminatedUnion('state', [
  z.object({ tab, state: z.literal('ready') }),
  z.object({ tab, state: z.literal('lost'), reason: SoftphoneLoss }),
]);
export type SoftphoneReport = z.infer<typeof SoftphoneReport>;

/** `POST /api/softphone/closed`: the same, posted as JSON by `navigator.sendBeacon` when a tab goes away. */
export const SoftphoneClosed = z.object({
  tab,
  state: z.literal('lost'),
  reason: z.literal('closed'),
});

/** `POST /api/me/wrap-up/finish` ends wrap-up early; no body. */
