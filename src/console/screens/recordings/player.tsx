import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import {
  IconFlag,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react';
import { useMemo, type KeyboardEvent } from 'react';
import type { RecordingDetail } from '../../../contract/api.ts';
import { audioAddress } from '../../api/recordings.ts';
import { isTyping } from '../../components/shortcuts/shortcut-table.ts';
import { useShortcuts } from '../../components/shortcuts/shortcuts.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { span } from '../../components/words.ts';
import { usePeaks } from './peaks.ts';
import styles from './player.module.css';
import type { Player as PlayerState } from './use-player.ts';
import { Waveform } from './waveform.tsx';

interface Props {
  readonly recording: RecordingDetail;
  readonly player: PlayerState;
  readonly durationMs: number;
}

const speeds = ['0.75', '1', '1.25', '1.5', '2'] as const;

/** Plays a recording: two waveforms on one line of time, flags where something happened. */
export function Player({ recording, player, durationMs }: Props) {
  const peaks = usePeaks(recording.id, true);
  const pauses = useMemo(() => pausesOf(recording.markers, durationMs), [recording.markers, durationMs]);
  const { atMs, seek, toggle } = player;
  return (
    <section className={`panel ${styles.player}`} aria-label="Player">
      <div className={styles.legend}>
        <span className={styles.caller}>■ Caller, above</span>
        <span className={styles.us}>■ Us, below</span>
        {pauses.length > 0 ? <span className="soft">Hatched: recording was paused</span> : null}
      </div>
      <div className={styles.flags} aria-hidden>
        {recording.markers.map((marker) => (
          <span
            key={`${marker.atMs}-${marker.kind}-${marker.text}`}
            data-kind={marker.kind}
            title={`${span(marker.atMs)} ${marker.text}`}
            style={{ left: `${(100 * marker.atMs) / durationMs}%` }}
          >
            <IconFlag size={14} />
          </span>
        ))}
      </div>
      <Waveform peaks={peaks.data} atMs={atMs} durationMs={durationMs} pauses={pauses} onSeek={seek} />
      {peaks.isPending ? (
        <Skeleton className={styles.drawing ?? ''} height={8} aria-label="The waveform is being drawn" />
      ) : null}
      <Refusal error={peaks.error} />
      {player.problem ? (
        <p role="alert" className={styles.problem}>
          {player.problem}
        </p>
      ) : null}
      {/* Captions: the timeline beneath says what happened; there is no transcript of a telephone recording. */}
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
        <SegmentedControl
          aria-label="Speed"
          transitionDuration={0}
          value={String(player.speed)}
          onChange={(next) => player.setSpeed(Number(next))}
          data={speeds.map((speed) => ({ value: speed, label: `${speed}×` }))}
        />
      </div>
      {recording.markers.length > 0 ? <Marks markers={recording.markers} onSeek={seek} /> : null}
    </section>
  );
}

/** The flags in words; on the line of time they may stand too close to be pressed. */
function Marks({
  markers,
  onSeek,
}: {
  readonly markers: RecordingDetail['markers'];
  readonly onSeek: (toMs: number) => void;
}) {
  return (
    <ul className={styles.marks} aria-label="Marks">
      {markers.map((marker) => (
        <li key={`${marker.atMs}-${marker.kind}-${marker.text}`}>
          <button type="button" data-kind={marker.kind} onClick={() => onSeek(marker.atMs)}>
            <IconFlag size={14} aria-hidden />
            <span>{span(marker.atMs)}</span> {marker.text}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** J, K, L and the arrows, anywhere on the recording's page but in a field. */
export function usePlayerKeys(player: PlayerState) {
  const { singleKeys } = useShortcuts();
  return (event: KeyboardEvent<HTMLElement>): void => {
    const { target } = event;
    // The speeds are radio buttons: arrows belong to them there, and to the player everywhere else.
    const inField =
      isTyping(target) || (target instanceof HTMLElement && target.closest('[role="radiogroup"]') !== null);
    if (inField || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = actionOf(event.key, singleKeys, player);
    if (!act) return;
    event.preventDefault();
    act();
  };
}

function actionOf(
  key: string,
  singleKeys: boolean,
  { atMs, seek, toggle }: PlayerState,
): (() => void) | null {
  if (key === 'ArrowLeft') return () => seek(atMs - 5_000);
  if (key === 'ArrowRight') return () => seek(atMs + 5_000);
  if (key === 'Home') return () => seek(0);
  if (!singleKeys) return null;
  switch (key.toLowerCase()) {
    case 'j':
      return () => seek(atMs - 10_000);
    case 'k':
      return toggle;
    case 'l':
      return () => seek(atMs + 10_000);
    default:
      return null;
  }
}

function pausesOf(markers: RecordingDetail['markers'], durationMs: number) {
  return markers
    .filter((marker) => marker.kind === 'pause')
    .map((pause) => ({
      fromMs: pause.atMs,
      toMs:
        markers.find((marker) => marker.kind === 'resume' && marker.atMs >= pause.atMs)?.atMs ?? durationMs,
    }));
}
