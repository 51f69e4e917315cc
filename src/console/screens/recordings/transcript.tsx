import { Skeleton, Switch, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { RecordingDetail, RecordingTranscript } from '../../../contract/api.ts';
import { useTranscript } from '../../api/recordings.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useStored } from '../../components/stored.ts';
import { counted, span } from '../../components/words.ts';
import { SoundRow, soundRows } from './sound-row.tsx';
import styles from './transcript.module.css';

interface Props {
  readonly recording: RecordingDetail;
  readonly atMs: number;
  readonly playing: boolean;
  /** Null where there is nothing to play. */
  readonly onSeek: ((toMs: number) => void) | null;
}

type Line = RecordingTranscript['lines'][number];

const partyWords = { caller: 'Caller', people: 'Everyone else' } as const;
/** What is less certain than this is marked. */
const CERTAIN = 0.6;

/** What was said, in step with the sound: the line that plays is marked, a press goes there. */
export function Transcript({ recording, atMs, playing, onSeek }: Props) {
  const growing = recording.status === 'recording' || recording.status === 'fetching';
  const transcript = useTranscript(recording.id, growing);
  const [wanted, setWanted] = useState('');
  const [follow, setFollow] = useStored('follow-transcript', ['on', 'off'] as const, 'on');
  const lines = transcript.data?.lines ?? [];
  const found = linesWith(lines, wanted);
  const current = onSeek ? lines.findLast((line) => line.atMs <= atMs) : undefined;
  const list = useCurrentInView(playing && follow === 'on', current);
  return (
    <section className={`panel ${styles.box}`} aria-labelledby="said">
      <h2 id="said">What was said</h2>
      {transcript.isPending ? <Skeleton height={120} aria-label="The transcript is loading" /> : null}
      <Refusal error={transcript.error} />
      {transcript.data?.state === 'broken' && lines.length > 0 ? (
        <p className={styles.broken}>Some of it is missing. {transcript.data.problem}</p>
      ) : null}
      {transcript.data && lines.length === 0 ? (
        <p className="soft">{whyNone(transcript.data, recording)}</p>
      ) : null}
      {lines.length > 0 ? (
        <>
          <div className={styles.tools}>
            <TextInput
              className={styles.search ?? ''}
              aria-label="Search in what was said"
              placeholder="Search"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={wanted}
              onChange={(event) => setWanted(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && found[0]) onSeek?.(found[0].atMs);
                if (event.key === 'Escape') setWanted('');
              }}
            />
            {onSeek ? (
              <Switch
                label="Follow the sound"
                checked={follow === 'on'}
                onChange={(event) => setFollow(event.currentTarget.checked ? 'on' : 'off')}
              />
            ) : null}
          </div>
          <p role="status" className="soft small">
            {wanted.trim() === ''
              ? ''
              : found.length === 0
                ? 'Nobody said that.'
                : `Said in ${counted(found.length, 'line')}.`}
          </p>
          {/* A list that scrolls must be reachable by keyboard. */}
          <ol className={`${soundRows} ${styles.lines}`} ref={list} tabIndex={0} aria-label="Lines">
            {found.map((line) => (
              <li
                key={`${line.atMs}-${line.party}-${line.text}`}
                data-party={line.party}
                aria-current={line === current ? 'true' : undefined}
              >
                <LineOf line={line} wanted={wanted} onSeek={onSeek} />
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </section>
  );
}

function LineOf({
  line,
  wanted,
  onSeek,
}: {
  readonly line: Line;
  readonly wanted: string;
  readonly onSeek: Props['onSeek'];
}) {
  const unsure = !line.final || (line.confidence !== null && line.confidence < CERTAIN);
  return (
    <SoundRow at={span(line.atMs)} onPress={onSeek ? () => onSeek(line.atMs) : null}>
      <span className={styles.party}>{partyWords[line.party]}</span>
      <Marked text={line.text} wanted={wanted} />
      {unsure ? <span className="soft small"> (not certain)</span> : null}
    </SoundRow>
  );
}

/** The text with what was searched for marked. */
function Marked({ text, wanted }: { readonly text: string; readonly wanted: string }) {
  const needle = wanted.trim().toLowerCase();
  const at = needle === '' ? -1 : text.toLowerCase().indexOf(needle);
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + needle.length)}</mark>
      <Marked text={text.slice(at + needle.length)} wanted={wanted} />
    </>
  );
}

function linesWith(lines: readonly Line[], wanted: string): readonly Line[] {
  const needle = wanted.trim().toLowerCase();
  return needle === '' ? lines : lines.filter(({ text }) => text.toLowerCase().includes(needle));
}

/** Keeps the current line in view within its own list; the page itself stays where it is. */
function useCurrentInView(follows: boolean, current: Line | undefined) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    const line = box?.querySelector<HTMLElement>('[aria-current]');
    if (!follows || !box || !line) return;
    const above = line.offsetTop - box.offsetTop;
    if (above < box.scrollTop || above + line.offsetHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = above - box.clientHeight / 3;
  }, [follows, current]);
  return list;
}

function whyNone({ state, problem }: RecordingTranscript, { kind, status }: RecordingDetail): string {
  switch (state) {
    case 'off':
      return kind === 'message'
        ? 'Messages that callers leave are not written down.'
        : 'Writing down what is said is switched off for this business. Whoever looks after its settings can switch it on: "transcribe" in its recording policy.';
    case 'on':
      return status === 'recording'
        ? 'Nothing has been said yet.'
        : 'Nobody spoke while it was recorded, or nothing could be made out.';
    case 'broken':
      return `It is missing. ${problem ?? 'Nobody knows why.'}`;
    case 'deleted':
      return 'It was deleted together with the sound.';
    default:
      return state satisfies never;
  }
}
