import {
  IconAddressBook,
  IconBriefcase,
  IconBroadcast,
  IconCalendarTime,
  IconHeadset,
  IconListCheck,
  IconMail,
  IconMicrophone,
  IconPlugConnected,
  IconRubberStamp,
  IconSettings,
  IconStairs,
  IconTemplate,
} from '@tabler/icons-react';
import { hasRole, mayListen } from '../../api/session.ts';
import type { Me } from '../../../contract/api.ts';

/** The screens of the rail. On a phone three lie in the bar at the bottom; the rest are behind More. */
const screens = [
  { path: '/live', word: 'Live', Icon: IconBroadcast, bar: true },
  { path: '/desk', word: 'Desk', Icon: IconHeadset, bar: true },
  { path: '/cases', word: 'Cases', Icon: IconBriefcase, bar: true },
  { path: '/promises', word: 'Promises', Icon: IconCalendarTime, bar: false },
  { path: '/approvals', word: 'Approvals', Icon: IconRubberStamp, bar: false },
  { path: '/messages', word: 'Messages', Icon: IconMail, bar: false },
  { path: '/on-call', word: 'On call', Icon: IconAddressBook, bar: false },
  { path: '/matrix', word: 'Matrix', Icon: IconStairs, bar: false },
  { path: '/rules', word: 'Rules', Icon: IconListCheck, bar: false },
  { path: '/templates', word: 'Templates', Icon: IconTemplate, bar: false },
  { path: '/recordings', word: 'Recordings', Icon: IconMicrophone, bar: false },
  { path: '/programs', word: 'Programs', Icon: IconPlugConnected, bar: false },
  { path: '/setup', word: 'Set-up', Icon: IconSettings, bar: false },
] as const;
export type ScreenPath = (typeof screens)[number]['path'];

/** The screens that this person may open in at least one business; the server judges each request. */
export function screensFor(me: Me) {
  const hidden: readonly ScreenPath[] = [
    ...(mayListen(me) ? [] : (['/recordings'] as const)),
    ...(hasRole(me, 'manager', 'admin') ? [] : (['/matrix', '/rules', '/templates'] as const)),
    ...(hasRole(me, 'admin') ? [] : (['/programs', '/setup'] as const)),
  ];
  return screens.filter(({ path }) => !hidden.includes(path));
}
