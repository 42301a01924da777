import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StatusContext } from '../../status/index.ts';
import { hasKey } from '../manners/credentials.ts';
import { requestIdOf } from '../manners/request-id.ts';
import { type Answer, sendChoice } from './answer.ts';

/** An answer, and for how long it stands. */
export interface Ready {
  readonly answer: Answer;
  readonly region: string;
  readonly revision: number;
  readonly validUntil: number;
}

/** Characters of text; a gzipped copy is small beside it. */
const mostCharacters = 64 * 1024 * 1024;

/**
 * Public answers by their paths. Those that stand are sent from here, in front of the framework: on a bad morning a
 * status page is asked for more than everything else together.
 */
export class ReadyAnswers {
  readonly #status: StatusContext;
  readonly #byPath = new Map<string, Ready>();
  #characters = 0;

  constructor(status: StatusContext) {
    this.#status = status;
  }

  /**
   * Answers the request if that takes no thought; false, with nothing done, if it does. None of these paths has a query,
   * and what is added to get past caches gets the same bytes.
   */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url = '' } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const query = url.indexOf('?');
    const answer = this.find(query < 0 ? url : url.slice(0, query));
    if (answer?.audience !== 'public' || (query >= 0 && hasKey(url))) return false;
    const { headers } = request;
    if (headers.host === undefined) return false;
    sendChoice(answer.choose(headers), response, ['X-Request-Id', requestIdOf(request)]);
    return true;
  }

  /** The answer of a path, if it still stands. */
  find(path: string): Answer | undefined {
    const ready = this.#byPath.get(path);
    if (!ready || this.#status.clock.now() >= ready.validUntil) return undefined;
    return this.#status.store.revision(ready.region) === ready.revision ? ready.answer : undefined;
  }

  /** The last answer of a path, whether or not it still stands. */
  last(path: string): Answer | undefined {
    return this.#byPath.get(path)?.answer;
  }

  keep(path: string, ready: Ready): void {
    this.#drop(path);
    this.#byPath.set(path, ready);
    this.#characters += ready.answer.text.length;
    // The oldest goes first: a Map keeps the order of insertion.
    while (this.#characters > mostCharacters) this.#drop(this.#byPath.keys().next().value ?? '');
  }

  #drop(path: string): void {
    const ready = this.#byPath.get(path);
    if (!ready) return;
    this.#byPath.delete(path);
    this.#characters -= ready.answer.text.length;
  }
}
