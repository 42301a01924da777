import { type Static, type TProperties, type TSchema, type TSchemaOptions, Type } from 'typebox';

/** An object that takes no fields but these: a mistyped name is an error, not silence. */
export function Closed<P extends TProperties>(properties: P, options: TSchemaOptions = {}) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** `null` where the value is not known or does not exist. OpenAPI 3.1 style: `type: [T, "null"]`. */
export function Nullable<S extends TSchema>(schema: S) {
  const { type, enum: values, ...rest } = schema as TSchema & { type?: string; enum?: unknown[] };
  if (type === undefined || type === 'object') {
    return Type.Unsafe<Static<S> | null>({ anyOf: [schema, { type: 'null' }] });
  }
  const nullable = { ...rest, type: [type, 'null'], ...(values ? { enum: [...values, null] } : {}) };
  return Type.Unsafe<Static<S> | null>(nullable);
}

/** A string out of a fixed list. */
export function OneOf<const T extends readonly string[]>(values: T, options: Record<string, unknown> = {}) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options });
}

export const Instant = Type.String({
  format: 'date-time',
  description: 'RFC 3339; answers are UTC with `Z`.',
  examples: ['2026-11-23T08:31:00Z'],
});

export const PlainDate = Type.String({ format: 'date', examples: ['2026-12-20'] });

export const TimeZone = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'IANA time zone name.',
  examples: ['Europe/Paris'],
});

export const OrgId = Type.String({
  pattern: '^[0-9a-f]{8}$',
  description: "The organization's id, as it stands in the Admin Console's URL.",
  examples: ['4725fffa'],
});

export const Slug = Type.String({
  pattern: '^[a-z0-9][a-z0-9_-]{0,62}$',
  description: 'Lower-case letters, digits, `-` and `_`.',
  examples: ['eu'],
});

/** Text a person wrote: one line. */
export function Line(maxLength: number, options: Record<string, unknown> = {}) {
  return Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]*$', ...options });
}

export const Count = Type.Integer({ minimum: 0 });

export const Url = Type.String({ format: 'uri', maxLength: 2048 });

/** A page of a list, newest first. */
export function Page<S extends TSchema>(title: string, item: S) {
  const { examples } = item as TSchema & { examples?: unknown[] };
  return Closed(
    {
      data: Type.Array(item),
      next_cursor: Nullable(
        Type.String({ description: 'Send as `cursor` to get the next page; `null` on the last.' }),
      ),
    },
    { title, ...(examples ? { examples: [{ data: examples, next_cursor: null }] } : {}) },
  );
}

export const PageQuery = Closed({
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 25, description: 'How many to a page.' }),
  ),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 256, description: 'The `next_cursor` of the page before.' }),
  ),
});
