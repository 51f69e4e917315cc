import { z } from 'zod';
import type { HttpMethod, NumberRecord } from '../world/records.ts';
import { TwilioError } from '../world/world.ts';
import { fictionalNumbers } from './available-phone-numbers.ts';
import { matches, newestFirst } from './core/filters.ts';
import { lastOf } from './core/fields.ts';
import { listReply } from './core/paging.ts';
import { dialable, httpMethod, readParameters, text, webAddress } from './core/parameters.ts';
import { apiVersion, rfc2822 } from './core/present.ts';
import type { RestContext, RestRequest, RestRoute } from './core/route.ts';
import { created, deleted, found, ok } from './core/route.ts';
import { voiceParameters, voiceSettingsFrom } from './core/voice-parameters.ts';

const settings = z.object({
  ...voiceParameters,
  VoiceApplicationSid: text.optional(),
  SmsUrl: webAddress.optional(),
  SmsMethod: httpMethod.optional(),
});
const createNumber = settings.extend({ PhoneNumber: text.optional(), AreaCode: text.optional() });

export function presentIncomingPhoneNumber(
  number: NumberRecord,
  { accountPath }: RestContext,
): Readonly<Record<string, unknown>> {
  return {
    account_sid: number.accountSid,
    address_sid: null,
    address_requirements: 'none',
    api_version: apiVersion,
    beta: false,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    date_created: rfc2822(number.dateCreated),
    date_updated: rfc2822(number.dateUpdated),
    friendly_name: number.friendlyName,
    identity_sid: null,
    phone_number: number.phoneNumber,
    origin: 'twilio',
    sid: number.sid,
    sms_application_sid: null,
    sms_fallback_method: 'POST',
    sms_fallback_url: '',
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    trunk_sid: null,
    uri: `${accountPath}/IncomingPhoneNumbers/${number.sid}.json`,
    voice_receive_mode: 'voice',
    voice_application_sid: number.voiceApplicationSid,
    voice_caller_id_lookup: false,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_method: number.voiceMethod,
    voice_url: number.voiceUrl,
    emergency_status: 'Inactive',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    bundle_sid: null,
    status: 'in-use',
    type: 'local',
  };
}

type NumberSettings = ReturnType<typeof voiceSettingsFrom> & {
  voiceApplicationSid?: string | null;
  smsUrl?: string;
  smsMethod?: HttpMethod;
};

function settingsFrom(input: z.output<typeof settings>, { world }: RestContext): NumberSettings {
  const sid = input.VoiceApplicationSid;
  if (sid && !world.applications.get(sid)) {
    throw new TwilioError(400, 21218, `VoiceApplicationSid ${sid} names no application`);
  }
  return {
    ...voiceSettingsFrom(input),
    ...(sid === undefined ? {} : { voiceApplicationSid: sid || null }),
    ...(input.SmsUrl === undefined ? {} : { smsUrl: input.SmsUrl }),
    ...(input.SmsMethod === undefined ? {} : { smsMethod: input.SmsMethod }),
  };
}

const collections = ['/IncomingPhoneNumbers', '/IncomingPhoneNumbers/Local'] as const;

export const incomingPhoneNumberRoutes: readonly RestRoute[] = [
  ...collections.flatMap((path): RestRoute[] => [
    {
      method: 'POST',
      path,
      handle(request, context) {
        const input = readParameters(createNumber, request.form);
        const phoneNumber = input.PhoneNumber
          ? dialable(input.PhoneNumber)
          : firstFreeNumber(input.AreaCode, context);
        if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) {
          throw new TwilioError(
            400,
            21421,
            `PhoneNumber ${phoneNumber} is invalid: write it as +, country code, number`,
          );
        }
        const number = context.world.numbers.create({ phoneNumber, settings: settingsFrom(input, context) });
        return created(presentIncomingPhoneNumber(number, context));
      },
    },
    {
      method: 'GET',
      path,
      handle(request, context) {
        const { query } = request;
        const wanted = lastOf(query, 'PhoneNumber');
        const numbers = newestFirst(context.world.numbers.list()).filter(
          (number) =>
            matches(query, 'FriendlyName', number.friendlyName) &&
            (!wanted || matchesPattern(number.phoneNumber, wanted)),
        );
        return listReply(
          request,
          'incoming_phone_numbers',
          numbers,
          (number) => number.sid,
          (number) => presentIncomingPhoneNumber(number, context),
        );
      },
    },
  ]),
  {
    method: 'GET',
    path: '/IncomingPhoneNumbers/:NumberSid',
    handle: (request, context) => ok(presentIncomingPhoneNumber(numberOf(request, context), context)),
  },
  {
    method: 'POST',
    path: '/IncomingPhoneNumbers/:NumberSid',
    handle(request, context) {
      const number = numberOf(request, context);
      const input = readParameters(settings, request.form);
      const updated = context.world.numbers.update(number.sid, settingsFrom(input, context));
      return ok(presentIncomingPhoneNumber(updated, context));
    },
  },
  {
    method: 'DELETE',
    path: '/IncomingPhoneNumbers/:NumberSid',
    handle(request, context) {
      context.world.numbers.remove(numberOf(request, context).sid);
      return deleted;
    },
  },
];

function numberOf(request: RestRequest, { world }: RestContext): NumberRecord {
  return found(world.numbers.get(request.part('NumberSid')), request);
}

/** A whole number, or a part of one; `*` stands for any digit. */
function matchesPattern(phoneNumber: string, wanted: string): boolean {
  const digits = wanted.replace(/[^\d*]/g, '').replaceAll('*', '\\d');
  return digits !== '' && new RegExp(digits).test(phoneNumber);
}

function firstFreeNumber(areaCode: string | undefined, { world }: RestContext): string {
  if (!areaCode) throw new TwilioError(400, 21421, 'PhoneNumber or AreaCode is required');
  const taken = new Set(world.numbers.list().map((number) => number.phoneNumber));
  const free = fictionalNumbers('US', 'Local', areaCode).find((candidate) => !taken.has(candidate));
  if (!free) throw new TwilioError(400, 21452, `No number is available in area code ${areaCode}`);
  return free;
}
