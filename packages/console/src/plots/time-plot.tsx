import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { useShownTheme } from '../theme.ts';
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
  /** What an instant is called. */
  readonly timeLabel: string;
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
  timeLabel,
  label,
  onZoom,
}: TimePlotProps) {
  const theme = useShownTheme();
  const place = useRef<HTMLDivElement>(null);
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a canvas keeps the colours that it was drawn in.
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const data = [
      instants.map((at) => at / 1000),
      ...lines.map(({ values }) => [...values]),
    ] as uPlot.AlignedData;
    const options = optionsOf(lines, bands, { timeZone, locale, timeLabel, width: box.clientWidth });
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
  }, [instants, lines, bands, marks, timeZone, locale, timeLabel, theme]);
  return <div ref={place} role="img" aria-label={label} className="min-h-80 w-full" />;
}

interface Reader {
  readonly timeZone: string;
  readonly locale: string;
  readonly timeLabel: string;
  readonly width: number;
}

function optionsOf(
  lines: readonly Line[],
  bands: readonly Band[],
  { timeZone, locale, timeLabel, width }: Reader,
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
      { ...axis, space: 72, values: (_, ticks) => timesOf(ticks, locale, timeZone) },
      { ...axis, size: 56, values: (_, ticks) => ticks.map((tick) => tick.toLocaleString(locale)) },
    ],
    series: [
      {
        label: timeLabel,
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

/** What stands at the ticks: the time of day, and the day where it is another than at the tick before. */
function timesOf(ticks: readonly number[], locale: string, timeZone: string): string[] {
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' });
  const days = ticks.map((seconds) => day.format(seconds * 1000));
  const areOfDays = new Set(days).size === ticks.length;
  return ticks.map((seconds, index) => {
    const name = days[index] ?? '';
    if (areOfDays) return name;
    const at = time.format(seconds * 1000);
    return index > 0 && name === days[index - 1] ? at : `${at}\n${name}`;
  });
}
