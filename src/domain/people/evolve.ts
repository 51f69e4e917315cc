import { assertNever } from '../../kernel/assert-never.ts';
import type { Engagement, KnownPerson, Person, PersonEvent } from './person.ts';
import { withoutTabs, withTab } from './softphone.ts';

/** What a person is after an event. */
export function evolvePerson(person: Person, event: PersonEvent): Person {
  if (event.type === 'PersonDescribed') {
    const description = { record: event.record, memberships: [...event.memberships] };
    if (person.status === 'known') return { ...person, ...description };
    return {
      status: 'known',
      ...description,
      chosen: 'offline',
      chosenSince: event.at,
      awayReason: null,
      engagement: { kind: 'idle', since: event.at },
      device: 'telephone',
      deviceSince: 0,
      softphone: { state: 'off' },
    };
  }
  if (person.status === 'unknown') return person;
  switch (event.type) {
    case 'PresenceChosen':
      return { ...person, chosen: event.presence, chosenSince: event.at, awayReason: event.reason };
    case 'PersonRinging':
      return engaged(person, {
        kind: 'ringing',
        offerId: event.offerId,
        callId: event.callId,
        since: event.at,
      });
    case 'PersonJoinedCall':
      return engaged(person, {
        kind: 'on-a-call',
        offerId: event.offerId,
        callId: event.callId,
        since: event.at,
      });
    case 'WrapUpBegan':
      return engaged(person, { kind: 'wrap-up', callId: event.callId, since: event.at, until: event.until });
    case 'PersonDisengaged':
      return engaged(person, { kind: 'idle', since: event.at });
    case 'DeviceChosen':
      return { ...person, device: event.device, deviceSince: event.at };
    case 'SoftphoneReady': {
      const { tab, until, at } = event;
      return { ...person, softphone: withTab(person.softphone, { tab, until }, at) };
    }
    case 'SoftphoneLost':
      return {
        ...person,
        softphone: withoutTabs(person.softphone, event.tabs, event.reason, event.at),
      };
    case 'PersonFreed':
      return person;
    default:
      return assertNever(event);
  }
}

function engaged(person: KnownPerson, engagement: Engagement): Person {
  return { ...person, engagement };
}
