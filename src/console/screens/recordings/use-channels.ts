import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

export const sides = ['caller', 'people'] as const;
export type Side = (typeof sides)[number];

export interface Channels {
  readonly muted: Readonly<Record<Side, boolean>>;
  /** The only side to be heard, or null. */
  readonly solo: Side | null;
  /** Set when the browser cannot take the sides apart, in words. */
  readonly problem: string | null;
  mute(side: Side): void;
  only(side: Side): void;
}

interface Mixer {
  readonly context: AudioContext;
  /** For each side: the gain to its own ear, and the one to the other ear. */
  readonly gains: readonly { readonly own: GainNode; readonly other: GainNode }[];
}

/**
 * Which sides of a recording are heard. The caller is at the left and everyone else at the right; a side that is heard
 * alone is heard by both ears. The sound goes its plain way until somebody first asks for this.
 */
export function useChannels(audio: RefObject<HTMLAudioElement | null>): Channels {
  const mixer = useRef<Mixer | null>(null);
  const [muted, setMuted] = useState<Readonly<Record<Side, boolean>>>({ caller: false, people: false });
  const [solo, setSolo] = useState<Side | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(
    () => () => {
      mixer.current?.context.close().catch(() => undefined);
      mixer.current = null;
    },
    [],
  );

  const apply = useCallback(
    (nextMuted: Readonly<Record<Side, boolean>>, nextSolo: Side | null) => {
      try {
        if (!audio.current) return;
        mixer.current ??= mixerFor(audio.current);
        setGains(mixer.current, nextMuted, nextSolo);
        setMuted(nextMuted);
        setSolo(nextSolo);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        setProblem(`This browser cannot play one side alone: ${why}`);
      }
    },
    [audio],
  );
  const mute = useCallback(
    (side: Side) => apply({ ...muted, [side]: !muted[side] }, solo),
    [apply, muted, solo],
  );
  const only = useCallback((side: Side) => apply(muted, solo === side ? null : side), [apply, muted, solo]);
  return { muted, solo, problem, mute, only };
}

function mixerFor(element: HTMLAudioElement): Mixer {
  const context = new AudioContext();
  const splitter = context.createChannelSplitter(sides.length);
  const merger = context.createChannelMerger(sides.length);
  const gains = sides.map((_side, channel) => {
    const own = context.createGain();
    const other = context.createGain();
    splitter.connect(own, channel).connect(merger, 0, channel);
    splitter.connect(other, channel).connect(merger, 0, 1 - channel);
    return { own, other };
  });
  context.createMediaElementSource(element).connect(splitter);
  merger.connect(context.destination);
  // Begun by a press of a button, so the browser lets it run; one that was begun asleep is woken by play.
  element.addEventListener('play', () => void context.resume());
  return { context, gains };
}

function setGains(mixer: Mixer, muted: Readonly<Record<Side, boolean>>, solo: Side | null): void {
  const heard = sides.map((side) => (solo === null ? !muted[side] : solo === side));
  const alone = heard.filter(Boolean).length === 1;
  mixer.gains.forEach(({ own, other }, channel) => {
    own.gain.value = heard[channel] ? 1 : 0;
    other.gain.value = heard[channel] && alone ? 1 : 0;
  });
}
