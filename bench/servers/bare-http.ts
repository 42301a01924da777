import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reportTo } from '../support/children.ts';

/** The peer: `node:http` alone, answering a ready text to every request, or 304 to a conditional one. */
const body = process.argv[2] ?? '';
const length = Buffer.byteLength(body);
const server = createServer((request, response) => {
  if (request.headers['if-none-match'] !== undefined) {
    response.writeHead(304, { etag: '"bare"' }).end();
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': length,
    etag: '"bare"',
  });
  response.end(body);
});
await once(server.listen(0, '127.0.0.1'), 'listening');
reportTo({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
process.once('SIGTERM', () => process.exit(0));
