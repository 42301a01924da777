import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection on which anything may be said. */
export interface RawConnection {
  send(bytes: string | Uint8Array): void;
  /** The first answer, once the server has sent it whole; undefined when it ended the connection without one. */
  answer(): Promise<RawAnswer | undefined>;
  hangUp(): void;
}

/** Sends the head of a request, and leaves its body to the caller. */
export function beginRequest(
  url: string,
  request: { method: string; path: string; headers: Readonly<Record<string, string>> },
): RawConnection {
  const { method, path, headers } = request;
  const lines = Object.entries({ host: new URL(url).host, connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const connection = openRaw(url);
  connection.send(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return connection;
}

export function openRaw(url: string): RawConnection {
  const { hostname, port } = new URL(url);
  // When the server has said its last, this end stays open: only a caller who means to hangs up.
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  // A server may refuse the rest of what is sent; what it has said before still counts.
  socket.on('error', () => {});
  return {
    send: (bytes) => void socket.write(bytes),
    answer: () => answerOn(socket, received),
    hangUp: () => void socket.destroy(),
  };
}

function answerOn(socket: Socket, received: readonly Buffer[]): Promise<RawAnswer | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      const answer = parseAnswer(Buffer.concat(received));
      if (!answer && !socket.readableEnded && !socket.closed) return;
      socket.off('data', look).off('end', look).off('close', look);
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', look).on('end', look).on('close', look);
    look();
  });
}

/** The answer that the bytes begin with, if they hold all of it. */
function parseAnswer(bytes: Buffer): RawAnswer | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = bytes.subarray(headEnd + 4);
  const length = Number(headers['content-length'] ?? 0);
  if (body.length < length) return undefined;
  return { status: Number(statusLine.split(' ')[1]), headers, body: body.subarray(0, length).toString() };
}
