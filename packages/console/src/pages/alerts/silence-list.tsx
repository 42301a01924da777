import type { AlertRule } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerTo, client } from '../../client.ts';
import { now } from '../../clock.ts';
import { SelectField } from '../../forms/choice-fields.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';

const hours = ['1', '4', '24', '168'] as const;
const hourMs = 3_600_000;

/** Times in which nobody is told. */
export function SilenceList() {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  const queries = useQueryClient();
  const silences = useQuery(answerTo('listSilences', { params: { org_id }, query: { limit: 100 } }));
  const nameOf = useRuleName();
  const end = useMutation({
    mutationFn: (silence_id: string) => client.call('endSilence', { params: { org_id, silence_id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['listSilences'] }),
  });
  return (
    <div className="grid grid-cols-1 gap-4">
      <NewSilence />
      {end.error && <ProblemNote error={end.error} />}
      <Asked query={silences} hold="h-32">
        {({ data }) => {
          const lasting = data.filter(({ ends_at }) => Date.parse(ends_at) > now());
          return lasting.length === 0 ? (
            <Empty>{texts.noSilences}</Empty>
          ) : (
            <ul className="grid gap-2">
              {lasting.map(({ id, match, comment, starts_at, ends_at }) => (
                <li
                  key={id}
                  className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-4 text-sm"
                >
                  <div>
                    <p className="font-semibold">{comment}</p>
                    <p className="text-soft">
                      {nameOf(match.rule_ids?.[0])} · {times.instant(starts_at)} – {times.instant(ends_at)}
                    </p>
                  </div>
                  <Button disabled={end.isPending} onClick={() => end.mutate(id)}>
                    {texts.endSilence}
                  </Button>
                </li>
              ))}
            </ul>
          );
        }}
      </Asked>
    </div>
  );
}

function NewSilence() {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const rules = useRules();
  const [lasting, setLasting] = useState<(typeof hours)[number]>('4');
  const make = useMutation({
    mutationFn: ({ comment, rule }: { comment: string; rule: string }) =>
      client.call('createSilence', {
        params: { org_id },
        body: {
          comment,
          ends_at: new Date(now() + Number(lasting) * hourMs).toISOString(),
          ...(rule === '' ? {} : { match: { rule_ids: [rule] } }),
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listSilences'] }),
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const asked = { comment: String(fields.get('comment')), rule: String(fields.get('rule')) };
    make.mutate(asked, { onSuccess: () => form.reset() });
  }
  return (
    <form
      onSubmit={submit}
      className="flex flex-wrap items-end gap-3 rounded-xl border border-line bg-card p-4"
    >
      <div className="min-w-48">
        <SelectField
          label={texts.silenceWhat}
          name="rule"
          none={texts.silenceAll}
          choices={rules.map(({ id, name }) => ({ value: id, text: name }))}
        />
      </div>
      <TextField
        label={texts.silenceWhy}
        name="comment"
        required
        maxLength={500}
        className="min-w-56 flex-1"
      />
      <Segments
        label={texts.silenceFor}
        choices={hours.map((value) => ({ value, text: texts.hours[value] }))}
        chosen={lasting}
        onChoose={setLasting}
      />
      <Button look="main" type="submit" disabled={make.isPending}>
        {texts.silence}
      </Button>
      {make.error && <ProblemNote error={make.error} />}
    </form>
  );
}

function useRules(): readonly AlertRule[] {
  const { org_id } = useOrganization();
  const rules = useQuery(answerTo('listAlertRules', { params: { org_id }, query: { limit: 100 } }));
  return rules.data?.data ?? [];
}

/** Of a silence of one rule what that is called. */
function useRuleName() {
  const { alerts: texts } = useTexts();
  const rules = useRules();
  return (id: string | undefined) => rules.find((rule) => rule.id === id)?.name ?? texts.silenceAll;
}
