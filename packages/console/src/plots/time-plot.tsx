import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { colour } from './colour.ts';
import { type Band, drawUsual, type Mark } from './draw-usual.ts';
import 'uplot/dist/uPlot.min.css';

export interface Line {
  readonly label: string;
  /** One for each instant; `null` where nobody knows. */
  readonly values: readonly (number | null)[];
  /** A colour of the theme, such as `--color-print`. */
  readonly colour: `--color-${string}`;
  readonly isDashed?: boolean;
}

interface TimePlotProps {
  /** Of the beginnings of the buckets, in epoch milliseconds. */
  readonly instants: readonly number[];
  readonly lines: readonly Line[];
  /** What is usual, beneath the lines. */
  readonly bands?: readonly Band[];
  readonly marks?: readonly Mark[];
  readonly timeZone: string;
  readonly locale: string;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** Called with a stretch that was marked with the pointer. */
  readonly onZoom?: (fromMs: number, toMs: number) => void;
}

const height = 280;

const nothing: readonly never[] = [];

/** Lines over time. A table of the same figures belongs beside it. */
export function TimePlot({
  instants,
  lines,
  bands = nothing,
  marks = nothing,
  timeZone,
  locale,
  label,
  onZoom,
}: TimePlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const data = [
      instants.map((at) => at / 1000),
      ...lines.map(({ values }) => [...values]),
    ] as uPlot.AlignedData;
    const options = optionsOf(lines, bands, { timeZone, locale, width: box.clientWidth });
    const plot = new uPlot(
      {
        ...options,
        hooks: {
          drawAxes: [(drawn) => drawUsual(drawn, bands, marks)],
          setSelect: [
            ({ select, posToVal }) => {
              if (select.width < 8) return;
              zoom.current?.(
                posToVal(select.left, 'x') * 1000,
                posToVal(select.left + select.width, 'x') * 1000,
              );
            },
          ],
        },
      },
      data,
      box,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
    resized.observe(box);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [instants, lines, bands, marks, timeZone, locale]);
  return <div ref={place} role="img" aria-label={label} className="min-h-80 w-full" />;
}

interface Reader {
  readonly timeZone: string;
  readonly locale: string;
  readonly width: number;
}

function optionsOf(
  lines: readonly Line[],
  bands: readonly Band[],
  { timeZone, locale, width }: Reader,
): uPlot.Options {
  const mostUsual = Math.max(0, ...bands.flatMap(({ values }) => values.map((each) => each?.high ?? 0)));
  const soft = colour('--color-soft');
  const axis = { stroke: soft, grid: { stroke: colour('--color-line'), width: 1 }, ticks: { show: false } };
  return {
    width,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), timeZone),
    cursor: { drag: { x: true, y: false, setScale: false } },
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.08, mostUsual * 1.02)] } },
    axes: [
      axis,
      { ...axis, size: 56, values: (_, ticks) => ticks.map((tick) => tick.toLocaleString(locale)) },
    ],
    series: [
      {
        value: (_, seconds) =>
          seconds === null
            ? ''
            : new Date(seconds * 1000).toLocaleString(locale, {
                timeZone,
                dateStyle: 'medium',
                timeStyle: 'short',
              }),
      },
      ...lines.map(({ label, colour: name, isDashed }) => ({
        label,
        stroke: colour(name),
        width: isDashed ? 1 : 2,
        ...(isDashed ? { dash: [4, 4] } : {}),
        points: { show: false },
      })),
    ],
  };
}
