import type { HttpMethod } from '../../world/records.ts';
import { httpMethod, text, webAddress } from './parameters.ts';

/** Where a number or an application sends its calls; the two resources take the same parameters. */
export const voiceParameters = {
  FriendlyName: text.optional(),
  VoiceUrl: webAddress.optional(),
  VoiceMethod: httpMethod.optional(),
  VoiceFallbackUrl: webAddress.optional(),
  VoiceFallbackMethod: httpMethod.optional(),
  StatusCallback: webAddress.optional(),
  StatusCallbackMethod: httpMethod.optional(),
};

interface VoiceSettings {
  friendlyName?: string;
  voiceUrl?: string;
  voiceMethod?: HttpMethod;
  voiceFallbackUrl?: string;
  voiceFallbackMethod?: HttpMethod;
  statusCallback?: string;
  statusCallbackMethod?: HttpMethod;
}

/** Only what was named: an update leaves the rest as it was, and an empty URL clears one. */
export function voiceSettingsFrom(input: {
  readonly FriendlyName?: string;
  readonly VoiceUrl?: string;
  readonly VoiceMethod?: HttpMethod;
  readonly VoiceFallbackUrl?: string;
  readonly VoiceFallbackMethod?: HttpMethod;
  readonly StatusCallback?: string;
  readonly StatusCallbackMethod?: HttpMethod;
}): VoiceSettings {
  const settings: VoiceSettings = {};
  if (input.FriendlyName !== undefined) settings.friendlyName = input.FriendlyName;
  if (input.VoiceUrl !== undefined) settings.voiceUrl = input.VoiceUrl;
  if (input.VoiceMethod !== undefined) settings.voiceMethod = input.VoiceMethod;
  if (input.VoiceFallbackUrl !== undefined) settings.voiceFallbackUrl = input.VoiceFallbackUrl;
  if (input.VoiceFallbackMethod !== undefined) settings.voiceFallbackMethod = input.VoiceFallbackMethod;
  if (input.StatusCallback !== undefined) settings.statusCallback = input.StatusCallback;
  if (input.StatusCallbackMethod !== undefined) settings.statusCallbackMethod = input.StatusCallbackMethod;
  return settings;
}
