import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

interface Backend {
  readonly url: string;
  /** Resolves when it has heard of all that was changed before. */
  hear(): Promise<void>;
}

/** One address for two servers. Requests go to the one and to the other in turn, as they were sent, byte by byte. */
export class Balancer implements AsyncDisposable {
  readonly #server = createServer();
  readonly #agent = new Agent({ keepAlive: true });

  static async listen(): Promise<Balancer> {
    const balancer = new Balancer();
    balancer.#server.listen(0, '127.0.0.1');
    await once(balancer.#server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on. */
  spread(...backends: readonly [Backend, Backend]): void {
    let turn = 0;
    this.#server.on('request', (asked: IncomingMessage, answer: ServerResponse) => {
      const backend = backends[turn++ % 2 === 0 ? 0 : 1];
      backend.hear().then(
        () => this.#forward(backend, asked, answer),
        () => answer.destroy(),
      );
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #forward({ url }: Backend, asked: IncomingMessage, answer: ServerResponse): void {
    const asking = request(url, {
      agent: this.#agent,
      path: asked.url,
      method: asked.method,
      headers: asked.rawHeaders,
      setDefaultHeaders: false,
    });
    asking.on('response', (said) => {
      answer.writeHead(said.statusCode ?? 502, said.statusMessage, said.rawHeaders);
      // Ends the answer as the server did, in the middle too.
      pipeline(said, answer, () => undefined);
    });
    asking.on('error', () => answer.destroy());
    answer.on('close', () => asking.destroy());
    // A server may answer before it has been sent anything of a body.
    asking.flushHeaders();
    asked.pipe(asking);
  }
}
