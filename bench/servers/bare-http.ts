import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reportTo } from '../support/children.ts';

/**
 * The peer: `node:http` alone, answering a ready text to every request, or 304 to a conditional one, with the headers
 * given for each.
 */
const [body = '', headers = '{}', headersOf304 = '{}'] = process.argv.slice(2);
const ofOk: Record<string, string> = JSON.parse(headers);
const ofKnown: Record<string, string> = JSON.parse(headersOf304);
const server = createServer((request, response) => {
  if (request.headers['if-none-match'] !== undefined) {
    response.writeHead(304, ofKnown).end();
    return;
  }
  response.writeHead(200, ofOk);
  response.end(body);
});
await once(server.listen(0, '127.0.0.1'), 'listening');
reportTo({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
process.once('SIGTERM', () => process.exit(0));
