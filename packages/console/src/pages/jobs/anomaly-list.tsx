import type { Anomaly, AnomalyOpinion } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../client.ts';
import { Badge } from '../../parts/badge.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { severityTones } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** What was unusual in a time, and what people say of it. */
export function AnomalyList({ anomalies }: { readonly anomalies: readonly Anomaly[] }) {
  const { anomalies: texts } = useTexts();
  if (anomalies.length === 0) return <p className="text-sm">{texts.none}</p>;
  return (
    <ul className="grid gap-4">
      {anomalies.map((anomaly) => (
        <AnomalyItem key={anomaly.id} anomaly={anomaly} />
      ))}
    </ul>
  );
}

function AnomalyItem({ anomaly }: { readonly anomaly: Anomaly }) {
  const { anomalies: texts, alerts, forms, words } = useTexts();
  const times = useTimes();
  return (
    <li className="text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={severityTones[anomaly.severity]}>{alerts.severities[anomaly.severity]}</Badge>
        <span className="font-semibold">{forms.choices[anomaly.kind]}</span>
        {anomaly.open && <Badge tone="warn">{texts.open}</Badge>}
      </p>
      <p className="mt-1.5 max-w-prose">{anomaly.sentence}</p>
      <p className="mt-1 text-soft">
        {words.since(times.instant(anomaly.since))}
        {anomaly.closed_at !== null && ` · ${texts.over(times.instant(anomaly.closed_at))}`}
        {anomaly.feedback?.comment && ` · ${anomaly.feedback.comment}`}
      </p>
      <Opinions of={anomaly} />
    </li>
  );
}

const opinions: readonly AnomalyOpinion[] = ['useful', 'noise', 'expected'];

function Opinions({ of: { id, feedback, sentence } }: { readonly of: Anomaly }) {
  const { anomalies: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const say = useMutation({
    mutationFn: (opinion: AnomalyOpinion) =>
      client.call('giveAnomalyFeedback', { params: { org_id, anomaly_id: id }, body: { opinion } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listAnomalies'] }),
  });
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <fieldset className="contents" disabled={say.isPending}>
        <legend className="sr-only">{`${texts.worth}: ${sentence}`}</legend>
        {opinions.map((opinion) => (
          <button
            key={opinion}
            type="button"
            title={texts.effects[opinion]}
            aria-pressed={feedback?.opinion === opinion}
            onClick={() => say.mutate(opinion)}
            className="h-8 rounded-lg border border-line bg-card px-3 text-soft hover:bg-mute-tint aria-pressed:bg-mute-tint aria-pressed:font-semibold aria-pressed:text-ink"
          >
            {texts.opinions[opinion]}
          </button>
        ))}
      </fieldset>
      {say.error && <ProblemNote error={say.error} />}
    </div>
  );
}
