import { Link } from 'react-router';
import type { CallDetail } from '../../../contract/api.ts';
import type { CaseRow } from '../../../contract/cases.ts';
import { useCallbacks } from '../../api/callbacks.ts';
import { useOpenCasesOf } from '../../api/cases.ts';
import { usePromises } from '../../api/promises.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { BothClocks, OwnerMark, SeverityMark } from '../../components/matters/case-marks.tsx';
import { Due } from '../../components/matters/due.tsx';
import { promiseWords } from '../../components/matters/promise-item.tsx';
import styles from './caller-matters.module.css';

interface Props {
  readonly call: Pick<CallDetail, 'id' | 'business' | 'caller'>;
}

/** What is open for this caller: cases, promises and call-backs, so that nobody has to ask. */
export function CallerMatters({ call }: Props) {
  const cases = useOpenCasesOf(call.business.id, call.caller.number);
  const here = usePromises({ call: call.id });
  const callbacks = useCallbacks(
    { business: call.business.id, number: call.caller.number, state: 'open' },
    { enabled: call.caller.number !== null },
  );
  const zone = call.business.timezone;
  const owedHere = here.rows.filter(
    ({ status, caseId }) =>
      (status === 'open' || status === 'broken') && !cases.rows.some(({ id }) => id === caseId),
  );
  return (
    <>
      <section>
        <h3>Open cases</h3>
        {cases.rows.length === 0 ? (
          <p className="soft">{cases.isPending && cases.isFetching ? 'Looking' : 'None.'}</p>
        ) : (
          <ul className={styles.list}>
            {cases.rows.map((row) => (
              <OpenCase key={row.id} row={row} zone={zone} />
            ))}
          </ul>
        )}
      </section>
      {owedHere.length > 0 ? (
        <section>
          <h3>Promised in this call</h3>
          <ul className={styles.list}>
            {owedHere.map((promise) => (
              <li key={promise.id}>
                “{promise.words}” <Due at={promise.dueAt} zone={zone} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {callbacks.rows.length > 0 ? (
        <section>
          <h3>Call-backs</h3>
          <ul className={styles.list}>
            {callbacks.rows.map((callback) => (
              <li key={callback.id}>
                {callback.words} <Due at={callback.promisedBy} zone={zone} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function OpenCase({ row, zone }: { readonly row: CaseRow; readonly zone: string }) {
  const { to } = useBusinessFilter();
  const promises = usePromises({ case: row.id });
  const owed = promises.rows.filter(({ status }) => status === 'open' || status === 'broken');
  return (
    <li>
      <p className={styles.top}>
        <Link to={to(`/cases/${encodeURIComponent(row.id)}`)} className="strong">
          {row.number}
        </Link>
        <SeverityMark of={row.severity} />
      </p>
      <p>{row.summary || row.topicName}</p>
      <p>
        <OwnerMark of={row.owner} />{' '}
        <span className="soft">
          L{row.level} {row.levelName}
        </span>
      </p>
      <BothClocks row={row} zone={zone} />
      {owed.map((promise) => (
        <p key={promise.id} className={styles.owed}>
          {promiseWords[promise.what]}: “{promise.words}” <Due at={promise.dueAt} zone={zone} />
        </p>
      ))}
    </li>
  );
}

/** The same in one line, where a call rings and there is no time to read. */
export function CallerMattersLine({ call }: Props) {
  const cases = useOpenCasesOf(call.business.id, call.caller.number).rows;
  const [first] = cases;
  if (!first) return null;
  return (
    <p className={styles.line}>
      <span className="strong">
        {cases.length === 1 ? `Open case ${first.number}` : `${cases.length} open cases`}
      </span>{' '}
      {first.summary || first.topicName} · {first.owner.name} has it
    </p>
  );
}
