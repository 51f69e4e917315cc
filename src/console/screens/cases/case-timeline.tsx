import {
  IconArrowUpRight,
  IconBriefcase,
  IconCalendarTime,
  IconClock,
  IconMail,
  IconNote,
  IconPencil,
  IconPhone,
  IconPhoneOutgoing,
  IconRubberStamp,
  IconSend,
  IconSettingsAutomation,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '@mantine/core';
import type { CaseTimelineEntry } from '../../../contract/cases.ts';
import { When } from '../../components/matters/due.tsx';
import parts from '../../components/call/call-parts.module.css';

const icons: Readonly<Record<CaseTimelineEntry['kind'], typeof IconUser>> = {
  case: IconBriefcase,
  owner: IconUser,
  level: IconArrowUpRight,
  clock: IconClock,
  edit: IconPencil,
  note: IconNote,
  call: IconPhone,
  promise: IconCalendarTime,
  approval: IconRubberStamp,
  message: IconMail,
  callback: IconPhoneOutgoing,
  notice: IconSend,
  ladder: IconUsers,
  rule: IconSettingsAutomation,
};

const shownAtFirst = 30;

/** What happened to a case, newest first, each with why; every attempt to tell somebody with its result. */
export function CaseTimeline({
  entries,
  zone,
}: {
  readonly entries: readonly CaseTimelineEntry[];
  readonly zone: string;
}) {
  const [all, setAll] = useState(false);
  const newest = entries.toReversed();
  const shown = all ? newest : newest.slice(0, shownAtFirst);
  if (entries.length === 0) return <p className="soft">Nothing has happened yet.</p>;
  return (
    <>
      <ol className={parts.timeline}>
        {shown.map((entry, index) => {
          const Icon = icons[entry.kind];
          return (
            <li key={`${entry.at}-${newest.length - index}`}>
              <Icon size={16} stroke={1.75} aria-hidden />
              <div>
                <p>
                  <span className={parts.when}>
                    <When at={entry.at} zone={zone} />
                  </span>{' '}
                  {entry.text}
                  {entry.by ? <span className="soft"> ({entry.by})</span> : null}
                </p>
                {entry.why ? <p className="soft">Why: {entry.why}</p> : null}
              </div>
            </li>
          );
        })}
      </ol>
      {entries.length > shown.length ? (
        <div>
          <Button variant="default" mih={44} onClick={() => setAll(true)}>
            Show the {entries.length - shown.length} older entries
          </Button>
        </div>
      ) : null}
    </>
  );
}
