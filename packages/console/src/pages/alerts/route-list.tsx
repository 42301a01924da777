import type { AlertRoute, AlertRoutePut } from '@platen/contract';
import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { answerTo, client } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { Removed, useRemoval } from './removal.tsx';
import { RouteEditor } from './route-editor.tsx';
import { useChannelName } from './use-channel-name.ts';
import { useOpen } from './use-open.ts';

/** Who is told of which alerts, in the order in which that is decided. */
export function RouteList() {
  const { routes: texts } = useTexts();
  const { org_id } = useOrganization();
  const { open, show } = useOpen();
  const routes = useQuery(answerTo('listAlertRoutes', { params: { org_id }, query: { limit: 100 } }));
  const removal = useRemoval<AlertRoute>({
    list: 'listAlertRoutes',
    remove: ({ id }) => client.call('removeAlertRoute', { params: { org_id, route_id: id } }),
    restore: (route) => client.call('createAlertRoute', { params: { org_id }, body: putOf(route) }),
  });
  return (
    <Asked query={routes} hold="h-48">
      {({ data }) => {
        const ordered = data.toSorted((a, b) => a.position - b.position);
        const opened = data.find(({ id }) => id === open);
        const next = (ordered.at(-1)?.position ?? 0) + 1;
        return (
          <div className="grid grid-cols-1 gap-4">
            <p className="max-w-prose text-sm text-soft">{texts.lead}</p>
            <div>
              <Button look="main" onClick={() => show('new')}>
                <Plus aria-hidden className="size-4" />
                {texts.add}
              </Button>
            </div>
            <Removed removal={removal} removed={({ position }) => texts.removed(position)} />
            {data.length === 0 && <Empty>{texts.none}</Empty>}
            <ol className="grid gap-2">
              {ordered.map((route) => (
                <OneRoute
                  key={route.id}
                  of={route}
                  onEdit={() => show(route.id)}
                  onRemove={() => removal.remove.mutate(route)}
                />
              ))}
            </ol>
            {(opened || open === 'new') && (
              <RouteEditor key={open} of={opened} position={next} onClose={() => show()} />
            )}
          </div>
        );
      }}
    </Asked>
  );
}

interface OneRouteProps {
  readonly of: AlertRoute;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function OneRoute({ of: route, onEdit, onRemove }: OneRouteProps) {
  const { routes: texts, actions } = useTexts();
  const nameOf = useChannelName();
  const name = texts.title(route.position);
  const told = route.channel_ids.map(nameOf).join(', ') || texts.nobody;
  return (
    <li className="flex items-start justify-between gap-4 rounded-xl border border-line bg-card p-4 text-sm">
      <div className="min-w-0">
        <p className="font-semibold">
          {useMatched(route.match)} → {told}
        </p>
        <p className="mt-0.5 text-soft">
          {name}
          {route.continue && ` · ${texts.goOn}`}
        </p>
      </div>
      <div className="flex shrink-0">
        <IconButton label={`${texts.edit}: ${name}`} onClick={onEdit}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={`${actions.remove}: ${name}`} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </div>
    </li>
  );
}

/** Which alerts it is for, in words. */
function useMatched({ conditions = [], severity_at_least, job_types = [] }: AlertRoute['match']): string {
  const { routes: texts, alerts, forms } = useTexts();
  const said = [
    ...(severity_at_least ? [`${texts.severity}: ${forms.choices[severity_at_least]}`] : []),
    ...(conditions.length > 0 ? [conditions.map((type) => alerts.conditions[type]).join(' ')] : []),
    ...(job_types.length > 0 ? [job_types.map((type) => forms.choices[type]).join(', ')] : []),
  ];
  return said.join(' · ') || texts.everything;
}

/** A route as it is sent. */
function putOf({ id: _, created_at: __, updated_at: ___, ...put }: AlertRoute): AlertRoutePut {
  return put;
}
