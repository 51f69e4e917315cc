import type { TwilioClient } from './rest-client.ts';
import type { TwilioUrls } from './urls.ts';

/** The TwiML application that answers what browsers call by themselves. */
export interface ApplicationSettings {
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceFallbackMethod: string;
  readonly statusCallback: string;
  readonly statusCallbackMethod: string;
}

export type ApplicationPlan =
  | { readonly do: 'make'; readonly name: string; readonly after: ApplicationSettings }
  | {
      readonly do: 'change' | 'nothing';
      readonly sid: string;
      readonly name: string;
      readonly before: ApplicationSettings;
      readonly after: ApplicationSettings;
    };

const NAME = 'Deskbell softphone';

/**
 * What connecting would do to the application; nothing is changed yet.
 * @param sid the one in the settings; null: the one of our name, if there is one
 * @throws what the package throws when Twilio cannot be asked or does not know `sid`
 */
export async function planApplication(
  client: TwilioClient,
  urls: TwilioUrls,
  sid: string | null,
): Promise<ApplicationPlan> {
  const after: ApplicationSettings = {
    voiceUrl: urls.voice,
    voiceMethod: 'POST',
    voiceFallbackUrl: urls.fallback,
    voiceFallbackMethod: 'POST',
    statusCallback: urls.status,
    statusCallbackMethod: 'POST',
  };
  const found =
    sid === null
      ? (await client.applications.list({ friendlyName: NAME, limit: 1 }))[0]
      : await client.applications(sid).fetch();
  if (found === undefined) return { do: 'make', name: NAME, after };
  const before = settingsOf(found);
  const isSame = (Object.keys(after) as (keyof ApplicationSettings)[]).every(
    (key) => before[key] === after[key],
  );
  return { do: isSame ? 'nothing' : 'change', sid: found.sid, name: found.friendlyName, before, after };
}

/**
 * Carries the plan out.
 * @returns the SID of the application
 * @throws what the package throws when Twilio does not do it
 */
export async function applyApplication(client: TwilioClient, plan: ApplicationPlan): Promise<string> {
  switch (plan.do) {
    case 'make':
      return (await client.applications.create({ friendlyName: plan.name, ...plan.after })).sid;
    case 'change':
      await client.applications(plan.sid).update({ ...plan.after });
      return plan.sid;
    case 'nothing':
      return plan.sid;
  }
}

/** The plan as lines to read. */
export function describeApplication(plan: ApplicationPlan): string {
  switch (plan.do) {
    case 'make':
      return `application  ${plan.name}  is made, with the voice address ${plan.after.voiceUrl}`;
    case 'nothing':
      return `application  ${plan.name} (${plan.sid})  is connected already`;
    case 'change':
      return [
        `application  ${plan.name} (${plan.sid})`,
        ...(
          [
            ['voice', 'voiceUrl'],
            ['fallback', 'voiceFallbackUrl'],
            ['status', 'statusCallback'],
          ] as const
        )
          .filter(([, key]) => plan.before[key] !== plan.after[key])
          .map(([word, key]) => `  ${word.padEnd(12)}${plan.before[key] || '(none)'}  →  ${plan.after[key]}`),
      ].join('\n');
  }
}

/** Twilio leaves settings that were never made empty or null. */
function settingsOf(application: { readonly [K in keyof ApplicationSettings]: string | null }) {
  return {
    voiceUrl: application.voiceUrl ?? '',
    voiceMethod: application.voiceMethod || 'POST',
    voiceFallbackUrl: application.voiceFallbackUrl ?? '',
    voiceFallbackMethod: application.voiceFallbackMethod || 'POST',
    statusCallback: application.statusCallback ?? '',
    statusCallbackMethod: application.statusCallbackMethod || 'POST',
  };
}
