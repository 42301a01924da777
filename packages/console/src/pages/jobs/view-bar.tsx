import { jobTypes } from '@platen/contract';
import { X } from 'lucide-react';
import { Button } from '../../parts/button.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { ranges, type View } from './view.ts';

interface ViewBarProps {
  readonly view: View;
  readonly onChange: (change: Partial<View>) => void;
}

/** Which stretch of time, which types, and whether beside the week before. */
export function ViewBar({ view, onChange }: ViewBarProps) {
  const { jobs: texts, words } = useTexts();
  const times = useTimes();
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      {view.from && view.to ? (
        <Button onClick={() => onChange({ from: undefined, to: undefined })}>
          {times.instant(view.from)} – {times.instant(view.to)}
          <X aria-label={texts.wholeRange} className="size-4" />
        </Button>
      ) : (
        <div className="max-w-full overflow-x-auto">
          <Segments
            label={texts.range}
            choices={ranges.map((range) => ({ value: range, text: texts.ranges[range] }))}
            chosen={view.range}
            onChoose={(range) => onChange({ range })}
          />
        </div>
      )}
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">{texts.types}</legend>
        {jobTypes.map((type) => (
          <label
            key={type}
            className="flex h-9 cursor-pointer items-center gap-2 rounded-lg border border-line bg-card px-3 text-sm has-checked:font-semibold"
          >
            <input
              type="checkbox"
              className="accent-brand"
              checked={view.types.includes(type)}
              onChange={({ target }) => {
                const types = jobTypes.filter((each) =>
                  each === type ? target.checked : view.types.includes(each),
                );
                if (types.length > 0) onChange({ types });
              }}
            />
            {words.jobs[type]}
          </label>
        ))}
      </fieldset>
      <label className="flex h-9 cursor-pointer items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="accent-brand"
          checked={view.compare}
          onChange={({ target }) => onChange({ compare: target.checked })}
        />
        {texts.compare}
      </label>
    </div>
  );
}
