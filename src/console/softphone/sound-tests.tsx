import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { play } from './player.ts';
import { ringer } from './ringer.ts';
import { soundFiles } from './sound-files.ts';

/** Plays a tone where callers will be heard, and asks whether it was. */
export function SpeakerTest({ deviceId }: { readonly deviceId: string | null }) {
  const [heard, setHeard] = useState<'untried' | 'played' | 'yes' | 'no' | 'blocked'>('untried');
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);
  const start = async (): Promise<void> => {
    stop.current();
    await ringer.unlock();
    setHeard('played');
    stop.current = play(soundFiles.test, { deviceId, volume: 100, loop: false }, () => setHeard('blocked'));
  };
  return (
    <>
      <Button variant="default" onClick={() => void start()}>
        Play a tone
      </Button>
      {heard === 'played' ? (
        <>
          <Button variant="default" onClick={() => setHeard('yes')}>
            I heard it
          </Button>
          <Button variant="default" onClick={() => setHeard('no')}>
            I heard nothing
          </Button>
        </>
      ) : null}
      <p role="status" className="soft">
        {words[heard]}
      </p>
    </>
  );
}

const words = {
  untried: '',
  played: '',
  yes: 'You hear this speaker.',
  no: 'Turn the volume of the computer up, look whether the headset is plugged in, or choose another speaker; then play it again.',
  blocked:
    'The browser did not play it. Look whether this tab is muted (right click on the tab), then play it again.',
} as const;

/** Rings for three seconds as a call would. */
export function RingTest() {
  const [ringing, setRinging] = useState(false);
  useEffect(() => {
    if (!ringing) return undefined;
    const stop = ringer.ring();
    const timer = setTimeout(() => setRinging(false), 3_000);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [ringing]);
  return (
    <Button variant="default" aria-pressed={ringing} onClick={() => setRinging(!ringing)}>
      {ringing ? 'Stop the ring' : 'Ring once'}
    </Button>
  );
}
