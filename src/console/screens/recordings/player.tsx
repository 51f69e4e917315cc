import { Button, SegmentedControl, Skeleton, Switch } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { RecordingDetail } from '../../../contract/api.ts';
import { audioAddress } from '../../api/recordings.ts';
import { Refusal } from '../../components/refusal.tsx';
import { span } from '../../components/words.ts';
import { ChannelHeads } from './channel-heads.tsx';
import { Marks } from './marks.tsx';
import type { Shape, Stretch } from './peaks.ts';
import styles from './player.module.css';
import { useChannels } from './use-channels.ts';
import { speeds, type Player as PlayerState } from './use-player.ts';
import { Waveform } from './waveform.tsx';

interface Props {
  readonly recording: RecordingDetail;
  readonly player: PlayerState;
  readonly durationMs: number;
  readonly shape: {
    readonly data: Shape | undefined;
    readonly isPending: boolean;
    readonly error: Error | null;
  };
  readonly silences: readonly Stretch[];
  readonly skips: boolean;
  readonly onSkips: (on: boolean) => void;
}

/** At the closest look this much is in view. */
const CLOSEST_MS = 15_000;

/** Plays a recording: a lane for each side on one line of time, marks where something happened. */
export function Player({ recording, player, durationMs, shape, silences, skips, onSkips }: Props) {
  const channels = useChannels(player.audio);
  const [zoom, setZoom] = useState(1);
  const { atMs, seek, toggle } = player;
  const closest = 2 ** Math.max(0, Math.floor(Math.log2(durationMs / CLOSEST_MS)));
  const silentMs = silences.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return (
    <section className={`panel ${styles.player}`} aria-label="Player">
      <div className={styles.lanes}>
        <ChannelHeads recording={recording} channels={channels} />
        <Waveform
          shape={shape.data}
          atMs={atMs}
          durationMs={durationMs}
          playing={player.playing}
          zoom={zoom}
          gaps={recording.gaps}
          markers={recording.markers}
          onSeek={seek}
        />
      </div>
      {shape.isPending ? (
        <Skeleton className={styles.drawing ?? ''} height={8} aria-label="The waveform is being drawn" />
      ) : null}
      <Refusal error={shape.error} />
      {[player.problem, channels.problem].map((problem) =>
        problem ? (
          <p key={problem} role="alert" className={styles.problem}>
            {problem}
          </p>
        ) : null,
      )}
      {/* Captions: what was said stands beneath, in step with the sound. */}
      <audio ref={player.audio} src={audioAddress(recording.id)} preload="metadata" />
      <div className={styles.controls}>
        <Button variant="default" aria-label="Back 10 seconds" onClick={() => seek(atMs - 10_000)}>
          <IconRewindBackward10 size={20} aria-hidden />
        </Button>
        <Button
          size="md"
          leftSection={
            player.playing ? (
              <IconPlayerPauseFilled size={18} aria-hidden />
            ) : (
              <IconPlayerPlayFilled size={18} aria-hidden />
            )
          }
          onClick={toggle}
        >
          {player.playing ? 'Pause' : 'Play'}
        </Button>
        <Button variant="default" aria-label="On 10 seconds" onClick={() => seek(atMs + 10_000)}>
          <IconRewindForward10 size={20} aria-hidden />
        </Button>
        <span className={styles.clock} role="timer" aria-live="off">
          {span(atMs)} of {span(durationMs)}
        </span>
        {closest > 1 ? (
          <span className={styles.zoom}>
            <Button
              variant="default"
              aria-label="Zoom out"
              disabled={zoom === 1}
              onClick={() => setZoom(zoom / 2)}
            >
              <IconZoomOut size={20} aria-hidden />
            </Button>
            <Button
              variant="default"
              aria-label="Zoom in"
              disabled={zoom >= closest}
              onClick={() => setZoom(zoom * 2)}
            >
              <IconZoomIn size={20} aria-hidden />
            </Button>
          </span>
        ) : null}
        <SegmentedControl
          aria-label="Speed"
          transitionDuration={0}
          value={player.speed}
          onChange={(next) => player.setSpeed(speeds.find((speed) => speed === next) ?? '1')}
          data={speeds.map((speed) => ({ value: speed, label: `${speed}×` }))}
        />
        <Switch
          label={silentMs > 0 ? `Skip silence (${span(silentMs)} of it)` : 'Skip silence (there is none)'}
          checked={skips}
          disabled={silentMs === 0}
          onChange={(event) => onSkips(event.currentTarget.checked)}
        />
      </div>
      {recording.markers.length > 0 ? (
        <Marks markers={recording.markers} gaps={recording.gaps} onSeek={seek} />
      ) : null}
    </section>
  );
}
