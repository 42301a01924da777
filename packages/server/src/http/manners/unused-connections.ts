import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Connections on which nothing was ever asked, such as a browser opens ahead. Node does not count them among the idle ones
 * that it closes when it stops, and would wait for their requests without an end.
 */
export class UnusedConnections {
  readonly #open = new Set<Socket>();
  #stopping = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      if (this.#stopping) {
        socket.destroy();
        return;
      }
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
  }

  /** From now on there are none. */
  close(): void {
    this.#stopping = true;
    for (const socket of this.#open) if (socket.bytesRead === 0) socket.destroy();
  }
}
