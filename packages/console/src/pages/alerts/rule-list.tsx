import type { AlertRule } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Switch } from '../../parts/switch.tsx';
import { severityTones } from '../../parts/tone.ts';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { Removed, useRemoval } from './removal.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { putOf, RuleSettings } from './rule-settings.tsx';
import { useOpen } from './use-open.ts';

/** What is watched: a switch for each, and a form to change it. */
export function RuleList() {
  const { rules: texts } = useTexts();
  const { org_id } = useOrganization();
  const { open, show } = useOpen();
  const rules = useQuery(answerTo('listAlertRules', { params: { org_id }, query: { limit: 100 } }));
  const removal = useRemoval<AlertRule>({
    list: 'listAlertRules',
    remove: ({ id }) => client.call('removeAlertRule', { params: { org_id, rule_id: id } }),
    restore: (rule) => client.call('createAlertRule', { params: { org_id }, body: putOf(rule) }),
  });
  return (
    <Asked query={rules} hold="h-64">
      {({ data }) => {
        const opened = data.find(({ id }) => id === open);
        if (opened || open === 'new') return <RuleEditor key={open} of={opened} onClose={() => show()} />;
        return (
          <div className="grid grid-cols-1 gap-4">
            <div>
              <Button look="main" onClick={() => show('new')}>
                <Plus aria-hidden className="size-4" />
                {texts.add}
              </Button>
            </div>
            <Removed
              removal={removal}
              removed={({ name }) => texts.removed(name)}
              undone={({ name }) => texts.undone(name)}
            />
            {data.length === 0 && <Empty>{texts.none}</Empty>}
            <ul className="grid gap-2">
              {data.map((rule) => (
                <OneRule
                  key={rule.id}
                  of={rule}
                  onEdit={() => show(rule.id)}
                  onRemove={() => removal.remove.mutate(rule)}
                />
              ))}
            </ul>
          </div>
        );
      }}
    </Asked>
  );
}

interface OneRuleProps {
  readonly of: AlertRule;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function OneRule({ of: rule, onEdit, onRemove }: OneRuleProps) {
  const { alerts: texts, rules, actions } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const switched = useMutation({
    mutationFn: (enabled: boolean) =>
      client.call('putAlertRule', {
        params: { org_id, rule_id: rule.id },
        body: { ...putOf(rule), enabled },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['listAlertRules'] }),
  });
  return (
    <li className="rounded-xl border border-line bg-card p-4 text-sm">
      <div className="flex items-start gap-4">
        <Switch
          label={rules.on(rule.name)}
          isOn={switched.isPending ? switched.variables : rule.enabled}
          onSwitch={(isOn) => switched.mutate(isOn)}
        />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-semibold">{rule.name}</span>
            <Badge tone={severityTones[rule.severity]}>{texts.severities[rule.severity]}</Badge>
          </p>
          <p className="mt-0.5 text-soft">{texts.conditions[rule.condition.type]}</p>
          <RuleSettings of={rule} />
        </div>
        <div className="flex shrink-0">
          <IconButton label={`${rules.edit}: ${rule.name}`} onClick={onEdit}>
            <Pencil aria-hidden className="size-4" />
          </IconButton>
          <IconButton label={`${actions.remove}: ${rule.name}`} onClick={onRemove}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        </div>
      </div>
      {switched.error && <ProblemNote error={switched.error} />}
    </li>
  );
}
