import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPlaten } from '../../../../test/support/command.ts';
import { ask, type Platen, startPlaten } from '../../../../test/support/platen.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const asOperator = (...args: string[]) =>
  runPlaten(args, { PLATEN_URL: platen.url, PLATEN_KEY: platen.operatorKey });
const codeOf = async (key: string) => {
  const answer = await ask(platen, '/v1/whoami', key);
  return answer.ok ? 'usable' : ((await answer.json()) as { code: string }).code;
};
const rowsOf = (stdout: string) => stdout.trimEnd().split('\n').slice(1);

describe.concurrent('platen key', () => {
  it('makes a key that stands alone on standard output, lists it, replaces it and ends it', async () => {
    const { orgId } = await platen.organization();
    const named = ['--name', 'Print agent', '--scopes', 'jobs:write,job-stats:read'];
    const limited = ['--expires-at', '2027-01-01T00:00:00Z', '--allow', '127.0.0.0/8', '--allow', '::1'];
    const made = await asOperator('key', 'create', '--org', orgId, ...named, ...limited);
    const [id = ''] = /key_\w+/.exec(made.stderr) ?? [];
    expect(made).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^platen_live_\w{49}\n$/),
      stderr: `${id}: Print agent, jobs:write, job-stats:read. The key is shown this once:\n`,
    });
    const first = made.stdout.trim();
    expect(await codeOf(first)).toBe('usable');

    const listed = await asOperator('key', 'list', '--org', orgId);
    expect(listed.stdout).not.toContain(first);
    const row = rowsOf(listed.stdout).find((line) => line.startsWith(id));
    expect(row).toContain('jobs:write,job-stats:read');
    expect(row).toContain('expires 2027-01-01T00:00:00Z');

    const rotated = await asOperator('key', 'rotate', id, '--org', orgId, '--overlap', '0');
    const second = rotated.stdout.trim();
    expect([await codeOf(first), await codeOf(second)]).toEqual(['key_expired', 'usable']);

    const [successor = ''] = /key_\w+/.exec(rotated.stderr) ?? [];
    const revoked = await asOperator('key', 'revoke', successor, '--org', orgId);
    expect(revoked).toEqual({ exitCode: 0, stdout: '', stderr: `${successor} (Print agent) is revoked.\n` });
    expect(await codeOf(second)).toBe('key_revoked');
    const { stdout } = await asOperator('key', 'list', '--org', orgId);
    expect(rowsOf(stdout).find((line) => line.startsWith(successor))).toContain(
      'revoked 2026-11-24T09:07:00Z',
    );
  });

  it('makes operator keys without an organization, and they are no keys of one', async () => {
    const made = await asOperator('key', 'create', '--name', 'Status desk', '--scopes', 'operator:status');
    expect(await codeOf(made.stdout.trim())).toBe('usable');
    const [id = ''] = /key_\w+/.exec(made.stderr) ?? [];
    const [operators, ofOrganization] = await Promise.all([
      asOperator('key', 'list'),
      asOperator('key', 'list', '--org', (await platen.organization()).orgId),
    ]);
    expect(operators.stdout).toContain(id);
    expect(ofOrganization.stdout).not.toContain(id);
  });

  it('lists more keys than one page has', async () => {
    const { orgId, keyWith } = await platen.organization();
    for (let keys = 1; keys < 102; keys++) await keyWith('jobs:write');
    const { stdout } = await asOperator('key', 'list', '--org', orgId);
    expect(new Set(rowsOf(stdout).map((line) => line.split(' ')[0])).size).toBe(102);
  });

  it('passes on why the server refuses, with the fix, and ends with 1', async () => {
    const { orgId } = await platen.organization();
    const [scope, gone] = await Promise.all([
      asOperator('key', 'create', '--org', orgId, '--name', 'x', '--scopes', 'print:everything'),
      asOperator('key', 'revoke', 'key_gone', '--org', orgId),
    ]);
    expect([scope.exitCode, scope.stdout, gone.exitCode]).toEqual([1, '', 1]);
    expect(scope.stderr).toMatch(/body\.scopes.*\(invalid_request, request req_\w+\)\n {4}.*`?jobs:write/s);
    expect(gone.stderr).toMatch(/^There is no key key_gone\. \(not_found, request req_\w+\)\n$/);
  });
});
