import type { AlertRulePut, AlertRuleTrial } from '@platen/contract';
import { useMutation } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ScrollArea } from '../../parts/scroll-area.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { severityTones } from '../../parts/tone.ts';
import { EpisodeStrip } from '../../plots/episode-strip.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

const ranges = ['30', '90', '365'] as const;

interface RuleTrialProps {
  /** The rule as it is filled in; undefined where it is not complete, which the form says. */
  readonly read: () => AlertRulePut | undefined;
}

/** When the rule would have fired, drawn before it is saved. */
export function RuleTrial({ read }: RuleTrialProps) {
  const { rules: texts } = useTexts();
  const { org_id } = useOrganization();
  const [range, setRange] = useState<(typeof ranges)[number]>('90');
  const trial = useMutation({
    mutationFn: (rule: AlertRulePut) =>
      client.call('tryAlertRule', { params: { org_id }, body: { ...rule, days: Number(range) } }),
  });
  function ask() {
    const rule = read();
    if (rule) trial.mutate(rule);
  }
  return (
    <Card title={texts.try} className="lg:sticky lg:top-18">
      <div className="grid gap-4">
        <p className="text-sm text-soft">{texts.tryLead}</p>
        <div className="flex flex-wrap items-center gap-3">
          <Segments
            label={texts.tryDays}
            choices={ranges.map((value) => ({ value, text: texts.tryRanges[value] }))}
            chosen={range}
            onChoose={setRange}
          />
          <Button disabled={trial.isPending} onClick={ask}>
            <History aria-hidden className="size-4" />
            {texts.try}
          </Button>
        </div>
        {trial.error && <ProblemNote error={trial.error} />}
        <div role="status">
          {trial.isPending && (
            <>
              <p className="sr-only">{texts.trying}</p>
              <Skeleton className="h-32" />
            </>
          )}
          {trial.data && <Trial of={trial.data} />}
        </div>
      </div>
    </Card>
  );
}

function Trial({ of: trial }: { readonly of: AlertRuleTrial }) {
  const { rules: texts, alerts } = useTexts();
  const times = useTimes();
  const { from, to, fired, untried, episodes } = trial;
  const title =
    fired === null ? texts.nobodyKnows : fired === 0 ? texts.never : texts.wouldHave(texts.times(fired));
  return (
    <div className="grid gap-3">
      <p className="text-lg font-semibold">{title}</p>
      {untried && <p className="rounded-lg bg-warn-tint p-3 text-sm">{untried}</p>}
      <EpisodeStrip
        fromMs={Date.parse(from)}
        toMs={Date.parse(to)}
        label={`${texts.episodes}: ${title}`}
        episodes={episodes.map(({ since, resolved_at, severity, title: name }) => ({
          fromMs: Date.parse(since),
          toMs: Date.parse(resolved_at ?? to),
          tone: severityTones[severity],
          title: `${name}: ${times.instant(since)}`,
        }))}
        dayOf={times.day}
      />
      {episodes.length > 0 && (
        <ScrollArea label={texts.episodes} className="max-h-96 overflow-y-auto rounded-lg border border-line">
          <DataTable
            caption={texts.episodes}
            head={[texts.about, texts.severity, texts.when, texts.lasted]}
            rows={episodes.map(({ title: name, severity, since, resolved_at }) => [
              name,
              alerts.severities[severity],
              times.instant(since),
              resolved_at === null ? texts.still : times.lasting(since, resolved_at),
            ])}
          />
        </ScrollArea>
      )}
    </div>
  );
}
