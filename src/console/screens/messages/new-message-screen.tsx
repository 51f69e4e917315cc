import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useMe } from '../../api/session.ts';
import { BusinessField } from '../../components/business-field.tsx';
import { useBusinessFilter } from '../../components/business-filter.ts';
import matters from '../../components/matters/matters.module.css';
import { TakeMessage } from '../../components/matters/take-message.tsx';
import { usePageTitle } from '../../components/page-title.ts';
import styles from './messages.module.css';

/** A message that comes another way than by a call at the desk. */
export function NewMessageScreen() {
  usePageTitle('Take a message');
  const me = useMe();
  const navigate = useNavigate();
  const { businessId: looking, to } = useBusinessFilter();
  const [businessId, setBusinessId] = useState(looking ?? me.memberships[0]?.businessId ?? '');
  return (
    <div className={matters.screen}>
      <Link to={to('/messages')}>All messages</Link>
      <div className={`${matters.stack} ${styles.narrow}`}>
        <h1>Take a message</h1>
        <BusinessField value={businessId} onChange={setBusinessId} />
        <TakeMessage
          key={businessId}
          businessId={businessId}
          topic={null}
          callId={null}
          known={{ number: null, name: null }}
          onTaken={(taken) => void navigate(to(`/messages/${encodeURIComponent(taken.id)}`))}
          onClose={() => void navigate(to('/messages'))}
        />
      </div>
    </div>
  );
}
