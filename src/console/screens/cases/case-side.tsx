import { IconPhone, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CaseDetail } from '../../../contract/cases.ts';
import { useApprovals } from '../../api/approvals.ts';
import { useCallbacks } from '../../api/callbacks.ts';
import { useMessages } from '../../api/messages.ts';
import { useLaddersOf } from '../../api/notices.ts';
import { usePromises } from '../../api/promises.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { ApprovalItem } from '../../components/matters/approval-item.tsx';
import { CallbackItem } from '../../components/matters/callback-item.tsx';
import { SeverityMark } from '../../components/matters/case-marks.tsx';
import { When } from '../../components/matters/due.tsx';
import matters from '../../components/matters/matters.module.css';
import { MessageItem } from '../../components/matters/message-item.tsx';
import { PromiseItem } from '../../components/matters/promise-item.tsx';
import { byWords, segmentWords, tierWords } from '../../components/matters/words.ts';
import { lengthWords } from '../../components/when.ts';
import { CaseLadders } from './case-ladders.tsx';
import styles from './case.module.css';

interface Props {
  readonly matter: CaseDetail;
  readonly zone: string;
}

/** Everything that belongs to the case: why it is where it is, who was told, what was promised and asked, and its calls. */
export function CaseSide({ matter, zone }: Props) {
  const promises = usePromises({ case: matter.id });
  const approvals = useApprovals({ case: matter.id });
  const callbacks = useCallbacks({ case: matter.id, state: 'all' });
  const messages = useMessages({ case: matter.id });
  const ladders = useLaddersOf(matter.id);
  return (
    <aside className={matters.stack} aria-label="What belongs to it">
      <section className={`panel ${matters.box}`} aria-labelledby="severity">
        <h2 id="severity">Severity and level, and why</h2>
        <SeverityWhy matter={matter} zone={zone} />
        <p>
          <span className="strong">
            L{matter.level} {matter.levelName}
          </span>{' '}
          since <When at={matter.levelSince} zone={zone} />. {matter.levelWhy}
        </p>
        {matter.pingPong > 0 ? (
          <p>
            Sent back without being acted on {matter.pingPong === 1 ? 'once' : `${matter.pingPong} times`}.
          </p>
        ) : null}
      </section>
      {ladders.rows.length > 0 ? <CaseLadders of={ladders.rows} zone={zone} /> : null}
      {approvals.rows.length > 0 ? (
        <Items title="Approvals">
          {approvals.rows.map((each) => (
            <ApprovalItem key={each.id} approval={each} within />
          ))}
        </Items>
      ) : null}
      {promises.rows.length > 0 ? (
        <Items title="Promises">
          {promises.rows.map((each) => (
            <PromiseItem key={each.id} promise={each} within />
          ))}
        </Items>
      ) : null}
      {callbacks.rows.length > 0 ? (
        <Items title="Call-backs">
          {callbacks.rows.map((each) => (
            <CallbackItem key={each.id} callback={each} within />
          ))}
        </Items>
      ) : null}
      {messages.rows.length > 0 ? (
        <Items title="Messages">
          {messages.rows.map((each) => (
            <MessageItem key={each.id} message={each} within />
          ))}
        </Items>
      ) : null}
      <Calls matter={matter} zone={zone} />
      <section className={`panel ${matters.box}`} aria-labelledby="spent">
        <h2 id="spent">Time since the first ring: {spentWords(matter.spent.totalMs)}</h2>
        <dl className={styles.spent}>
          {matter.spent.by.map((part) => (
            <Spent key={`${part.what}-${part.who}-${part.level}`} part={part} />
          ))}
        </dl>
      </section>
    </aside>
  );
}

const spentWords = (ms: number): string => (ms < 60_000 ? 'under 1 min' : lengthWords(ms));

function Spent({ part }: { readonly part: CaseDetail['spent']['by'][number] }) {
  const named = part.what === 'with-person' || part.what === 'with-queue';
  return (
    <>
      <dt>
        {segmentWords[part.what]}
        {named ? ` ${part.who}` : ''} <span className="soft">L{part.level}</span>
      </dt>
      <dd className="figure">{spentWords(part.ms)}</dd>
    </>
  );
}

function Items({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={`panel ${matters.box}`} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.items}>{children}</div>
    </section>
  );
}

function Calls({ matter, zone }: Props) {
  const { to } = useBusinessFilter();
  return (
    <section className={`panel ${matters.box}`} aria-labelledby="calls">
      <h2 id="calls">Calls and recordings</h2>
      {matter.calls.length === 0 ? <p className="soft">No call belongs to this case.</p> : null}
      <ul className={styles.linked}>
        {matter.calls.map((call) => (
          <li key={call.callId}>
            <IconPhone size={16} aria-hidden />{' '}
            <Link to={to('/live', { call: call.callId })}>
              Call <When at={call.at} zone={zone} />
            </Link>
            {call.live ? <span className="strong"> on the line now</span> : null}
          </li>
        ))}
        {matter.recordings.map((recording) => (
          <li key={recording.id}>
            <IconPlayerPlay size={16} aria-hidden />{' '}
            <Link to={to(`/recordings/${encodeURIComponent(recording.id)}`)}>
              Recording <When at={recording.at} zone={zone} />
            </Link>{' '}
            <span className="soft">{recording.status}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why it is as severe as it is. */
function SeverityWhy({ matter, zone }: Props) {
  return (
    <>
      <p>
        <SeverityMark of={matter.severity} />, severity {matter.severity} of 4, {tierWords[matter.tier]}
      </p>
      {[matter.severityWhy, matter.tierWhy].map(({ why, by, at }, index) =>
        index === 1 && why === matter.severityWhy.why ? null : (
          <p key={why}>
            {why}{' '}
            <span className="soft">
              {byWords(by)}, <When at={at} zone={zone} />
            </span>
          </p>
        ),
      )}
    </>
  );
}
