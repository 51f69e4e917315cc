import { Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { RecordingDetail } from '../../../contract/api.ts';
import { usePeaks, useRecording } from '../../api/recordings.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Elapsed, Moment } from '../../components/times.tsx';
import { callerWords, phoneNumber, span } from '../../components/words.ts';
import { useStored } from '../../components/stored.ts';
import { shapeOf, silencesOf } from './peaks.ts';
import { usePlayerKeys } from './player-keys.ts';
import { Player } from './player.tsx';
import { RecordingStatus, Ways } from './recording-words.tsx';
import { SoundRow, soundRows } from './sound-row.tsx';
import styles from './recording.module.css';
import { Transcript } from './transcript.tsx';
import { usePlayer } from './use-player.ts';

/** One recorded call: its sound, what happened in it, and what was noted. */
export function RecordingScreen() {
  const { recordingId = '' } = useParams();
  const recording = useRecording(recordingId);
  const { to } = useBusinessFilter();
  usePageTitle(recording.data ? `${callerWords(recording.data.caller)} · Recordings` : 'Recording');
  return (
    <div className={styles.screen}>
      <Link to={to('/recordings')}>All recordings</Link>
      {recording.isPending ? <Skeleton height={280} mt={16} /> : null}
      <Refusal error={recording.error} />
      {recording.data ? <Detail key={recording.data.status} recording={recording.data} /> : null}
    </div>
  );
}

function Detail({ recording }: { readonly recording: RecordingDetail }) {
  return recording.status === 'stored' ? (
    <Playable recording={recording} />
  ) : (
    <div className={styles.detail}>
      <Head recording={recording} />
      <NotPlayable recording={recording} />
      <Below recording={recording} atMs={0} playing={false} onSeek={null} />
    </div>
  );
}

function Playable({ recording }: { readonly recording: RecordingDetail }) {
  const [params] = useSearchParams();
  const durationMs = Math.max(1, recording.durationMs ?? 1);
  const peaks = usePeaks(recording.id);
  const shape = useMemo(() => (peaks.data ? shapeOf(peaks.data) : undefined), [peaks.data]);
  const silences = useMemo(() => (shape ? silencesOf(shape) : []), [shape]);
  const [skips, setSkips] = useStored('skip-silence', ['on', 'off'] as const, 'off');
  const player = usePlayer(
    durationMs,
    Math.max(0, Number(params.get('at')) || 0) * 1000,
    skips === 'on' ? silences : noSilences,
  );
  usePlayerKeys(player, durationMs);
  return (
    <div className={styles.detail}>
      <Head recording={recording} />
      <Player
        recording={recording}
        player={player}
        durationMs={durationMs}
        shape={{ data: shape, isPending: peaks.isPending, error: peaks.error }}
        silences={silences}
        skips={skips === 'on'}
        onSkips={(on) => setSkips(on ? 'on' : 'off')}
      />
      <Below recording={recording} atMs={player.atMs} playing={player.playing} onSeek={player.seek} />
    </div>
  );
}

const noSilences: ReturnType<typeof silencesOf> = [];

function Head({ recording }: { readonly recording: RecordingDetail }) {
  return (
    <header className={styles.head}>
      <div>
        <h1>{callerWords(recording.caller)}</h1>
        <p className="soft">
          {[
            recording.businessName,
            recording.caller.name ? phoneNumber(recording.caller.number) : null,
            recording.topic,
            recording.people.length > 0 ? `with ${recording.people.join(', ')}` : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <p className={styles.facts}>
        <Moment at={recording.beganAt} seconds />
        <RecordingStatus row={recording} />
        <Ways pathways={recording.pathways} />
      </p>
    </header>
  );
}

interface BelowProps {
  readonly recording: RecordingDetail;
  readonly atMs: number;
  readonly playing: boolean;
  readonly onSeek: ((toMs: number) => void) | null;
}

/** What was said and what happened, in step with the sound, and what stays of it. */
function Below({ recording, atMs, playing, onSeek }: BelowProps) {
  return (
    <div className={styles.below}>
      {recording.status === 'deleted' ? null : (
        <Transcript recording={recording} atMs={atMs} playing={playing} onSeek={onSeek} />
      )}
      <section className={`panel ${styles.box}`} aria-labelledby="happened">
        <h2 id="happened">What happened, and why</h2>
        <InStep recording={recording} atMs={atMs} onSeek={onSeek} />
      </section>
      <div className={styles.side}>
        <section className={`panel ${styles.box}`} aria-labelledby="notes">
          <h2 id="notes">Notes</h2>
          {recording.notes.length === 0 ? <p className="soft">Nobody wrote a note on this call.</p> : null}
          {recording.notes.map((note) => (
            <div key={`${note.at}-${note.personId}`}>
              <p className={styles.note}>{note.text}</p>
              <p className="soft small">
                {note.name}, <Moment at={note.at} />
              </p>
            </div>
          ))}
        </section>
        <section className={`panel ${styles.box}`} aria-labelledby="kept">
          <h2 id="kept">How it is kept</h2>
          <p>{copyWords[recording.providerCopy]}</p>
          {recording.retainUntil === null ? null : (
            <p>
              Kept until {dayWords(recording.retainUntil)}. On that day the sound and everything that was said
              in it are deleted by themselves.
            </p>
          )}
          {recording.sha256 ? (
            <p className="soft small">
              Fingerprint (SHA-256) <span className={styles.hash}>{recording.sha256}</span>
            </p>
          ) : null}
        </section>
      </div>
    </div>
  );
}

function dayWords(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

const copyWords = {
  kept: 'The telephone company still has a copy; it is removed once ours is verified.',
  removed: 'Only here: the copy of the telephone company was removed after ours was verified.',
  none: 'The telephone company has no copy.',
} as const;

function NotPlayable({ recording }: { readonly recording: RecordingDetail }) {
  return (
    <section className={`panel ${styles.box}`} aria-label="Player">
      <WhyNotPlayable recording={recording} />
    </section>
  );
}

function WhyNotPlayable({ recording }: { readonly recording: RecordingDetail }) {
  switch (recording.status) {
    case 'recording':
      return (
        <p>
          The call goes on and is being recorded, <Elapsed since={recording.beganAt} /> so far. It can be
          played once the call is over; this page shows it then by itself.
        </p>
      );
    case 'fetching':
      return (
        <p>The call is over and its recording is being fetched. This page shows it as soon as it is here.</p>
      );
    case 'lost':
      return (
        <>
          <p className="strong">✕ This recording is lost.</p>
          <p>{recording.problem ?? 'Nobody knows why.'} What happened on the call is kept below.</p>
        </>
      );
    case 'deleted':
      return (
        <>
          <p className="strong">
            Deleted on {dayWords(recording.deletedAt ?? recording.beganAt)}, as was promised when it was made.
          </p>
          {recording.problem ? <p>It had been lost before: {recording.problem}</p> : null}
          {recording.leftBehind ? (
            <p role="alert">
              The file itself could not be removed yet, which is tried again every hour:{' '}
              {recording.leftBehind}
            </p>
          ) : null}
          <p>What happened on the call is kept below.</p>
        </>
      );
    case 'stored':
      return null;
    default:
      return recording.status satisfies never;
  }
}

interface InStepProps {
  readonly recording: RecordingDetail;
  readonly atMs: number;
  readonly onSeek: ((toMs: number) => void) | null;
}

/** The call's timeline beside the sound: the entry that plays is marked, a press goes there. */
function InStep({ recording, atMs, onSeek }: InStepProps) {
  const entries = recording.timeline;
  const current = entries.findLastIndex((entry) => entry.atMs <= atMs);
  const endMs = recording.durationMs ?? Number.POSITIVE_INFINITY;
  return (
    <ol className={soundRows}>
      {entries.map((entry, index) => {
        const offset = entry.atMs;
        const within = offset >= 0 && offset <= endMs;
        return (
          <li key={`${entry.at}-${index}`} aria-current={onSeek && index === current ? 'step' : undefined}>
            <SoundRow
              at={within ? span(offset) : offset < 0 ? 'before' : 'after'}
              onPress={onSeek && within ? () => onSeek(offset) : null}
            >
              {entry.text}
              {entry.why ? <span className={styles.why}>Why: {entry.why}</span> : null}
            </SoundRow>
          </li>
        );
      })}
    </ol>
  );
}
