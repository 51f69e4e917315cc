import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '../../api/calls.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { CheckPanel } from '../../softphone/check-panel.tsx';
import { MyNoticeList } from '../../components/matters/my-notices.tsx';
import { CallView } from './call-view.tsx';
import { CallerColumn } from './caller-column.tsx';
import styles from './desk.module.css';
import { IdleView } from './idle-view.tsx';
import { OfferView } from './offer-view.tsx';
import { RingingColumn } from './ringing-column.tsx';
import { useDesk, type Desk } from './use-desk.ts';
import { WrapUpView } from './wrap-up-view.tsx';

/** What rings for me, the call, the caller. */
export function DeskScreen() {
  usePageTitle('Desk');
  const [chosenOfferId, setChosenOfferId] = useState<string | null>(null);
  const desk = useDesk(chosenOfferId);
  const callId = callOf(desk);
  const call = useCall(callId);
  return (
    <div className={styles.desk}>
      <h1 className="spoken-only">Desk</h1>
      <RingingColumn
        chosenId={desk.status === 'ringing' ? desk.offer.id : null}
        onChoose={setChosenOfferId}
      />
      <div className={styles.middle}>
        <CheckPanel />
        <Middle desk={desk} call={call} />
        {desk.status === 'idle' ? <MyNoticeList /> : null}
      </div>
      <CallerColumn call={callId === null ? null : call} />
    </div>
  );
}

function callOf(desk: Desk): string | null {
  if (desk.status === 'ringing') {
    const { callback, callId } = desk.offer;
    // Before somebody says yes there is no call to the customer; the one in which they asked tells the story.
    return callback ? callback.askedIn : callId;
  }
  return desk.status === 'on-call' || desk.status === 'wrap-up' ? desk.callId : null;
}

function Middle({ desk, call }: { readonly desk: Desk; readonly call: ReturnType<typeof useCall> }) {
  switch (desk.status) {
    case 'loading':
      return <Skeleton height={280} />;
    case 'idle':
      return <IdleView row={desk.row} />;
    case 'ringing':
      return <OfferView key={desk.offer.id} offer={desk.offer} call={call.data} />;
    case 'on-call':
      return <CallView key={desk.callId} callId={desk.callId} call={call} />;
    case 'wrap-up':
      return <WrapUpView row={desk.row} callId={desk.callId} call={call.data} />;
    default:
      return desk satisfies never;
  }
}
