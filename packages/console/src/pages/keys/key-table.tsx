import type { ApiKey } from '@platen/contract';
import { now } from '../../clock.ts';
import { Badge } from '../../parts/badge.tsx';
import { ScrollArea } from '../../parts/scroll-area.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { KeyActions } from './key-actions.tsx';

export function KeyTable({ keys }: { readonly keys: readonly ApiKey[] }) {
  const { keys: texts } = useTexts();
  if (keys.length === 0)
    return <p className="rounded-xl border border-line bg-card p-6 text-sm">{texts.none}</p>;
  return (
    <ScrollArea label={texts.title} className="rounded-xl border border-line bg-card">
      <table className="w-full text-left text-sm">
        <thead className="text-soft">
          <tr className="border-b border-line">
            {[texts.name, texts.scopes, texts.lastUsed, texts.state, ''].map((head) => (
              <th key={head} scope="col" className="px-4 py-2.5 font-medium">
                {head || <span className="sr-only">{texts.actions}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} of={key} />
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function KeyRow({ of: key }: { readonly of: ApiKey }) {
  const { keys: texts } = useTexts();
  const times = useTimes();
  const state = stateOf(key);
  return (
    <tr className="border-b border-line align-top last:border-0">
      <td className="px-4 py-3">
        <p className="font-semibold">{key.name}</p>
        <code className="font-mono text-xs text-soft">{key.prefix}…</code>
      </td>
      <td className="px-4 py-3">
        <ul className="flex max-w-72 flex-wrap gap-1">
          {key.scopes.map((scope) => (
            <li key={scope} className="rounded-md bg-mute-tint px-1.5 py-0.5 font-mono text-xs">
              {scope}
            </li>
          ))}
        </ul>
      </td>
      <td className="px-4 py-3 whitespace-nowrap">
        {key.last_used_at === null ? (
          <span className="text-soft">{texts.neverUsed}</span>
        ) : (
          <>
            <p title={times.instant(key.last_used_at)}>{times.ago(key.last_used_at)}</p>
            <p className="max-w-48 truncate text-xs text-soft">
              {[key.last_used_agent, key.last_used_from].filter(Boolean).join(' · ')}
            </p>
          </>
        )}
      </td>
      <td className="px-4 py-3">
        <Badge tone={tones[state]}>{texts.states[state]}</Badge>
        {key.expires_at !== null && state !== 'revoked' && (
          <p className="mt-1 text-xs text-soft">{texts.until(times.instant(key.expires_at))}</p>
        )}
      </td>
      <td className="px-4 py-2 text-right">{state === 'usable' && <KeyActions of={key} />}</td>
    </tr>
  );
}

type KeyState = 'usable' | 'revoked' | 'expired';

const tones: Record<KeyState, Tone> = { usable: 'good', revoked: 'mute', expired: 'mute' };

function stateOf({ revoked_at, expires_at }: ApiKey): KeyState {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= now() ? 'expired' : 'usable';
}
