import { expect, it } from 'vitest';
import { foundOrganization, ServerProcess, temporaryFolder } from '../support/command.ts';
import { ask } from '../support/platen.ts';

it('no key stands in the log, at its most talkative, however it was sent', async () => {
  using folder = temporaryFolder();
  const server = await ServerProcess.start(folder.path, '--log-level', 'debug');
  const { orgId, key } = await foundOrganization(server.url, server.operatorKey, ['org:admin']);
  const greeting = server.lines.join('\n');
  const secret = key.slice('platen_live_'.length);

  const json = { 'content-type': 'application/json', 'idempotency-key': key.slice(-20) };
  const body = JSON.stringify({ name: 'Poller', scopes: ['jobs:write'] });
  const init = { method: 'POST', headers: json, body };
  const made = await ask(server, `/v1/orgs/${orgId}/keys`, key, init);
  const other = ((await made.json()) as { key: string }).key.slice('platen_live_'.length);
  for (const sent of [key, `${key}x`, key.toLowerCase()]) await ask(server, '/v1/whoami', sent);
  for (const path of [`/v1/whoami?api_key=${key}`, `/v1/orgs/${key}/keys`, `/v1/%${key}`, `/docs/${key}`]) {
    await ask(server, path, key);
  }
  await ask(server, `/v1/orgs/${orgId}/keys`, key, { ...init, body: `{"name": "${key}` });
  server.signal('SIGTERM');
  await server.ended();

  const said = server.lines.join('\n') + server.notes;
  expect(said.length).toBeGreaterThan(greeting.length);
  expect(said).toMatch(/"level":(20|30)/);
  for (const part of [secret, other]) expect(said.toLowerCase()).not.toContain(part.toLowerCase());
});
