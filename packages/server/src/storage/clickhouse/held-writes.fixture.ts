import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands in front of a ClickHouse server, and does with inserts of jobs what networks do. */
export class HeldWrites implements AsyncDisposable {
  readonly #server;
  /** Awaited before an insert is handed on. */
  before: () => Promise<void> = async () => undefined;
  /** Whether the answer to an insert gets lost. */
  losesAnswers = false;

  private constructor(target: URL) {
    this.#server = createServer(async (asked, answer) => {
      const { searchParams } = new URL(asked.url ?? '', target);
      const isInsert = /^insert into \S+\.job /i.test(searchParams.get('query') ?? '');
      if (isInsert) await this.before();
      const { method, headers } = asked;
      const handedOn = request(new URL(asked.url ?? '', target), { method, headers, agent: false });
      asked.pipe(handedOn);
      const [answered] = (await once(handedOn, 'response')) as [IncomingMessage];
      if (isInsert && this.losesAnswers) answer.destroy();
      else answered.pipe(answer.writeHead(answered.statusCode ?? 500, answered.headers));
    });
  }

  static async before(url: string): Promise<{ url: string; writes: HeldWrites }> {
    const writes = new HeldWrites(new URL(url));
    writes.#server.listen(0, '127.0.0.1');
    await once(writes.#server, 'listening');
    const ours = new URL(url);
    ours.port = String((writes.#server.address() as AddressInfo).port);
    return { url: ours.href, writes };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
