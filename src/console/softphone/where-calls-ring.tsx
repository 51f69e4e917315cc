import { Button } from '@mantine/core';
import { useMyRow } from '../api/presence.ts';
import { useMe } from '../api/session.ts';
import { phoneNumber } from '../components/words.ts';
import { useSoftphone } from './softphone-context.tsx';
import { useOpenCheck, useTakeCallsHere } from './use-take-calls-here.ts';

/** Where my calls ring, and the way to change it. */
export function WhereCallsRing() {
  const me = useMe();
  const { device } = useSoftphone();
  const takeCallsHere = useTakeCallsHere();
  if (device === 'browser') return <InBrowser />;
  return (
    <>
      <p>
        Calls ring on your desk handset, <span className="strong">{phoneNumber(me.phone)}</span>.{' '}
        {me.handsetsUrl ? (
          <>
            It is on the{' '}
            <a href={me.handsetsUrl} target="_blank" rel="noreferrer">
              handsets page
            </a>
            , where you can also ring a business as a caller.
          </>
        ) : null}
      </p>
      <div>
        <Button variant="default" onClick={takeCallsHere}>
          Take calls in this browser instead
        </Button>
      </div>
    </>
  );
}

function InBrowser() {
  const { state } = useSoftphone();
  const row = useMyRow();
  const takeCallsHere = useTakeCallsHere();
  const openCheck = useOpenCheck();
  if (state.status !== 'on')
    return row?.softphone.state === 'ready' ? (
      <>
        <p>Your calls ring in another tab or computer of yours.</p>
        <div>
          <Button variant="default" loading={state.status === 'starting'} onClick={takeCallsHere}>
            Ring in this tab too
          </Button>
        </div>
      </>
    ) : (
      <p>You take calls in a browser; in this one nothing can ring yet.</p>
    );
  return (
    <>
      <p>
        {state.verdict.state === 'ready' ? (
          <>
            Calls ring in <span className="strong">this browser</span>. Pick up with Answer and talk.
          </>
        ) : (
          'You take calls in this browser; nothing can ring in it now.'
        )}
      </p>
      <div>
        <Button variant="default" onClick={openCheck}>
          Check sound and microphone
        </Button>
      </div>
    </>
  );
}
