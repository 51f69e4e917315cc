import { z } from 'zod';
import type { ApplicationRecord } from '../world/records.ts';
import { matches, newestFirst } from './core/filters.ts';
import { listReply } from './core/paging.ts';
import { readParameters } from './core/parameters.ts';
import { apiVersion, rfc2822 } from './core/present.ts';
import type { RestContext, RestRequest, RestRoute } from './core/route.ts';
import { created, deleted, found, ok } from './core/route.ts';
import { voiceParameters, voiceSettingsFrom } from './core/voice-parameters.ts';

const settings = z.object(voiceParameters);

export function presentApplication(
  application: ApplicationRecord,
  { accountPath }: RestContext,
): Readonly<Record<string, unknown>> {
  return {
    account_sid: application.accountSid,
    api_version: apiVersion,
    date_created: rfc2822(application.dateCreated),
    date_updated: rfc2822(application.dateUpdated),
    friendly_name: application.friendlyName,
    message_status_callback: null,
    sid: application.sid,
    sms_fallback_method: 'POST',
    sms_fallback_url: null,
    sms_method: 'POST',
    sms_status_callback: null,
    sms_url: null,
    status_callback: application.statusCallback,
    status_callback_method: application.statusCallbackMethod,
    uri: `${accountPath}/Applications/${application.sid}.json`,
    voice_caller_id_lookup: false,
    voice_fallback_method: application.voiceFallbackMethod,
    voice_fallback_url: application.voiceFallbackUrl,
    voice_method: application.voiceMethod,
    voice_url: application.voiceUrl,
    public_application_connect_enabled: false,
  };
}

export const applicationRoutes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: '/Applications',
    handle(request, context) {
      const input = readParameters(settings, request.form);
      return created(
        presentApplication(context.world.applications.create(voiceSettingsFrom(input)), context),
      );
    },
  },
  {
    method: 'GET',
    path: '/Applications',
    handle(request, context) {
      const applications = newestFirst(context.world.applications.list()).filter((application) =>
        matches(request.query, 'FriendlyName', application.friendlyName),
      );
      return listReply(
        request,
        'applications',
        applications,
        (application) => application.sid,
        (application) => presentApplication(application, context),
      );
    },
  },
  {
    method: 'GET',
    path: '/Applications/:ApplicationSid',
    handle: (request, context) => ok(presentApplication(applicationOf(request, context), context)),
  },
  {
    method: 'POST',
    path: '/Applications/:ApplicationSid',
    handle(request, context) {
      const application = applicationOf(request, context);
      const input = readParameters(settings, request.form);
      const updated = context.world.applications.update(application.sid, voiceSettingsFrom(input));
      return ok(presentApplication(updated, context));
    },
  },
  {
    method: 'DELETE',
    path: '/Applications/:ApplicationSid',
    handle(request, context) {
      context.world.applications.remove(applicationOf(request, context).sid);
      return deleted;
    },
  },
];

function applicationOf(request: RestRequest, { world }: RestContext): ApplicationRecord {
  return found(world.applications.get(request.part('ApplicationSid')), request);
}
