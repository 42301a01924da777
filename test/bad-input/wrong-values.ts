/** What of JSON Schema the contract uses. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** Of a map: the values, by the one form that the names have. */
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
}

/** A number as it is written, where JavaScript would write it otherwise. */
class Verbatim {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export interface WrongBody {
  readonly what: string;
  readonly body: unknown;
}

/** The good body with one thing wrong, for everything that its schema lets be wrong. */
export function* wrongBodies(schema: object, good: object): Generator<WrongBody> {
  for (const { where, value } of wrongIn(schema as Schema, good, '')) {
    yield { what: `${where || 'the body'} as ${shortened(value)}`, body: value.whole };
  }
}

interface Wrong {
  readonly where: string;
  readonly value: { readonly wrong: unknown; readonly whole: unknown };
}

function* wrongIn(schema: Schema, good: unknown, where: string): Generator<Wrong> {
  for (const wrong of wrongValues(schema, good)) yield { where, value: { wrong, whole: wrong } };
  const object = objectIn(schema);
  if (object?.properties && typeof good === 'object' && good !== null && !Array.isArray(good)) {
    yield* wrongFields(object, good as Record<string, unknown>, where);
  }
  const [values] = Object.values(schema.patternProperties ?? {});
  if (values) yield* wrongEntries(schema, values, good, where);
  if (schema.items) {
    const [first = wrongItem(schema.items)] = Array.isArray(good) ? good : [];
    for (const { where: at, value } of wrongIn(schema.items, first, `${where}[0]`)) {
      yield { where: at, value: { ...value, whole: [value.whole] } };
    }
  }
}

function* wrongFields(schema: Schema, good: Record<string, unknown>, where: string): Generator<Wrong> {
  const at = (name: string) => (where === '' ? name : `${where}.${name}`);
  for (const name of schema.required ?? []) {
    const { [name]: _, ...without } = good;
    yield { where: at(name), value: { wrong: undefined, whole: without } };
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    for (const { where: deeper, value } of wrongIn(property, good[name], at(name))) {
      yield { where: deeper, value: { ...value, whole: { ...good, [name]: value.whole } } };
    }
  }
  for (const name of ['unknown', '__proto__', 'constructor', 'toString', '']) {
    yield { where: at(name), value: { wrong: {}, whole: new WithField(good, name) } };
  }
}

function* wrongEntries(map: Schema, values: Schema, good: unknown, where: string): Generator<Wrong> {
  const [[name, value] = ['scan', values.enum?.[0]]] = Object.entries(good ?? {});
  for (const { where: at, value: wrong } of wrongIn(values, value, `${where}.${name}`)) {
    yield { where: at, value: { ...wrong, whole: { [name]: wrong.whole } } };
  }
  for (const wrong of ['', 'A', 'a b', 'a.b', '../a', 'x'.repeat(64), 'tôner', '__proto__', 'toString']) {
    yield { where: `${where}.${wrong}`, value: { wrong, whole: new WithField({}, wrong, value) } };
  }
  if (map.maxProperties === undefined) return;
  const tooMany = Array.from({ length: map.maxProperties + 1 }, (_, i) => [`a${i}`, value]);
  yield { where, value: { wrong: 'too many', whole: Object.fromEntries(tooMany) } };
}

/** A good object and a field that it must not have; written by hand, for `__proto__` is no ordinary name here. */
class WithField {
  readonly #good: object;
  readonly #name: string;
  readonly #value: unknown;

  constructor(good: object, name: string, value: unknown = { polluted: true }) {
    this.#good = good;
    this.#name = name;
    this.#value = value;
  }

  toJSON(): object {
    return Object.fromEntries([...Object.entries(this.#good), [this.#name, this.#value]]);
  }
}

const ofEachType: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  number: 1.5,
  string: 'nonsense',
  array: [],
  object: {},
};

/** What stands for one value and cannot: other types, and whatever its keywords forbid. */
function* wrongValues(schema: Schema, good: unknown): Generator<unknown> {
  const types = (schema.anyOf ?? [schema]).flatMap(({ type = [] }) => type);
  for (const [type, value] of Object.entries(ofEachType)) if (!types.includes(type)) yield value;
  if (schema.minProperties) yield {};
  if (schema.enum) yield* ['', 'NONSENSE', 'print ', '__proto__'];
  if (types.includes('string') && !schema.enum) yield* wrongTexts(schema);
  if (types.includes('integer')) {
    yield* [new Verbatim('1e400'), new Verbatim('-1e400'), '1', 1e300];
    if (schema.minimum !== undefined) yield schema.minimum - 1;
    if (schema.maximum !== undefined) yield schema.maximum + 1;
  }
  if (types.includes('array')) yield* wrongArrays(schema, good);
}

function* wrongTexts({ format, pattern, minLength = 0, maxLength }: Schema): Generator<string> {
  yield 'half of a pair: \ud83d';
  if (format) yield* wrongFormats[format] ?? [];
  if (minLength > 0) yield '';
  if (maxLength !== undefined) yield 'x'.repeat(maxLength + 1);
  if (pattern) yield* ['a\u0000b', 'a\nb', '\u001b[31m', '\u007f'];
}

const wrongFormats: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    '',
    'now',
    '2026-11-24',
    '2026-11-24T09:07:00',
    '2026-11-24 09:07:00Z',
    '2026-02-30T00:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T09:07:00+25:00',
    '1795510020',
    '+12026-11-24T09:07:00Z',
  ],
  date: [
    '',
    'today',
    '2026-02-29',
    '2026-13-01',
    '24.11.2026',
    '2026-11-24T00:00:00Z',
    '2026-1-1',
    '0000-00-00',
  ],
  uri: ['', '/path', 'javascript:alert(1)', 'file:///etc/passwd', 'https://', 'http://a b', '//example.org'],
};

function* wrongArrays(
  { minItems = 0, maxItems, uniqueItems, items = {} }: Schema,
  good: unknown,
): Generator<unknown> {
  const item = (Array.isArray(good) ? good[0] : undefined) ?? items.enum?.[0] ?? 'a';
  if (minItems > 0) yield [];
  if (uniqueItems) yield [item, item];
  if (maxItems !== undefined) yield Array.from({ length: maxItems + 1 }, () => item);
}

function objectIn(schema: Schema): Schema | undefined {
  return [schema, ...(schema.anyOf ?? [])].find(({ properties }) => properties);
}

/** An item to spoil where the example has none. */
function wrongItem(schema: Schema): unknown {
  return schema.properties ? {} : undefined;
}

/** JSON of a body, with what is to stand in it verbatim. */
export function writeJson(body: unknown): string {
  const marked = JSON.stringify(body, (_, value: unknown) =>
    value instanceof Verbatim ? `verbatim:${value.text}` : value,
  );
  return (marked ?? '').replaceAll(/"verbatim:([^"]*)"/g, '$1');
}

function shortened({ wrong }: Wrong['value']): string {
  const text = wrong === undefined ? 'missing' : writeJson(wrong);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
