/** A JSON Schema as plain data; only the keywords that are looked at here have a type. */
export interface SchemaObject {
  readonly type?: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, object>>;
  readonly patternProperties?: Readonly<Record<string, object>>;
  readonly items?: object;
  readonly anyOf?: readonly object[];
  readonly oneOf?: readonly object[];
  readonly $ref?: string;
}

/** Gives every schema with a title one place in `components/schemas`; elsewhere it is only referred to. */
export class ComponentSchemas {
  readonly #byTitle = new Map<string, SchemaObject>();

  /** The schema as it stands where it is used. Throws when two different schemas bear one title. */
  refer(schema: object): SchemaObject {
    const { title } = schema as SchemaObject;
    const written = this.#write(schema);
    if (title === undefined) return written;
    const known = this.#byTitle.get(title);
    if (known && JSON.stringify(known) !== JSON.stringify(written)) {
      throw new Error(`Two different schemas have the title ${title}.`);
    }
    this.#byTitle.set(title, written);
    return { $ref: `#/components/schemas/${title}` };
  }

  /** By title, in the order of the alphabet. */
  all(): Record<string, SchemaObject> {
    return Object.fromEntries([...this.#byTitle].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #write(schema: object): SchemaObject {
    const { properties, patternProperties, items, anyOf, oneOf } = schema as SchemaObject;
    return {
      ...schema,
      ...(properties ? { properties: this.#referEach(properties) } : {}),
      ...(patternProperties ? { patternProperties: this.#referEach(patternProperties) } : {}),
      ...(items ? { items: this.refer(items) } : {}),
      ...(anyOf ? { anyOf: anyOf.map((branch) => this.refer(branch)) } : {}),
      ...(oneOf ? { oneOf: oneOf.map((branch) => this.refer(branch)) } : {}),
    };
  }

  #referEach(schemas: Readonly<Record<string, object>>): Record<string, SchemaObject> {
    return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, this.refer(schema)]));
  }
}

/** The first example of a schema, as a media type carries it. */
export function exampleOf(schema: object): { example?: unknown } {
  const { examples } = schema as SchemaObject;
  return examples ? { example: examples[0] } : {};
}
