import type { Source } from '@platen/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus, Unplug } from 'lucide-react';
import { useState } from 'react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { SourceForm } from './source-form.tsx';

/** What reports jobs, what each can see, and since when it was not heard. */
export function SourcesCard() {
  const { settings: texts } = useTexts();
  const { org_id } = useOrganization();
  const sources = useQuery(answerTo('listSources', { params: { org_id }, query: { limit: 100 } }));
  const [editing, setEditing] = useState<Source | 'new'>();
  const [retiring, setRetiring] = useState<string>();
  return (
    <Card
      title={texts.sources}
      aside={
        <Button onClick={() => setEditing('new')}>
          <Plus aria-hidden className="size-4" />
          {texts.declare}
        </Button>
      }
    >
      <p className="mb-3 text-sm text-soft">{texts.sourcesLead}</p>
      <Asked query={sources} hold="h-32">
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-sm">{texts.noSources}</p>
          ) : (
            <ul className="grid gap-2">
              {data.map((source) => (
                <OneSource
                  key={source.source}
                  of={source}
                  onEdit={() => setEditing(source)}
                  onRetire={() => setRetiring(source.source)}
                />
              ))}
            </ul>
          )
        }
      </Asked>
      {editing && (
        <SourceForm of={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
      {retiring && <Retire source={retiring} onClose={() => setRetiring(undefined)} />}
    </Card>
  );
}

interface OneSourceProps {
  readonly of: Source;
  readonly onEdit: () => void;
  readonly onRetire: () => void;
}

function OneSource({ of: source, onEdit, onRetire }: OneSourceProps) {
  const { settings: texts, words, overview, locale } = useTexts();
  const times = useTimes();
  const { source: id, types, outcomes, interval_seconds, heard_at, stale, declared } = source;
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 rounded-lg border border-line p-3 text-sm">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <code className="font-mono font-semibold">{id}</code>
          <Badge tone={stale ? 'bad' : heard_at === null ? 'mute' : 'good'}>
            {heard_at === null
              ? overview.never
              : stale
                ? overview.stale
                : overview.fresh(times.ago(heard_at))}
          </Badge>
          {!declared && <span className="text-soft">{texts.shown}</span>}
        </p>
        <dl className="mt-1.5 flex flex-wrap gap-x-5 gap-y-0.5 text-xs">
          <Fact name={texts.types} value={types.map((type) => words.jobs[type]).join(', ')} />
          <Fact name={texts.outcomes} value={outcomes.map((each) => texts.outcomeWords[each]).join(', ')} />
          {interval_seconds !== null && (
            <Fact name={texts.heard} value={texts.every((interval_seconds / 60).toLocaleString(locale))} />
          )}
        </dl>
      </div>
      <div className="flex">
        <IconButton label={texts.change(id)} onClick={onEdit}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={`${texts.retire}: ${id}`} onClick={onRetire}>
          <Unplug aria-hidden className="size-4" />
        </IconButton>
      </div>
    </li>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-soft">{name}</dt>
      <dd className="font-medium">{value || '–'}</dd>
    </div>
  );
}

interface RetireProps {
  readonly source: string;
  readonly onClose: () => void;
}

function Retire({ source, onClose }: RetireProps) {
  const { settings: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const retire = useMutation({
    mutationFn: () => client.call('retireSource', { params: { org_id, source } }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['listSources'] });
      onClose();
    },
  });
  return (
    <Dialog title={texts.retireAsk(source)} onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>{texts.retireWhat}</p>
        {retire.error && <ProblemNote error={retire.error} />}
        <Button look="danger" disabled={retire.isPending} onClick={() => retire.mutate()}>
          {texts.retire}
        </Button>
      </div>
    </Dialog>
  );
}
