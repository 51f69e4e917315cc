import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

export interface Player {
  readonly audio: RefObject<HTMLAudioElement | null>;
  readonly playing: boolean;
  /** Where it plays, in ms from the beginning. */
  readonly atMs: number;
  readonly speed: number;
  /** Set when the browser could not play the sound, in words. */
  readonly problem: string | null;
  toggle(): void;
  seek(toMs: number): void;
  setSpeed(speed: number): void;
}

/** An audio element as a player; `startMs` is where a link into the recording points. */
export function usePlayer(durationMs: number, startMs: number): Player {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(startMs);
  const [speed, chooseSpeed] = useState(1);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const element = audio.current;
    if (!element) return undefined;
    if (startMs > 0) element.currentTime = startMs / 1000;
    const read = (): void => setAtMs(element.currentTime * 1000);
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

  // `timeupdate` comes four times a second; the line on the waveform should glide.
  useEffect(() => {
    if (!playing) return undefined;
    let frame = 0;
    const draw = (): void => {
      setAtMs((audio.current?.currentTime ?? 0) * 1000);
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
  const setSpeed = useCallback((next: number) => {
    chooseSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  }, []);
  return { audio, playing, atMs, speed, problem, toggle, seek, setSpeed };
}
