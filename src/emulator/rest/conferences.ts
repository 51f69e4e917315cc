import { z } from 'zod';
import type { ConferenceRecord } from '../world/records.ts';
import { matches, newestFirst, withinTimes } from './core/filters.ts';
import { listReply } from './core/paging.ts';
import { httpMethod, oneOf, readParameters, webAddress } from './core/parameters.ts';
import { apiVersion, rfc2822 } from './core/present.ts';
import type { RestContext, RestRequest, RestRoute } from './core/route.ts';
import { found, ok } from './core/route.ts';

const updateConference = z.object({
  Status: oneOf(['completed']).optional(),
  AnnounceUrl: webAddress.optional(),
  AnnounceMethod: httpMethod.default('POST'),
});

export function presentConference(
  conference: ConferenceRecord,
  { accountPath }: RestContext,
): Readonly<Record<string, unknown>> {
  const uri = `${accountPath}/Conferences/${conference.sid}`;
  return {
    account_sid: conference.accountSid,
    date_created: rfc2822(conference.dateCreated),
    date_updated: rfc2822(conference.dateUpdated),
    api_version: apiVersion,
    friendly_name: conference.friendlyName,
    region: conference.region,
    sid: conference.sid,
    status: conference.status,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json`, recordings: `${uri}/Recordings.json` },
    reason_conference_ended: conference.reasonConferenceEnded,
    call_sid_ending_conference: conference.callSidEndingConference,
  };
}

export const conferenceRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: '/Conferences',
    handle(request, context) {
      const { query } = request;
      const conferences = newestFirst(context.world.conferences.list()).filter(
        (conference) =>
          matches(query, 'FriendlyName', conference.friendlyName) &&
          matches(query, 'Status', conference.status) &&
          withinTimes(query, 'DateCreated', conference.dateCreated) &&
          withinTimes(query, 'DateUpdated', conference.dateUpdated),
      );
      return listReply(
        request,
        'conferences',
        conferences,
        (conference) => conference.sid,
        (conference) => presentConference(conference, context),
      );
    },
  },
  {
    method: 'GET',
    path: '/Conferences/:ConferenceSid',
    handle: (request, context) => ok(presentConference(conferenceOf(request, context), context)),
  },
  {
    method: 'POST',
    path: '/Conferences/:ConferenceSid',
    handle(request, context) {
      const conference = conferenceOf(request, context);
      const input = readParameters(updateConference, request.form);
      const updated = context.world.conferences.update(conference.sid, {
        status: input.Status,
        ...(input.AnnounceUrl
          ? { announceUrl: input.AnnounceUrl, announceMethod: input.AnnounceMethod }
          : {}),
      });
      return ok(presentConference(updated, context));
    },
  },
];

/** The conference that the path names by sid (a friendly name will not do here, as at Twilio). @throws TwilioError 404 / 20404 */
export function conferenceOf(request: RestRequest, { world }: RestContext): ConferenceRecord {
  return found(world.conferences.get(request.part('ConferenceSid')), request);
}
