import type { JobStats } from '@platen/contract';
import { DataTable } from '../../parts/data-table.tsx';
import { ScrollArea } from '../../parts/scroll-area.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** The busiest devices, the rest as one. */
export function DeviceTable({ stats: { groups = [] } }: { readonly stats: JobStats }) {
  const { jobs: texts, words, locale } = useTexts();
  if (groups.length === 0) return <p className="text-sm">{texts.noJobs}</p>;
  const most = Math.max(1, ...groups.map(({ totals }) => totals?.submitted ?? 0));
  const rows = groups.map(({ key, other, totals }) => [
    <Bar
      key="name"
      name={other ? texts.others : (key ?? texts.noDevice)}
      part={(totals?.submitted ?? 0) / most}
    />,
    totals?.submitted.toLocaleString(locale) ?? '–',
    totals?.completed?.toLocaleString(locale) ?? '–',
    totals?.cancelled?.toLocaleString(locale) ?? '–',
    totals?.abandoned?.toLocaleString(locale) ?? '–',
  ]);
  const { submitted, completed, cancelled, abandoned } = words.counts;
  return (
    <ScrollArea label={texts.devices}>
      <DataTable
        caption={texts.devices}
        head={[texts.device, submitted, completed, cancelled, abandoned]}
        rows={rows}
      />
    </ScrollArea>
  );
}

function Bar({ name, part }: { readonly name: string; readonly part: number }) {
  return (
    <span className="grid gap-1">
      {name}
      <svg aria-hidden viewBox="0 0 100 2" preserveAspectRatio="none" className="h-1 w-full min-w-32">
        <rect width="100" height="2" rx="1" fill="var(--color-mute-tint)" />
        <rect width={part * 100} height="2" rx="1" fill="var(--color-brand)" />
      </svg>
    </span>
  );
}
