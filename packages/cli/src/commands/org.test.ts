import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPlaten } from '../../../../test/support/command.ts';
import { type Platen, startPlaten } from '../../../../test/support/platen.ts';

let platen: Platen;
beforeAll(async () => {
  platen = await startPlaten();
});
afterAll(() => platen[Symbol.asyncDispose]());

const asOperator = (...args: string[]) =>
  runPlaten(args, { PLATEN_URL: platen.url, PLATEN_KEY: platen.operatorKey });
const header = 'ID        NAME              REGION  TIME ZONE      PATIENCE';

describe('platen org', () => {
  it('makes an organization, shows it, and changes what is said and nothing else', async () => {
    const settings = ['--time-zone', 'Europe/Berlin', '--patience', '90'];
    const made = await asOperator(
      'org',
      'create',
      '--name',
      'Lindenhof Clinic',
      '--region',
      'eu',
      ...settings,
    );
    const id = made.stdout.split('\n')[1]?.split(' ')[0] ?? '';
    expect(made).toEqual({
      exitCode: 0,
      stdout: `${header}\n${id}  Lindenhof Clinic  eu      Europe/Berlin  90 s\n`,
      stderr: '',
    });
    const updated = await asOperator('org', 'update', id, '--patience', '30', '--region', 'us');
    const [shown, listed] = await Promise.all([asOperator('org', 'show', id), asOperator('org', 'list')]);
    expect(updated.stdout).toBe(`${header}\n${id}  Lindenhof Clinic  us      Europe/Berlin  30 s\n`);
    expect(shown).toEqual(updated);
    expect(listed).toEqual(updated);
  });

  it('passes on why the server refuses, and ends with 1', async () => {
    const [region, zone, gone] = await Promise.all([
      asOperator('org', 'create', '--name', 'x', '--region', 'mars'),
      asOperator('org', 'create', '--name', 'x', '--region', 'eu', '--time-zone', 'Mars/Phobos'),
      asOperator('org', 'show', 'nobody'),
    ]);
    for (const { exitCode, stdout } of [region, zone, gone]) expect([exitCode, stdout]).toEqual([1, '']);
    expect(region.stderr).toContain('body.region');
    expect(zone.stderr).toContain('body.time_zone');
    expect(gone.stderr).toContain('(not_found, request req_');
    expect((await platen.operator.call('listOrganizations', {})).data).toHaveLength(1);
  });
});
