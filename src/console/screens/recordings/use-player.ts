import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useStored } from '../../components/stored.ts';
import type { Stretch } from './peaks.ts';

export const speeds = ['0.75', '1', '1.25', '1.5', '2'] as const;
export type Speed = (typeof speeds)[number];

export interface Player {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly playing: boolean;
  /** Where it plays, in ms from the beginning. */
  readonly atMs: number;
  readonly speed: Speed;
  /** Set when the browser could not play the sound, in words. */
  readonly problem: string | null;
  toggle(): void;
  seek(toMs: number): void;
  setSpeed(speed: Speed): void;
}

/** Left of a silence at either end, so that words are not clipped. */
const BREATH_MS = 300;

/**
 * An audio element as a player; `startMs` is where a link into the recording points. Silences in `skip` are jumped over
 * while it plays. This browser remembers the speed.
 */
export function usePlayer(durationMs: number, startMs: number, skip: readonly Stretch[]): Player {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(startMs);
  const [speed, chooseSpeed] = useStored('recording-speed', speeds, '1');
  const [problem, setProblem] = useState<string | null>(null);
  const skipped = useRef(skip);
  useEffect(() => {
    skipped.current = skip;
  }, [skip]);

  useEffect(() => {
    const element = audio.current;
    if (!element) return undefined;
    if (startMs > 0) element.currentTime = startMs / 1000;
    const read = (): void => {
      if (!element.paused) jumpOverSilence(element, skipped.current);
      setAtMs(element.currentTime * 1000);
    };
    const state = (): void => setPlaying(!element.paused && !element.ended);
    const failed = (): void =>
      setProblem(
        'The browser could not play the sound. Load the page again; if it stays, the file is damaged or missing.',
      );
    for (const event of ['timeupdate', 'seeked'] as const) element.addEventListener(event, read);
    for (const event of ['play', 'pause', 'ended'] as const) element.addEventListener(event, state);
    element.addEventListener('error', failed);
    return () => {
      for (const event of ['timeupdate', 'seeked'] as const) element.removeEventListener(event, read);
      for (const event of ['play', 'pause', 'ended'] as const) element.removeEventListener(event, state);
      element.removeEventListener('error', failed);
    };
  }, [startMs]);

  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    // Voices stay voices, however fast they go.
    element.preservesPitch = true;
    element.playbackRate = Number(speed);
  }, [speed]);

  // `timeupdate` comes four times a second; the line on the waveform should glide.
  useEffect(() => {
    if (!playing) return undefined;
    let frame = 0;
    const draw = (): void => {
      if (audio.current) {
        jumpOverSilence(audio.current, skipped.current);
        setAtMs(audio.current.currentTime * 1000);
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  const toggle = useCallback(() => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    element
      .play()
      .catch((error: unknown) =>
        setProblem(error instanceof Error ? `It did not play: ${error.message}` : 'It did not play.'),
      );
  }, []);
  const seek = useCallback(
    (toMs: number) => {
      const element = audio.current;
      if (!element) return;
      const to = Math.min(Math.max(0, toMs), Math.max(0, durationMs - 50));
      element.currentTime = to / 1000;
      setAtMs(to);
    },
    [durationMs],
  );
  return { audio, playing, atMs, speed, problem, toggle, seek, setSpeed: chooseSpeed };
}

function jumpOverSilence(element: HTMLAudioElement, silences: readonly Stretch[]): void {
  if (element.seeking) return;
  const atMs = element.currentTime * 1000;
  const silence = silences.find(
    ({ fromMs, toMs }) => atMs >= fromMs + BREATH_MS && atMs < toMs - 2 * BREATH_MS,
  );
  if (silence) element.currentTime = (silence.toMs - BREATH_MS) / 1000;
}
