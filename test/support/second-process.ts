import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { tidy } from '../../packages/server/src/app/compose.ts';
import { type RunningServer, readConfig, serve } from '../../packages/server/src/index.ts';
import { prepare } from '../../packages/server/src/storage/postgres/open.ts';
import { clockOfFile } from './clock-file.ts';
import { Marks } from './marks.ts';
import type { Asked, StartedServer, ToMakeTables, ToStart } from './second-server.ts';

/** A process that has servers which tests in other processes ask for; it ends with the one that began it. */
interface Running {
  readonly server: RunningServer;
  readonly marks: Marks;
}

const running = new Map<string, Running>();

async function start(wanted: ToStart): Promise<StartedServer> {
  const config = readConfig(wanted.settings, undefined, wanted.environment);
  const clock = clockOfFile(wanted.clockFile);
  const server = await serve(config, { ...wanted.options, clock });
  running.set(server.url, { server, marks: new Marks(wanted.environment.DATABASE_URL ?? '') });
  return { url: server.url };
}

async function act({ url, verb }: Exclude<Asked, ToStart | ToMakeTables>): Promise<void> {
  const { server, marks } = running.get(url) ?? {};
  if (!server || !marks) throw new Error(`There is no server at ${url}.`);
  switch (verb) {
    case 'hear':
      return marks.heardBy(server);
    case 'tidy':
      return tidy(server.rooms);
    case 'stop':
      running.delete(url);
      await server[Symbol.asyncDispose]();
      return marks[Symbol.asyncDispose]();
  }
}

function answer(asked: Asked): Promise<unknown> {
  if (asked.verb === 'start') return start(asked);
  return asked.verb === 'make tables' ? prepare(asked.databaseUrl) : act(asked);
}

const control = createServer(async (request, response) => {
  try {
    const asked = (await json(request)) as Asked;
    response.end(JSON.stringify((await answer(asked)) ?? {}));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(0, '127.0.0.1');
await once(control, 'listening');
process.once('disconnect', () => process.exit());
process.send?.(`http://127.0.0.1:${(control.address() as AddressInfo).port}`);
