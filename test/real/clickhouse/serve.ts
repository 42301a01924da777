import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

/** Speaks the HTTP of a ClickHouse server for the engine in this process, and prints its port. One request at a time. */
interface Session {
  queryAsync(sql: string, options?: { format: string }): Promise<{ text(): string }>;
}
const { Session } = createRequire(import.meta.url)('chdb') as { Session: new () => Session };

const session = new Session();
/** What is said beside a query that is no setting. */
const others = ['query', 'query_id', 'wait_end_of_query'];
let before: Promise<unknown> = Promise.resolve();

const server = createServer((request, response) => {
  before = before.then(() => answer(request, response));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`${(server.address() as { port: number }).port}\n`);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const body = await text(request);
  const query = searchParams.get('query');
  try {
    for (const [name, value] of searchParams) {
      if (!others.includes(name)) await session.queryAsync(`set ${name} = '${value}'`);
    }
    const sql = query === null ? body : `${query}\n${body}`;
    response.end((await session.queryAsync(sql, { format: 'TabSeparated' })).text());
  } catch (error) {
    response.writeHead(500).end((error as Error).message);
  }
}
