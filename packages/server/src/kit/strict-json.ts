/** JSON read as one meaning: what two readers could take for different values is refused, not guessed. */

/** Where a value stands: keys of objects and places in arrays, from the outside in. */
export type JsonPath = readonly (string | number)[];

export type StrictJson =
  | { readonly problem: null; readonly value: unknown }
  | { readonly problem: 'syntax'; readonly message: string }
  | { readonly problem: 'too_deep'; readonly message: string }
  | {
      readonly problem: 'duplicate_key';
      readonly message: string;
      /** As `JSON.parse` reads it: the last of two keys stands. */
      readonly value: unknown;
      /** The first key that stands twice, for each element of the outermost value that has one. */
      readonly duplicates: readonly JsonPath[];
    };

export const maxJsonDepth = 64;

/** Messages are clauses without a full stop, such as `unexpected "}" at line 1, column 8`. */
export function parseStrictJson(text: string): StrictJson {
  const outline = outlineOf(text);
  if (outline.depth > maxJsonDepth) {
    return { problem: 'too_deep', message: `nested deeper than ${maxJsonDepth} levels` };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'syntax', message: syntaxProblem(text) };
  }
  if (outline.keys === countKeys(value)) return { problem: null, value };
  const scanner = new Scanner(text);
  scanner.scan();
  const [first = []] = scanner.duplicates;
  return {
    problem: 'duplicate_key',
    message: duplicateMessage(first),
    value,
    duplicates: scanner.duplicates,
  };
}

export function duplicateMessage(path: JsonPath): string {
  const holder = path.slice(0, -1);
  const key = JSON.stringify(path.at(-1));
  return holder.length === 0
    ? `the key ${key} stands twice`
    : `the key ${key} stands twice in ${pathText(holder)}`;
}

function pathText(path: JsonPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/**
 * How deep the text nests and how many keys it writes, in one cheap pass before it is parsed (8 MiB of brackets keep
 * `JSON.parse` busy for seconds). Outside strings every colon of a valid text follows a key, so a parsed value with
 * fewer keys than colons has lost one to its double.
 */
function outlineOf(text: string): { depth: number; keys: number } {
  let depth = 0;
  let open = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22 /* " */:
        at = endOfString(text, at);
        break;
      case 0x3a /* : */:
        keys++;
        break;
      case 0x5b /* [ */:
      case 0x7b /* { */:
        depth = Math.max(depth, ++open);
        break;
      case 0x5d /* ] */:
      case 0x7d /* } */:
        open--;
    }
  }
  return { depth, keys };
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c /* \ */) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countKeys(item);
    return count;
  }
  for (const item of Object.values(value)) count += 1 + countKeys(item);
  return count;
}

function syntaxProblem(text: string): string {
  const scanner = new Scanner(text);
  try {
    scanner.scan();
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    const before = text.slice(0, error.at).split('\n');
    const found = error.at < text.length ? JSON.stringify(text.charAt(error.at)) : 'end';
    return `unexpected ${found} at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  }
  return 'not JSON';
}

class Unexpected extends Error {
  readonly at: number;

  constructor(at: number) {
    super('unexpected character');
    this.at = at;
  }
}

const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escaped = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/** Reads JSON by its grammar (RFC 8259), only to say where it goes wrong. Slower than `JSON.parse`, which goes first. */
class Scanner {
  readonly duplicates: JsonPath[] = [];
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Throws `Unexpected` at the first character that cannot stand where it stands. */
  scan(): void {
    this.#value();
    this.#space();
    if (this.#at < this.#text.length) throw new Unexpected(this.#at);
  }

  #value(): void {
    this.#space();
    const first = this.#text.charAt(this.#at);
    if (first === '{') this.#object();
    else if (first === '[') this.#array();
    else if (first === '"') this.#string();
    else this.#match(scalar);
  }

  #object(): void {
    const keys = new Set<string>();
    this.#at++;
    if (this.#takes('}')) return;
    do {
      this.#space();
      const key = this.#string();
      this.#path.push(key);
      if (keys.has(key)) this.#noteDuplicate();
      keys.add(key);
      this.#expect(':');
      this.#value();
      this.#path.pop();
    } while (this.#takes(','));
    this.#expect('}');
  }

  #array(): void {
    let index = 0;
    this.#at++;
    if (this.#takes(']')) return;
    do {
      this.#path.push(index++);
      this.#value();
      this.#path.pop();
    } while (this.#takes(','));
    this.#expect(']');
  }

  #string(): string {
    const start = this.#at;
    if (this.#text.charAt(start) !== '"') throw new Unexpected(start);
    for (this.#at++; this.#text.charAt(this.#at) !== '"'; ) {
      const isEscape = this.#text.charAt(this.#at) === '\\';
      if (!isEscape && !(this.#text.charCodeAt(this.#at) >= 0x20)) throw new Unexpected(this.#at);
      this.#at++;
      if (isEscape) this.#match(escaped);
    }
    this.#at++;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #match(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) throw new Unexpected(this.#at);
    this.#at = pattern.lastIndex;
  }

  #expect(character: string): void {
    if (!this.#takes(character)) throw new Unexpected(this.#at);
  }

  #takes(character: string): boolean {
    this.#space();
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at++;
  }

  #noteDuplicate(): void {
    if (this.duplicates.at(-1)?.[0] !== this.#path[0]) this.duplicates.push([...this.#path]);
  }
}
