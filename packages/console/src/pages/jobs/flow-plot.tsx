import type { Anomaly, JobStats, JobType } from '@platen/contract';
import { Download } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { ScrollArea } from '../../parts/scroll-area.tsx';
import type { Band } from '../../plots/draw-usual.ts';
import { savePng } from '../../plots/save-png.ts';
import { type Line, TimePlot } from '../../plots/time-plot.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { saveCsv } from './save-csv.ts';

interface FlowPlotProps {
  readonly stats: JobStats;
  /** The same stretch a week before. */
  readonly earlier: JobStats | undefined;
  /** Those of the time that is shown. */
  readonly anomalies: readonly Anomaly[];
  readonly types: readonly JobType[];
  readonly onZoom: (fromMs: number, toMs: number) => void;
}

/** How many jobs were submitted, bucket by bucket, as a picture or as a table. */
export function FlowPlot({ stats, earlier, anomalies, types, onZoom }: FlowPlotProps) {
  const { jobs: texts, words, actions, locale } = useTexts();
  const { name, time_zone } = useOrganization();
  const times = useTimes();
  const picture = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const { series = [] } = stats;
  const instants = useMemo(() => series.map(({ start }) => Date.parse(start)), [series]);
  const lines = useMemo(
    () => [
      ...types.map((type) => lineOf(stats, type, words.jobs[type])),
      ...(earlier
        ? types.map((type) => ({ ...lineOf(earlier, type, texts.before(words.jobs[type])), isDashed: true }))
        : []),
    ],
    [stats, earlier, types, words, texts],
  );
  const bands = useMemo(() => types.map((type) => bandOf(stats, type)), [stats, types]);
  const marks = useMemo(
    () =>
      anomalies.map(({ since, closed_at }) => ({
        from: Date.parse(since),
        to: Date.parse(closed_at ?? stats.to),
      })),
    [anomalies, stats],
  );
  const rows = series.map(({ start }, index) => [
    times.instant(start),
    ...lines.map(({ values }) => values[index]?.toLocaleString(locale) ?? '–'),
  ]);
  function save() {
    const plot = picture.current?.querySelector('canvas');
    const title = `${name}: ${times.instant(stats.from)} – ${times.instant(stats.to)}`;
    if (plot)
      savePng(plot, { title, lines, file: `jobs-${stats.from.slice(0, 10)}-${stats.to.slice(0, 10)}.png` });
  }
  const head = [texts.bucket, ...lines.map(({ label }) => label)];
  return (
    <>
      {asTable ? (
        <ScrollArea label={texts.flow} className="max-h-96 overflow-y-auto">
          <DataTable caption={texts.flow} head={head} rows={rows} />
        </ScrollArea>
      ) : (
        <div ref={picture}>
          <TimePlot
            instants={instants}
            lines={lines}
            bands={bands}
            marks={marks}
            timeZone={time_zone}
            locale={locale}
            timeLabel={texts.bucket}
            label={texts.flow}
            onZoom={onZoom}
          />
        </div>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button onClick={() => setAsTable(!asTable)}>{asTable ? actions.showPlot : actions.showTable}</Button>
        <Button onClick={() => saveCsv(stats, types)}>
          <Download aria-hidden className="size-4" />
          CSV
        </Button>
        {!asTable && (
          <Button onClick={save}>
            <Download aria-hidden className="size-4" />
            PNG
          </Button>
        )}
        {bands.some(({ values }) => values.some((each) => each !== null)) && (
          <p className="text-xs text-soft">{texts.bandsAndMarks}</p>
        )}
        {!stats.complete && <p className="text-xs text-soft">{texts.incomplete}</p>}
      </div>
    </>
  );
}

function lineOf({ series = [] }: JobStats, type: JobType, label: string): Line {
  return {
    label,
    colour: `--color-${type}`,
    values: series.map(({ jobs }) => jobs[type]?.submitted ?? null),
  };
}

function bandOf({ series = [] }: JobStats, type: JobType): Band {
  return { colour: `--color-${type}`, values: series.map(({ expected }) => expected?.[type] ?? null) };
}
