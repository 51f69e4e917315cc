import { Link } from 'react-router';
import { useBusinessFilter } from '../business-filter.ts';
import { When } from './due.tsx';

interface Props {
  readonly at: number;
  readonly zone: string;
  /** Null: it is about no case, or the case is on screen already. */
  readonly caseId: string | null;
}

/** The end of a line about something said: when that was, and the way to its case. */
export function SaidWhen({ at, zone, caseId }: Props) {
  const { to } = useBusinessFilter();
  return (
    <>
      {' · '}
      <When at={at} zone={zone} />
      {caseId ? (
        <>
          {' · '}
          <Link to={to(`/cases/${encodeURIComponent(caseId)}`)}>the case</Link>
        </>
      ) : null}
    </>
  );
}
