import type { AlertRule } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { severityTones } from '../../parts/tone.ts';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

/** What is watched, and a switch for each. */
export function RuleList() {
  const { org_id } = useOrganization();
  const rules = useQuery(answerTo('listAlertRules', { params: { org_id }, query: { limit: 100 } }));
  return (
    <Asked query={rules} hold="h-64">
      {({ data }) => (
        <ul className="grid gap-2">
          {data.map((rule) => (
            <OneRule key={rule.id} of={rule} />
          ))}
        </ul>
      )}
    </Asked>
  );
}

function OneRule({ of: rule }: { readonly of: AlertRule }) {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const { id, created_at: _, updated_at: __, ...put } = rule;
  const switched = useMutation({
    mutationFn: (enabled: boolean) =>
      client.call('putAlertRule', { params: { org_id, rule_id: id }, body: { ...put, enabled } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['listAlertRules'] }),
  });
  return (
    <li className="rounded-xl border border-line bg-card p-4 text-sm">
      <label className="flex cursor-pointer flex-wrap items-center gap-x-4 gap-y-2">
        <input
          type="checkbox"
          className="size-4 accent-brand"
          checked={switched.isPending ? switched.variables : rule.enabled}
          onChange={({ target }) => switched.mutate(target.checked)}
        />
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{rule.name}</span>
          <span className="block text-soft">{texts.conditions[rule.condition.type]}</span>
        </span>
        <Badge tone={severityTones[rule.severity]}>{texts.severities[rule.severity]}</Badge>
      </label>
      {switched.error && <ProblemNote error={switched.error} />}
    </li>
  );
}
