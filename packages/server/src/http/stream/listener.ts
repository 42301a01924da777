import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Caller, Organization } from '../../access/index.ts';
import type { Snapshot } from '../manners/snapshot.ts';

/** What may wait for a reader that does not read, in bytes; beyond, it is cut off. */
const mostUnreadBytes = 256 * 1024;

const retryMs = 2_000;
const lingerMs = 500;

/** One open stream: who reads it, and what they have. */
export class Listener {
  readonly holder: Caller;
  readonly org: Organization;
  readonly #response: ServerResponse;
  #revision = -1;
  #lastId: string | undefined;

  constructor(holder: Caller, org: Organization, lastId: string | undefined, response: ServerResponse) {
    this.holder = holder;
    this.org = org;
    this.#lastId = lastId;
    this.#response = response;
  }

  begin(headers: OutgoingHttpHeaders, whenGone: () => void): void {
    this.#response.once('close', whenGone);
    this.#response.writeHead(200, headers);
    this.#response.write(`retry: ${retryMs}\n\n`);
  }

  /** Tells it, unless the reader has it already, or has newer. False: the reader does not read, and was cut off. */
  tell(snapshot: Snapshot, revision: number): boolean {
    if (revision < this.#revision) return true;
    this.#revision = revision;
    const id = snapshot.etag.slice(1, -1);
    if (id === this.#lastId) return true;
    this.#lastId = id;
    return this.#write(`id: ${id}\nevent: system-status\ndata: ${snapshot.text}\n\n`);
  }

  /** A comment, by which either side learns that the other has gone. */
  beat(): boolean {
    return this.#write(':\n\n');
  }

  /** A reader that does not take the end either is cut off. */
  end(): void {
    this.#response.end();
    setTimeout(() => this.#response.destroy(), lingerMs).unref();
  }

  #write(text: string): boolean {
    if (this.#response.writableLength > mostUnreadBytes) {
      this.#response.destroy();
      return false;
    }
    this.#response.write(text);
    return true;
  }
}
