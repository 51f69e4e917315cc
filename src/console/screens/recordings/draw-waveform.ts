import { reachOf, type Shape } from './peaks.ts';

/** The part of a recording that is in view, in ms. */
export interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

const COLOURS = ['--ringing', '--talking'] as const;
/** Bars and the room between them, in CSS pixels. */
const BAR = 2;
const STEP = 3;
/** A recording in which everybody whispers is not drawn as if they shouted. */
const LEAST_LOUD = 8;

/** Draws a lane for each side, one above the other. */
export function drawWaveform(canvas: HTMLCanvasElement, shape: Shape, view: View): void {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * density);
  canvas.height = Math.round(canvas.clientHeight * density);
  const pen = canvas.getContext('2d');
  if (!pen || shape.channels.length === 0) return;
  pen.scale(density, density);
  const colours = getComputedStyle(canvas);
  const lane = canvas.clientHeight / shape.channels.length;
  const loudest = shape.channels.reduce((most, pairs) => {
    const { down, up } = reachOf(pairs, 0, pairs.length / 2);
    return Math.max(most, down, up);
  }, LEAST_LOUD);
  // Speech on a telephone line is quiet most of the time; the root makes soft words visible.
  const tall = (reach: number): number => Math.max(0.5, Math.sqrt(reach / loudest) * (lane / 2 - 4));
  const sliceAt = (x: number): number =>
    (view.fromMs + (x / canvas.clientWidth) * (view.toMs - view.fromMs)) / shape.sliceMs;
  for (const [channel, pairs] of shape.channels.entries()) {
    pen.fillStyle = colours.getPropertyValue(COLOURS[channel] ?? COLOURS[1]);
    const middle = lane * (channel + 0.5);
    for (let x = 0; x < canvas.clientWidth; x += STEP) {
      const from = Math.max(0, Math.floor(sliceAt(x)));
      const to = Math.min(pairs.length / 2, Math.max(from + 1, Math.ceil(sliceAt(x + STEP))));
      if (from >= pairs.length / 2) break;
      const { down, up } = reachOf(pairs, from, to);
      pen.fillRect(x, middle - tall(up), BAR, tall(up) + tall(down));
    }
  }
}
