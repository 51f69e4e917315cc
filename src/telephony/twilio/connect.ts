import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { applyApplication, describeApplication, planApplication } from './connect-application.ts';
import type { ApplicationPlan } from './connect-application.ts';
import { judge } from './errors.ts';
import type { TwilioClient } from './rest-client.ts';
import type { TwilioUrls } from './urls.ts';

/** What decides where a number's calls go. */
export interface NumberSettings {
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceFallbackMethod: string;
  readonly statusCallback: string;
  readonly statusCallbackMethod: string;
  /** Beats the addresses when it is set, so connecting clears it. */
  readonly voiceApplicationSid: string;
  /** Where text messages to the number go. */
  readonly smsUrl: string;
  readonly smsMethod: string;
}

export interface NumberChange {
  readonly sid: string;
  readonly number: string;
  readonly name: string;
  readonly before: NumberSettings;
  readonly after: NumberSettings;
}

export interface ConnectPlan {
  readonly changes: readonly NumberChange[];
  readonly connected: readonly string[];
  /** Numbers that cannot be connected this way, with the reason. */
  readonly left: readonly { readonly number: string; readonly why: string }[];
  /** Null: calls are not taken in the browser. */
  readonly application: ApplicationPlan | null;
}

/** A failure that is the operator's to mend; its message is all that need be shown. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
}

/**
 * What connecting would change; nothing is changed yet.
 * @param only numbers in E.164; empty: all of the account's
 * @param application its SID where it is known; null: no browser is to be connected
 * @throws ConnectError with what to do
 */
export async function planConnection(
  client: TwilioClient,
  urls: TwilioUrls,
  only: readonly string[] = [],
  application: { readonly sid: string | null } | null = null,
): Promise<ConnectPlan> {
  const owned = (await speakingPlainly(() => client.incomingPhoneNumbers.list())).sort((one, other) =>
    one.phoneNumber < other.phoneNumber ? -1 : 1,
  );
  const missing = only.filter((number) => !owned.some(({ phoneNumber }) => phoneNumber === number));
  if (missing.length > 0) {
    throw new ConnectError(
      `The account does not own ${missing.join(', ')}. It owns: ${owned.map((one) => one.phoneNumber).join(', ') || 'no number'}.`,
    );
  }
  const wanted = owned.filter(({ phoneNumber }) => only.length === 0 || only.includes(phoneNumber));
  const after: NumberSettings = {
    voiceUrl: urls.voice,
    voiceMethod: 'POST',
    voiceFallbackUrl: urls.fallback,
    voiceFallbackMethod: 'POST',
    statusCallback: urls.status,
    statusCallbackMethod: 'POST',
    voiceApplicationSid: '',
    smsUrl: urls.text,
    smsMethod: 'POST',
  };
  const onTrunks = wanted.filter(({ trunkSid }) => trunkSid);
  const all = wanted
    .filter(({ trunkSid }) => !trunkSid)
    .map((one) => ({
      sid: one.sid,
      number: one.phoneNumber,
      name: one.friendlyName,
      before: settingsOf(one),
      after,
    }));
  return {
    changes: all.filter(({ before }) => !sameSettings(before, after)),
    connected: all.filter(({ before }) => sameSettings(before, after)).map(({ number }) => number),
    left: onTrunks.map(({ phoneNumber, trunkSid }) => ({
      number: phoneNumber,
      why: `it belongs to the SIP trunk ${trunkSid}; take it off the trunk in the Twilio console first`,
    })),
    application:
      application === null
        ? null
        : await speakingPlainly(() => planApplication(client, urls, application.sid)),
  };
}

/** Whether carrying out the plan would change a number or the application. */
export function changesAnything({ changes, application }: ConnectPlan): boolean {
  return changes.length > 0 || (application !== null && application.do !== 'nothing');
}

/**
 * Carries a plan out, number by number, then the application.
 * @returns the file that `undoConnection` restores from, written before the first change, and the application's SID
 * @throws ConnectError naming the numbers that were changed when one fails
 */
export async function applyConnection(
  client: TwilioClient,
  plan: ConnectPlan,
  place: { readonly dataDir: string; readonly now: number },
): Promise<{ readonly file: string; readonly application: string | null }> {
  const stamp = new Date(place.now).toISOString().replace(/[:.]/g, '-');
  const file = path.join(place.dataDir, `twilio-undo-${stamp}.json`);
  await mkdir(place.dataDir, { recursive: true });
  await writeFile(file, `${JSON.stringify(undoOf(plan), null, 2)}\n`, {
    flag: 'wx',
  });
  await changeAll(
    client,
    plan.changes.map(({ sid, number, after }) => ({ sid, number, settings: after })),
    `Put everything back with --undo ${file}`,
  );
  const { application } = plan;
  if (application === null) return { file, application };
  return { file, application: await speakingPlainly(() => applyApplication(client, application)) };
}

/** An application that is made stays: nothing calls it by itself. */
function undoOf({ changes, application }: ConnectPlan): z.input<typeof undoShape> {
  return {
    numbers: changes.map(({ sid, number, before }) => ({ sid, number, ...before })),
    applications:
      application?.do === 'change'
        ? [{ sid: application.sid, name: application.name, ...application.before }]
        : [],
  };
}

const addresses = {
  voiceUrl: z.string(),
  voiceMethod: z.string(),
  voiceFallbackUrl: z.string(),
  voiceFallbackMethod: z.string(),
  statusCallback: z.string(),
  statusCallbackMethod: z.string(),
};
const undoShape = z.object({
  numbers: z.array(
    z.object({
      sid: z.string().regex(/^PN[0-9a-f]{32}$/),
      number: z.string(),
      ...addresses,
      voiceApplicationSid: z.string(),
      // Files of the time before text messages leave them alone.
      smsUrl: z.string().optional(),
      smsMethod: z.string().optional(),
    }),
  ),
  applications: z
    .array(z.object({ sid: z.string().regex(/^AP[0-9a-f]{32}$/), name: z.string(), ...addresses }))
    .default([]),
});

/**
 * Puts numbers and the application back to what a file of `applyConnection` says.
 * @returns the numbers, and the name of the application, that were restored
 * @throws ConnectError when the file is not one of ours or a number fails
 */
export async function undoConnection(client: TwilioClient, file: string): Promise<readonly string[]> {
  const { numbers, applications } = await readUndo(file);
  await changeAll(
    client,
    numbers.map(({ sid, number, ...settings }) => ({ sid, number, settings })),
    'Run the same command again for the rest',
  );
  for (const { sid, name: _name, ...before } of applications)
    await speakingPlainly(() => client.applications(sid).update(before));
  return [...numbers.map(({ number }) => number), ...applications.map(({ name }) => name)];
}

async function readUndo(file: string): Promise<z.output<typeof undoShape>> {
  try {
    return undoShape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new ConnectError(
      `${file} cannot be used: it must be a file that "twilio:connect --apply" wrote. Nothing was changed.`,
      { cause: error },
    );
  }
}

/** What a file of an older time does not name is left as it is. */
type Restored = Omit<NumberSettings, 'smsUrl' | 'smsMethod'> & {
  readonly smsUrl?: string;
  readonly smsMethod?: string;
};

async function changeAll(
  client: TwilioClient,
  changes: readonly {
    readonly sid: string;
    readonly number: string;
    readonly settings: Restored;
  }[],
  remedy: string,
): Promise<void> {
  const changed: string[] = [];
  for (const { sid, number, settings } of changes) {
    try {
      await speakingPlainly(() => client.incomingPhoneNumbers(sid).update(settings));
    } catch (error) {
      const sofar =
        changed.length === 0 ? 'Nothing was changed' : `Changed before that: ${changed.join(', ')}`;
      throw new ConnectError(`${number} could not be changed. ${message(error)} ${sofar}. ${remedy}.`, {
        cause: error,
      });
    }
    changed.push(number);
  }
}

async function speakingPlainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ConnectError(`Twilio did not do it: ${judge(error).reason}.`, { cause: error });
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Twilio leaves settings that were never made empty or null. */
function settingsOf(number: { readonly [K in keyof NumberSettings]: string | null }): NumberSettings {
  return {
    voiceUrl: number.voiceUrl ?? '',
    voiceMethod: number.voiceMethod || 'POST',
    voiceFallbackUrl: number.voiceFallbackUrl ?? '',
    voiceFallbackMethod: number.voiceFallbackMethod || 'POST',
    statusCallback: number.statusCallback ?? '',
    statusCallbackMethod: number.statusCallbackMethod || 'POST',
    voiceApplicationSid: number.voiceApplicationSid ?? '',
    smsUrl: number.smsUrl ?? '',
    smsMethod: number.smsMethod || 'POST',
  };
}

function sameSettings(one: NumberSettings, other: NumberSettings): boolean {
  return (Object.keys(one) as (keyof NumberSettings)[]).every((key) => one[key] === other[key]);
}

/** The plan as lines to read: each address as it is and as it would be. */
export function describePlan(plan: ConnectPlan): string {
  const lines: string[] = [];
  const rows = [
    ['voice', 'voiceUrl'],
    ['fallback', 'voiceFallbackUrl'],
    ['status', 'statusCallback'],
    ['application', 'voiceApplicationSid'],
    ['texts', 'smsUrl'],
  ] as const;
  for (const { number, name, before, after } of plan.changes) {
    lines.push(`${number}  ${name}`);
    for (const [word, key] of rows) {
      if (before[key] !== after[key])
        lines.push(`  ${word.padEnd(12)}${before[key] || '(none)'}  →  ${after[key] || '(none)'}`);
    }
    if (
      before.voiceMethod !== 'POST' ||
      before.voiceFallbackMethod !== 'POST' ||
      before.statusCallbackMethod !== 'POST' ||
      before.smsMethod !== 'POST'
    ) {
      lines.push('  methods     →  POST');
    }
  }
  for (const number of plan.connected) lines.push(`${number}  is connected already`);
  for (const { number, why } of plan.left) lines.push(`${number}  is left alone: ${why}`);
  if (lines.length === 0)
    lines.push('The account has no telephone number. Buy one in the Twilio console first.');
  if (plan.application !== null) lines.push(describeApplication(plan.application));
  return lines.join('\n');
}
