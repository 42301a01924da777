import { parseInstant } from '../../kit/instant.ts';
import { parseStrictJson } from '../../kit/strict-json.ts';

/** A body that is not what its format says; the message is a clause that names the place. */
export class UnreadableFeedError extends Error {}

/** A value of a feed's body with its place in it, so that what is wrong can be named. */
export class Field {
  readonly #value: unknown;
  readonly #place: string;
  /** Whose words are read, as in `which Statuspage does not have`. */
  readonly #format: string;

  constructor(value: unknown, place: string, format: string) {
    this.#value = value;
    this.#place = place;
    this.#format = format;
  }

  /** @throws UnreadableFeedError */
  static parse(text: string, format: string): Field {
    if (/^\s*</.test(text)) throw new UnreadableFeedError('sent a web page or XML, not JSON');
    const json = parseStrictJson(text);
    if (json.problem !== null)
      throw new UnreadableFeedError(`sent no JSON that can be read: ${json.message}`);
    return new Field(json.value, '', format);
  }

  /** The text that `name` holds, which is not empty. */
  text(name: string): string {
    return this.textOrNull(name) ?? this.#fail(name, 'is missing');
  }

  /** Null when it is absent, null or empty. */
  textOrNull(name: string): string | null {
    const value = this.#at(name) ?? '';
    if (typeof value !== 'string') return this.#fail(name, `is ${shown(value)}, which is no text`);
    return value.trim() === '' ? null : value;
  }

  /** An id: a text or a whole number. */
  id(name: string): string {
    return this.idOrNull(name) ?? this.#fail(name, 'is missing');
  }

  idOrNull(name: string): string | null {
    const value = this.#at(name);
    return Number.isSafeInteger(value) ? String(value) : this.textOrNull(name);
  }

  isTrue(name: string): boolean {
    const value = this.#at(name) ?? false;
    if (typeof value !== 'boolean')
      return this.#fail(name, `is ${shown(value)}, which is neither true nor false`);
    return value;
  }

  /** One of the format's words, as our word for it. */
  word<T>(name: string, words: Readonly<Record<string, T>>): T {
    return this.wordOrNull(name, words) ?? this.#fail(name, 'is missing');
  }

  wordOrNull<T>(name: string, words: Readonly<Record<string, T>>): T | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    const word = Object.hasOwn(words, text) ? words[text] : undefined;
    return word ?? this.#fail(name, `is ${shown(text)}, which ${this.#format} does not have`);
  }

  /** Epoch ms of an RFC 3339 instant in whatever zone. */
  instant(name: string): number {
    return this.instantOrNull(name) ?? this.#fail(name, 'is missing');
  }

  instantOrNull(name: string): number | null {
    const text = this.textOrNull(name);
    if (text === null) return null;
    return parseInstant(text) ?? this.#fail(name, `is ${shown(text)}, which is no moment`);
  }

  /** The objects of a list; none when it is absent or null. */
  list(name: string): readonly Field[] {
    const value = this.#at(name) ?? [];
    if (!Array.isArray(value)) return this.#fail(name, `is ${shown(value)}, which is no list`);
    const place = this.#placeOf(name);
    return value.map((item: unknown, index) => new Field(item, `${place}[${index}]`, this.#format));
  }

  /** Ids in a list; none when it is absent or null. */
  ids(name: string): readonly string[] {
    return this.list(name).map((item) => {
      if (typeof item.#value === 'string' || Number.isSafeInteger(item.#value)) return String(item.#value);
      throw new UnreadableFeedError(`${item.#place} is ${shown(item.#value)}, which is no id`);
    });
  }

  /** An object within this one; null when it is absent or null. */
  objectOrNull(name: string): Field | null {
    const value = this.#at(name) ?? null;
    return value === null ? null : new Field(value, this.#placeOf(name), this.#format);
  }

  object(name: string): Field {
    return this.objectOrNull(name) ?? this.#fail(name, 'is missing');
  }

  has(name: string): boolean {
    return this.#at(name) !== undefined;
  }

  #at(name: string): unknown {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new UnreadableFeedError(`${this.#place || 'the body'} is ${shown(value)}, which is no object`);
    }
    return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }

  #placeOf(name: string): string {
    return this.#place === '' ? name : `${this.#place}.${name}`;
  }

  #fail(name: string, problem: string): never {
    throw new UnreadableFeedError(`${this.#placeOf(name)} ${problem}`);
  }
}

/** Refuses a list that has one id twice: nobody could tell which of the two is meant. */
export function refuseDuplicates<T>(
  place: string,
  items: readonly T[],
  idOf: (item: T) => string,
): readonly T[] {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const id = idOf(item);
    const first = seen.get(id);
    if (first !== undefined) {
      throw new UnreadableFeedError(`${place}[${index}] has the id ${shown(id)} of ${place}[${first}]`);
    }
    seen.set(id, index);
  }
  return items;
}

/** Enough of a value to recognize it, and no more. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length <= 42 ? text : `${text.slice(0, 40)}…"`;
}
