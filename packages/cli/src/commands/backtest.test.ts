import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPlaten } from '../../../../test/support/command.ts';
import { jobEvent, postJobs } from '../../../../test/support/job-events.ts';
import { type Platen, startPlaten, type Tenant } from '../../../../test/support/platen.ts';

const dayMs = 86_400_000;
const hourMs = dayMs / 24;

let platen: Platen;
let tenant: Tenant;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platen-backtest-'));
  platen = await startPlaten();
  tenant = await platen.organization();
  const params = { org_id: tenant.orgId, source: 'cups-01' };
  const declared = { types: ['print' as const], outcomes: ['completed' as const], interval_seconds: 60 };
  await tenant.client.call('putSource', { params, body: declared });
  // Twelve jobs an hour by day for five weeks, and none since ten o'clock a week ago for a day.
  const now = platen.clock.now();
  const gap = Date.parse('2026-11-17T10:00:00Z');
  const jobs = [];
  for (let hour = now - 35 * dayMs; hour < now; hour += hourMs) {
    const isNight = new Date(hour).getUTCHours() < 7 || new Date(hour).getUTCHours() > 17;
    if (isNight || (hour >= gap && hour < gap + dayMs)) continue;
    for (let index = 0; index < 12; index++) {
      const at = new Date(hour + index * 240_000).toISOString();
      const id = `${hour} ${index}`;
      jobs.push(
        jobEvent({ job_id: id, source: 'cups-01', submitted_at: at, updated_at: at, state: 'completed' }),
      );
    }
  }
  await postJobs(platen, tenant, JSON.stringify(jobs));
});
afterAll(async () => {
  await platen[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const backtest = (...args: string[]) =>
  runPlaten(['backtest', '--org', tenant.orgId, ...args], {
    PLATEN_URL: platen.url,
    PLATEN_KEY: tenant.key,
  });

describe('platen backtest', () => {
  it('draws the days, lists what would have been told, and suggests from which severity on to listen', async () => {
    const { exitCode, stdout, stderr } = await backtest('--days', '10');
    expect([exitCode, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('print: up to 132 jobs a day, 2026-11-14 to 2026-11-24');
    expect(lines[1]).toMatch(/^ {2}[▁-█]{11}$/);
    expect(lines[2]).toBe('     !!');
    expect(stdout).toMatch(
      /2026-11-17T10:\d\d:00Z +2026-11-18T\d\d:\d\d:00Z +\w+ +Print jobs: No job has come/,
    );
    expect(stdout).toMatch(/^A rule on anomalies from warning on would have fired once in 10 days\.$/m);
  });

  it('writes a report that stands by itself, and keeps to the severity that is asked for', async () => {
    const file = join(folder, 'report.html');
    const { exitCode, stdout } = await backtest('--html', file, '--severity', 'critical');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`The report is in ${file}.`);
    const html = await readFile(file, 'utf8');
    expect(html).toContain('<svg viewBox=');
    expect(html).toContain('<polygon class="band"');
    expect(html).not.toMatch(/<script|<link|src=|@import|url\(/);
    expect(html.match(/<td>warning/)).toBeNull();
    expect(html).toContain(`Backtest of ${tenant.orgId}`);
  });

  it.each([
    [['--days', '93'], '--days is "93", but must be a number of days from 1 to 92.'],
    [['--severity', 'mild'], '--severity must be one of warning, error, critical.'],
  ])('refuses %j', async (args, message) => {
    const { exitCode, stderr } = await backtest(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
