import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  foundOrganization,
  runPlaten,
  ServerProcess,
  temporaryFolder,
} from '../../../../test/support/command.ts';

/** Runs a line as if it had been pasted into a shell. */
async function paste(line: string): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)('bash', ['-c', line]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const curlLines = (server: ServerProcess) => server.lines.filter((line) => line.startsWith('curl '));
const demoOf = (server: ServerProcess) => ({
  orgId: server.told(/^Organization +(\S+) /),
  key: server.told(/^Demo key +(\S+) /),
});

async function expectGreeting(server: ServerProcess): Promise<void> {
  const { orgId, key } = demoOf(server);
  const [status, stats, subscription, ...others] = await Promise.all(curlLines(server).map(paste));
  expect(others).toEqual([]);
  expect(status).toMatchObject({ org_id: orgId, service_status: expect.any(String) });
  expect(stats).toMatchObject({ org_id: orgId, jobs: { print: { submitted: expect.any(Number) } } });
  expect(subscription).toMatchObject({ org_id: orgId, days_remaining: expect.any(Number) });
  expect(key).toMatch(/^platen_test_\w{49}$/);
  for (const line of curlLines(server)) expect(line).toContain(`${server.url}/v1/orgs/${orgId}/`);
}

describe.concurrent('platen serve --demo', () => {
  it('on an empty folder greets with all that is needed, and again without the operator key', async () => {
    using folder = temporaryFolder();
    const first = await ServerProcess.start(folder.path, '--demo');
    {
      await using server = first;
      expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      await expectGreeting(server);
      expect(
        (await paste(`curl -s -H 'X-API-Key: ${server.operatorKey}' ${server.url}/v1/orgs`)).data,
      ).toEqual(
        expect.arrayContaining([expect.objectContaining({ org_id: demoOf(server).orgId, demo: true })]),
      );
      expect(server.notes).toBe('');
    }
    await using second = await ServerProcess.start(folder.path, '--demo');
    expect(second.operatorKey).toBeUndefined();
    expect(demoOf(second).orgId).toBe(demoOf(first).orgId);
    await expectGreeting(second);
  });

  it('leaves a folder with organizations of its own alone', async () => {
    using folder = temporaryFolder();
    const before = await ServerProcess.start(folder.path);
    {
      await using server = before;
      expect(curlLines(server)).toEqual([]);
      await foundOrganization(server.url, server.operatorKey, ['job-stats:read']);
    }
    await using after = await ServerProcess.start(folder.path, '--demo');
    await after.says('\n');
    expect(after.notes).toBe('This data folder has organizations of its own: no demo was added.\n');
    expect([demoOf(after).orgId, curlLines(after)]).toEqual([undefined, []]);
    const list = `curl -s -H 'X-API-Key: ${before.operatorKey}' ${after.url}/v1/orgs`;
    expect((await paste(list)).data).toMatchObject([{ name: 'Lindenhof Clinic', demo: false }]);
  });
});

describe.concurrent('platen demo', () => {
  it('fills a folder that no server runs on, and names what it made', async () => {
    using folder = temporaryFolder();
    const { exitCode, stdout, stderr } = await runPlaten(['demo', '--data', folder.path]);
    expect([exitCode, stderr]).toEqual([0, '']);
    const made = stdout.trimEnd().split('\n');
    expect(made.map((line) => /^\S+ {2}.+ \((eu|us)\), demo$/.exec(line)?.[1])).toEqual(['eu', 'us']);
  });
});

describe.concurrent('platen serve on PostgreSQL', () => {
  it('says why it does not start without its database, and not the password', async () => {
    const DATABASE_URL = 'postgresql://me:hunter2@127.0.0.1:1/platen';
    expect(await runPlaten(['serve', '--port', '0'], { DATABASE_URL })).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1.\n',
    });
  });
});
