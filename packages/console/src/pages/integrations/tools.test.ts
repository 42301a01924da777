import type { ApiKey } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { seenOf, type ToolName, tools } from './tools.ts';

const now = Date.parse('2026-11-24T09:30:00Z');

function tool(name: ToolName) {
  const found = tools.find((each) => each.name === name);
  if (!found) throw new Error(`There is no tool ${name}.`);
  return found;
}

function used(last_used_agent: string | null, last_used_at: string | null): ApiKey {
  return { last_used_agent, last_used_at } as ApiKey;
}

describe('a tool', () => {
  it('is known again by what it calls itself, by its latest use', () => {
    const keys = [
      used('curl/8.14', '2026-11-24T09:29:00Z'),
      used('Zabbix 7.0', '2026-11-24T09:21:00Z'),
      used('Zabbix 7.0', '2026-11-24T09:25:00Z'),
      used(null, null),
    ];
    expect(seenOf(tool('zabbix'), keys, now)).toEqual({ state: 'seen', at: '2026-11-24T09:25:00Z' });
  });

  it('has stopped when it was silent for ten times its interval', () => {
    const keys = [used('Zabbix 7.0', '2026-11-24T09:19:59Z')];
    expect(seenOf(tool('zabbix'), keys, now)).toMatchObject({ state: 'quiet' });
    expect(seenOf(tool('scripts'), [used('curl/8.14', '2026-11-01T00:00:00Z')], now)).toMatchObject({
      state: 'seen',
    });
  });

  it('was never seen, or is one of which nobody can know', () => {
    expect(seenOf(tool('powerbi'), [], now)).toEqual({ state: 'never' });
    expect(seenOf(tool('badge'), [], now)).toBeUndefined();
  });

  it.each(tools)(
    '$name has lines that ask this server, with no key but the placeholder',
    ({ config, scopes }) => {
      const lines = config({
        url: 'https://platen.example',
        orgId: '4725fffa',
        region: 'eu',
        timeZone: 'Europe/Paris',
      });
      expect(lines).toContain('https://platen.example');
      expect(lines.includes('$PLATEN_KEY')).toBe(scopes.length > 0);
    },
  );
});
