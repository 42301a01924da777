import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerTo } from '../../client.ts';
import { now } from '../../clock.ts';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Page } from '../../parts/page.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { type Seen, seenOf, type Tool, tools } from './tools.ts';

const groups = ['read', 'send', 'follow'] as const;

/** A card for each tool that works with Platen. */
export function Integrations() {
  const { integrations: texts } = useTexts();
  const { org_id } = useOrganization();
  const keys = useQuery(answerTo('listKeys', { params: { org_id }, query: { limit: 100 } }));
  return (
    <Page title={texts.title} lead={texts.lead}>
      <div className="grid gap-6">
        {groups.map((group) => (
          <section key={group}>
            <h2 className="mb-2 text-lg font-semibold">{texts.groups[group]}</h2>
            <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
              {tools
                .filter((tool) => tool.group === group)
                .map((tool) => (
                  <OneTool
                    key={tool.name}
                    of={tool}
                    seen={keys.data && seenOf(tool, keys.data.data, now())}
                  />
                ))}
            </div>
          </section>
        ))}
      </div>
    </Page>
  );
}

interface OneToolProps {
  readonly of: Tool;
  readonly seen: Seen | undefined;
}

function OneTool({ of: tool, seen }: OneToolProps) {
  const { integrations: texts } = useTexts();
  const { org_id, region, time_zone } = useOrganization();
  const { name, what } = texts.tools[tool.name];
  const at = { url: location.origin, orgId: org_id, region, timeZone: time_zone };
  return (
    <Card level={3} title={name} aside={seen && <SeenBadge of={seen} />}>
      <div className="grid grid-cols-1 gap-3 text-sm">
        <p>{what}</p>
        <Copyable label={name} text={tool.config(at)} />
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-soft">
          {texts.needs}
          {tool.scopes.length === 0 && <span>{texts.noKey}</span>}
          {tool.scopes.map((scope) => (
            <code key={scope} className="rounded-md bg-mute-tint px-1.5 py-0.5 font-mono">
              {scope}
            </code>
          ))}
          {tool.scopes.length > 0 && (
            <Link to="/$orgId/keys" params={{ orgId: org_id }} className="text-link underline">
              {texts.makeKey}
            </Link>
          )}
        </p>
      </div>
    </Card>
  );
}

const tones: Record<Seen['state'], Tone> = { seen: 'good', quiet: 'warn', never: 'mute' };

function SeenBadge({ of: seen }: { readonly of: Seen }) {
  const { integrations: texts } = useTexts();
  const times = useTimes();
  return (
    <Badge tone={tones[seen.state]}>
      {seen.state === 'never' ? texts.never : texts[seen.state](times.ago(seen.at))}
    </Badge>
  );
}
