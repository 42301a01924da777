import type { JobCounts, JobStats, JobType } from '@platen/contract';
import { DataTable } from '../../parts/data-table.tsx';
import { ScrollArea } from '../../parts/scroll-area.tsx';
import { useTexts } from '../../texts/texts.tsx';

const outcomes = ['submitted', 'completed', 'cancelled', 'failed', 'abandoned', 'pages'] as const;

interface OutcomeTableProps {
  readonly stats: JobStats;
  readonly types: readonly JobType[];
}

/** How jobs ended and how long people waited, type by type. What no source can see is a dash. */
export function OutcomeTable({ stats, types }: OutcomeTableProps) {
  const { jobs: texts, words, locale } = useTexts();
  const head = [
    texts.type,
    ...outcomes.map((name) => words.counts[name]),
    words.counts.wait,
    words.counts.waitLong,
  ];
  const seconds = (value: number | null | undefined) =>
    value == null ? '–' : texts.seconds(value.toLocaleString(locale, { maximumFractionDigits: 1 }));
  const cells = (counts: JobCounts | null | undefined) => [
    ...outcomes.map((name) => counts?.[name]?.toLocaleString(locale) ?? '–'),
    seconds(counts?.wait_seconds?.p50),
    seconds(counts?.wait_seconds?.p95),
  ];
  const rows = types.map((type) => [words.jobs[type], ...cells(stats.jobs[type])]);
  return (
    <ScrollArea label={texts.outcomes}>
      <DataTable
        caption={texts.outcomes}
        head={head}
        rows={types.length > 1 ? [...rows, [texts.all, ...cells(stats.totals)]] : rows}
      />
    </ScrollArea>
  );
}
