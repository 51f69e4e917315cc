import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { span, spokenSpan } from '../../components/words.ts';
import type { Peaks } from './peaks.ts';
import styles from './player.module.css';

interface Props {
  readonly peaks: Peaks | undefined;
  readonly atMs: number;
  readonly durationMs: number;
  /** Stretches without sound because the recording was paused. */
  readonly pauses: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly onSeek: (toMs: number) => void;
}

/** The caller above the line, us below. Click or drag to go there; arrow keys move by five seconds. */
export function Waveform({ peaks, atMs, durationMs, pauses, onSeek }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current && peaks && width > 0) draw(canvas.current, peaks);
  }, [peaks, width, scheme]);

  const go = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - box.left) / box.width) * durationMs);
  };
  const share = (ms: number): string => `${(100 * ms) / Math.max(1, durationMs)}%`;
  return (
    <div
      className={styles.waveform}
      role="slider"
      tabIndex={0}
      aria-label="Place in the recording"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1000)}
      aria-valuenow={Math.round(atMs / 1000)}
      aria-valuetext={`${spokenSpan(atMs)} of ${spokenSpan(durationMs)}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event);
      }}
    >
      {pauses.map((pause) => (
        <div
          key={pause.fromMs}
          className={styles.pause}
          style={{ left: share(pause.fromMs), width: share(pause.toMs - pause.fromMs) }}
          title={`Not recorded from ${span(pause.fromMs)} to ${span(pause.toMs)}`}
        />
      ))}
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
      <div className={styles.needle} style={{ left: share(atMs) }} />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, peaks: Peaks): void {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * density);
  canvas.height = Math.round(canvas.clientHeight * density);
  const pen = canvas.getContext('2d');
  const [caller, us = caller] = peaks.channels;
  if (!pen || !caller || !us) return;
  const colours = getComputedStyle(canvas);
  const { width, height } = canvas;
  const middle = height / 2;
  const bar = Math.max(1, Math.round(2 * density));
  const bars = Math.floor(width / (bar * 1.5));
  const loudestOfAll = [caller, us].reduce(
    (most, channel) => channel.reduce((a, b) => Math.max(a, b), most),
    0.05,
  );
  for (const [channel, colour, up] of [
    [caller, '--ringing', true],
    [us, '--talking', false],
  ] as const) {
    pen.fillStyle = colours.getPropertyValue(colour);
    for (let at = 0; at < bars; at += 1) {
      const from = Math.floor((at * channel.length) / bars);
      const to = Math.max(from + 1, Math.floor(((at + 1) * channel.length) / bars));
      const loudest = channel.subarray(from, to).reduce((most, each) => Math.max(most, each), 0);
      // Speech on a telephone line is quiet most of the time; the root makes soft words visible.
      const tall = Math.max(density, Math.sqrt(loudest / loudestOfAll) * (middle - 2 * density));
      pen.fillRect(at * bar * 1.5, up ? middle - tall : middle, bar, tall);
    }
  }
}
