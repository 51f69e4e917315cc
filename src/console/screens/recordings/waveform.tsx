import { useComputedColorScheme } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react';
import type { RecordingDetail } from '../../../contract/api.ts';
import { span, spokenSpan } from '../../components/words.ts';
import { drawWaveform } from './draw-waveform.ts';
import { MarkIcon } from './marks.tsx';
import type { Shape } from './peaks.ts';
import styles from './waveform.module.css';

interface Props {
  readonly shape: Shape | undefined;
  readonly atMs: number;
  readonly durationMs: number;
  readonly playing: boolean;
  /** 1: the whole recording is in view; 2: half of it; and so on. */
  readonly zoom: number;
  readonly gaps: RecordingDetail['gaps'];
  readonly markers: RecordingDetail['markers'];
  readonly onSeek: (toMs: number) => void;
}

/** The caller above, everyone else below, on one line of time. Click or drag to go there. */
export function Waveform(props: Props) {
  const { shape, atMs, durationMs, zoom, gaps, markers, onSeek } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const draw = useCallback(() => {
    const box = scroller.current;
    if (!canvas.current || !box || !shape || box.scrollWidth === 0) return;
    const msPerPixel = durationMs / box.scrollWidth;
    const fromMs = box.scrollLeft * msPerPixel;
    drawWaveform(canvas.current, shape, { fromMs, toMs: fromMs + box.clientWidth * msPerPixel });
  }, [shape, durationMs]);
  useEffect(draw, [draw, width, scheme, zoom]);
  useEffect(() => keepInView(scroller.current, atMs / durationMs, 'centre'), [zoom]);
  useEffect(() => {
    if (props.playing) keepInView(scroller.current, atMs / durationMs, 'page');
  }, [props.playing, atMs, durationMs]);

  const go = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - box.left) / box.width) * durationMs);
  };
  const share = (ms: number): string => `${(100 * Math.min(ms, durationMs)) / durationMs}%`;
  return (
    <div className={styles.scroller} ref={scroller} onScroll={draw}>
      <div className={styles.time} style={{ width: `${100 * zoom}%` }}>
        <div className={styles.flags} aria-hidden>
          {markers.map((marker) => (
            <span
              key={`${marker.atMs}-${marker.kind}-${marker.text}`}
              data-kind={marker.kind}
              title={`${span(marker.atMs)} ${marker.text}`}
              style={{ left: share(marker.atMs) }}
            >
              <MarkIcon kind={marker.kind} />
            </span>
          ))}
        </div>
        <div
          className={styles.waveform}
          data-zoomed={zoom > 1}
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
          <canvas ref={canvas} className={styles.canvas} style={{ width: `${100 / zoom}%` }} aria-hidden />
          {markers.map((marker) => (
            <div
              key={`${marker.atMs}-${marker.kind}-${marker.text}`}
              className={styles.mark}
              data-kind={marker.kind}
              style={{ left: share(marker.atMs) }}
            />
          ))}
          {gaps.map((gap) => (
            <div
              key={gap.fromMs}
              className={gap.toMs > gap.fromMs ? styles.gap : styles.seam}
              style={{ left: share(gap.fromMs), width: share(gap.toMs - gap.fromMs) }}
              title={gapWords(gap)}
            >
              {gap.toMs > gap.fromMs ? <span>{gapWords(gap)}</span> : null}
            </div>
          ))}
          <div className={styles.needle} style={{ left: share(atMs) }} />
        </div>
      </div>
    </div>
  );
}

/** That nothing was recorded here, and for how long. */
export function gapWords(gap: RecordingDetail['gaps'][number]): string {
  return `Recording paused, ${span(gap.forMs)}`;
}

/** Scrolls so that the place is seen: in the middle, or at the beginning of the next page once it has left this one. */
function keepInView(box: HTMLDivElement | null, share: number, how: 'centre' | 'page'): void {
  if (!box || box.scrollWidth <= box.clientWidth) return;
  const place = share * box.scrollWidth;
  if (how === 'centre') box.scrollLeft = place - box.clientWidth / 2;
  else if (place < box.scrollLeft || place > box.scrollLeft + box.clientWidth)
    box.scrollLeft = place - box.clientWidth / 10;
}
