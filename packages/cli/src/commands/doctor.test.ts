import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPlaten, ServerProcess, temporaryFolder } from '../../../../test/support/command.ts';

/** No server listens there: the port is reserved. */
const nowhere = { PLATEN_URL: 'http://127.0.0.1:1' };

describe.concurrent('platen doctor', () => {
  it('finds a server that was just started well, and tells so in lines and as JSON', async () => {
    using folder = temporaryFolder();
    await using server = await ServerProcess.start(folder.path);
    const environment = { PLATEN_URL: server.url, PLATEN_DATA: folder.path };
    const [lines, json] = await Promise.all([
      runPlaten(['doctor', '--all'], environment),
      runPlaten(['doctor', '--json'], environment),
    ]);
    expect(lines).toMatchObject({ exitCode: 0, stderr: '' });
    for (const line of lines.stdout.trimEnd().split('\n')) expect(line).toMatch(/^ok {5}\w/);
    expect(lines.stdout).toContain(`server         ${server.url} is ready.`);
    const { healthy, findings } = JSON.parse(json.stdout) as { healthy: boolean; findings: object[] };
    expect(json.exitCode).toBe(0);
    expect(healthy).toBe(true);
    expect(findings[0]).toEqual({
      subject: 'settings',
      verdict: 'well',
      text: 'they can be used.',
      fix: null,
    });
  });

  it('ends with 1 when something is at fault, and says what to do', async () => {
    using folder = temporaryFolder();
    const config = join(folder.path, 'platen.env');
    writeFileSync(config, `PLATEN_DATA=${config}\n`);
    const wrong = await runPlaten(['doctor', '--config', config], nowhere);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stdout).toMatch(/^FAULT {2}folder .*\n {22}Let the user/m);
    expect(wrong.stdout).toMatch(/^note {3}server .*\n {22}Start one/m);
    appendFileSync(config, 'PLATEN_PORT=http\n');
    const unset = await runPlaten(['doctor', '--config', config], nowhere);
    expect(unset.exitCode).toBe(1);
    expect(unset.stdout).toMatch(/^FAULT {2}settings .*PLATEN_PORT is "http"/m);
  });

  it('tells of a server that is not ready, or whose clock is wrong', async () => {
    using folder = temporaryFolder();
    let answer = { status: 503, date: new Date().toUTCString() };
    const server = createServer((_, response) =>
      response.writeHead(answer.status, { date: answer.date }).end(),
    ).listen(0, '127.0.0.1');
    await using _ = { [Symbol.asyncDispose]: async () => void server.close() };
    await new Promise((resolve) => server.once('listening', resolve));
    const PLATEN_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const look = async () =>
      (await runPlaten(['doctor', '--data', folder.path], { PLATEN_URL })).stdout.split('\n').at(-3);
    expect(await look()).toMatch(/^FAULT {2}server .*not ready: 503/);
    answer = { status: 200, date: 'Tue, 24 Nov 2020 09:00:00 GMT' };
    expect(await look()).toMatch(/^FAULT {2}server .*differs from ours by \d+ s/);
  });
});
