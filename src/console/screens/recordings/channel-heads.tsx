import { Button } from '@mantine/core';
import { IconHeadphones, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import type { RecordingDetail } from '../../../contract/api.ts';
import { callerWords } from '../../components/words.ts';
import styles from './player.module.css';
import { sides, type Channels, type Side } from './use-channels.ts';

interface Props {
  readonly recording: RecordingDetail;
  readonly channels: Channels;
}

const words = { caller: 'Caller', people: 'Everyone else' } as const satisfies Record<Side, string>;

/** Who is in which lane, and which of them is heard. */
export function ChannelHeads({ recording, channels }: Props) {
  const names: Readonly<Record<Side, string>> = {
    caller: callerWords(recording.caller),
    people: recording.people.length > 0 ? recording.people.join(', ') : 'what the caller was told',
  };
  if (recording.channels < 2) {
    return (
      <div className={styles.heads}>
        <div className={styles.head} data-side="caller">
          <p className="strong">One track</p>
          <p className="soft small">Both sides together</p>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.heads}>
      {sides.map((side) => (
        <div key={side} className={styles.head} data-side={side} role="group" aria-label={words[side]}>
          <p>
            <span className={styles.swatch} aria-hidden>
              ■
            </span>{' '}
            <span className="strong">{words[side]}</span>
          </p>
          <p className={`soft small ${styles.names}`} title={names[side]}>
            {names[side]}
          </p>
          <div className={styles.headButtons}>
            <Button
              size="compact-sm"
              variant={channels.muted[side] ? 'filled' : 'default'}
              aria-label={`Mute ${words[side].toLowerCase()}`}
              aria-pressed={channels.muted[side]}
              onClick={() => channels.mute(side)}
            >
              {channels.muted[side] ? (
                <IconVolumeOff size={16} aria-hidden />
              ) : (
                <IconVolume size={16} aria-hidden />
              )}
            </Button>
            <Button
              size="compact-sm"
              variant={channels.solo === side ? 'filled' : 'default'}
              aria-label={`Hear only ${words[side].toLowerCase()}`}
              aria-pressed={channels.solo === side}
              leftSection={<IconHeadphones size={16} aria-hidden />}
              onClick={() => channels.only(side)}
            >
              Only
            </Button>
          </div>
        </div>
      ))}
    </div>
  );
}
