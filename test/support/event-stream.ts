import type { SystemStatus } from '@platen/contract';

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  /** As it came, so that its bytes can be compared. */
  readonly data: string;
  readonly status: SystemStatus;
}

/** An event stream as its bytes come in, read block by block. */
export class EventStream implements AsyncDisposable {
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(response: Response) {
    if (!response.body) throw new Error('The answer has no body.');
    this.response = response;
    this.#reader = response.body.getReader();
  }

  /** The next block of lines; undefined when the server has ended the stream. */
  async block(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return block;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** The next event; what comes before it (comments, `retry`) is passed over. */
  async event(): Promise<StreamEvent> {
    for (let block = await this.block(); block !== undefined; block = await this.block()) {
      const fields = Object.fromEntries(
        block.split('\n').map((line) => {
          const colon = line.indexOf(': ');
          return [line.slice(0, colon), line.slice(colon + 2)];
        }),
      );
      const { id, event, data } = fields;
      if (id !== undefined && event !== undefined && data !== undefined)
        return { id, event, data, status: JSON.parse(data) as SystemStatus };
    }
    throw new Error('The stream ended without another event.');
  }

  /** Reads until the server ends the stream; gives the blocks that came on the way. */
  async rest(): Promise<string[]> {
    const blocks: string[] = [];
    for (let block = await this.block(); block !== undefined; block = await this.block()) blocks.push(block);
    return blocks;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader.cancel();
  }
}
