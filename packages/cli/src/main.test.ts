import { describe, expect, it } from 'vitest';
import { runPlaten, ServerProcess, temporaryFolder } from '../../../test/support/command.ts';

/** No server listens there: the port is reserved. */
const nowhere = { PLATEN_URL: 'http://127.0.0.1:1', PLATEN_KEY: 'platen_live_x' };

describe.concurrent('platen', () => {
  it('without a command says what there is, and so does every command when asked for help', async () => {
    const [alone, asked] = await Promise.all([runPlaten([]), runPlaten(['key', 'create', '--help'])]);
    expect(alone).toMatchObject({ exitCode: 0, stderr: '' });
    expect(asked).toEqual(alone);
    for (const usage of ['platen serve', 'platen demo', 'platen org create', 'platen key list']) {
      expect(alone.stdout).toContain(usage);
    }
    expect(alone.stdout).toContain('platen import print-logger FILE --org ORG --source SOURCE --time-zone');
  });

  it('ends with 2 when it was called wrongly, and prints nothing that a script could take for a result', async () => {
    const runs = await Promise.all([
      runPlaten(['sreve']),
      runPlaten(['key', 'create']),
      runPlaten(['serve'], { PLATEN_PORT: 'http' }),
    ]);
    expect(runs.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual(runs.map(() => [2, '']));
    const [unknown, wrong, unset] = runs.map(({ stderr }) => stderr);
    expect(unknown).toMatch(/^There is no command sreve\.\n\nPlaten:/);
    expect(wrong).toBe('--scopes is missing: such as --scopes system-status:read,job-stats:read.\n');
    expect(unset).toBe(
      'PLATEN_PORT is "http" in the environment, but must be a whole number from 0 to 65535.\n',
    );
  });

  it('ends with 1 and one sentence, no stack, when the world is not as it needs it', async () => {
    using folder = temporaryFolder();
    await using server = await ServerProcess.start(folder.path);
    const { port } = new URL(server.url);
    using other = temporaryFolder();
    const missing = ['import', 'cups-page-log', '/nowhere/page_log', '--org', 'o', '--source', 's'];
    const runs = await Promise.all([
      runPlaten(['org', 'list'], { ...nowhere }),
      runPlaten(missing, nowhere),
      runPlaten(['serve', '--port', '0', '--data', folder.path]),
      runPlaten(['serve', '--port', port, '--data', other.path]),
      runPlaten(['org', 'list'], { PLATEN_URL: server.url, PLATEN_KEY: 'platen_live_x' }),
    ]);
    for (const { exitCode, stdout, stderr } of runs) {
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).not.toMatch(/^ +at /m);
    }
    const [unreachable, noFile, inUse, taken, refused] = runs.map(({ stderr }) => stderr);
    expect(unreachable).toBe('No answer from http://127.0.0.1:1.\n');
    expect(noFile).toContain("no such file or directory, stat '/nowhere/page_log'");
    expect(inUse).toContain('Another Platen is running on this data folder');
    expect(taken).toContain(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
    expect(refused).toMatch(/\(key_malformed, request req_\w+\)\n$/);
  });
});
