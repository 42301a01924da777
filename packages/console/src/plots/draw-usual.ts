import type uPlot from 'uplot';
import { colour } from './colour.ts';

/** From the least to the most that is usual at each instant; `null` where nobody knows. */
export interface Band {
  readonly colour: `--color-${string}`;
  readonly values: readonly ({ readonly low: number; readonly high: number } | null)[];
}

/** A stretch of time that was not as usual, in epoch milliseconds. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}

/** Paints, beneath the lines, what is usual, and above them a bar over each stretch that was not. */
export function drawUsual(plot: uPlot, bands: readonly Band[], marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const band of bands) drawBand(plot, band);
  ctx.fillStyle = colour('--color-bad');
  for (const { from, to } of marks) {
    const left = plot.valToPos(from / 1000, 'x', true);
    const width = Math.max(plot.valToPos(to / 1000, 'x', true) - left, 4);
    ctx.globalAlpha = 0.1;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bbox.top, width, 4);
  }
  ctx.restore();
}

/** One shape for each run of instants of which something is known. */
function drawBand(plot: uPlot, { colour: name, values }: Band): void {
  const { ctx } = plot;
  const [instants = []] = plot.data;
  ctx.fillStyle = colour(name);
  ctx.globalAlpha = 0.14;
  let run: [number, number, number][] = [];
  const fill = () => {
    ctx.beginPath();
    for (const [x, , high] of run) ctx.lineTo(x, high);
    for (const [x, low] of run.reverse()) ctx.lineTo(x, low);
    ctx.fill();
    run = [];
  };
  for (const [index, seconds] of [...instants].entries()) {
    const known = values[index];
    if (!known) {
      fill();
      continue;
    }
    const at = (value: number) => plot.valToPos(value, 'y', true);
    run.push([plot.valToPos(seconds ?? 0, 'x', true), at(known.low), at(known.high)]);
  }
  fill();
}
