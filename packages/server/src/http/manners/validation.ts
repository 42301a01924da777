import type { FieldError } from '@platen/contract';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify';
import { isPlainDate, parseInstant } from '../../kit/instant.ts';

const formats = {
  'date-time': (text: string) => parseInstant(text) !== undefined,
  date: isPlainDate,
  uri: (text: string) => /^https?:\/\//.test(text) && URL.canParse(text),
  'uri-reference': true as const,
};

/** Query and path come as text, so numbers and lone list items are read out of it; a body must have the right types. */
const ofText = new Ajv2020({
  coerceTypes: 'array',
  useDefaults: true,
  allErrors: true,
  strict: false,
  verbose: true,
  formats,
});
const ofJson = new Ajv2020({
  useDefaults: true,
  allErrors: true,
  strict: false,
  verbose: true,
  discriminator: true,
  formats,
});

/**
 * Compiles the validator of a schema when the first value comes. Compiling those of all routes at start would cost 20 MB
 * that most of them never give back.
 */
export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const ajv = httpPart === 'body' ? ofJson : ofText;
  let validate: ValidateFunction | undefined;
  return (value: unknown) => {
    validate ??= ajv.compile(schema);
    return validate(value) ? { value } : { error: validate.errors ?? [] };
  };
};

const mostErrors = 20;

/** What the validator found, as the caller's places and fixes. */
export function fieldErrors(found: readonly FastifySchemaValidationError[], context: string): FieldError[] {
  const part = context === 'querystring' ? 'query' : context === 'params' ? 'path' : context;
  return found.slice(0, mostErrors).map((error) => describe(error as ErrorObject, part));
}

function describe(error: ErrorObject, part: string): FieldError {
  const path = error.instancePath.replace(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.');
  const location = `${part}${path}`;
  const { params, keyword } = error;
  switch (keyword) {
    case 'required':
      return { location: `${location}.${params.missingProperty}`, message: 'is missing', fix: 'Send it.' };
    case 'additionalProperties':
      return { location: `${location}.${params.additionalProperty}`, ...notAllowed(error) };
    case 'minProperties':
      return { location, message: 'is empty', fix: `Send at least one of ${listed(fieldsOf(error))}.` };
    case 'maxProperties':
      return {
        location,
        message: `has more entries than ${params.limit}`,
        fix: `Send at most ${params.limit}.`,
      };
    case 'enum':
      return {
        location,
        message: 'is not one of the known values',
        fix: `Send one of ${listed(params.allowedValues)}.`,
      };
    case 'type':
      return { location, message: 'has the wrong type', fix: `Send ${listed([params.type].flat())}.` };
    case 'format':
      return {
        location,
        message: `is not a valid ${params.format}`,
        fix: formatFixes[params.format] ?? 'Correct it.',
      };
    case 'pattern':
      return {
        location,
        message: 'has characters or a form it must not have',
        fix: `Match ${params.pattern}.`,
      };
    case 'discriminator':
      return { location: `${location}.${params.tag}`, ...unknownKind(error) };
    default:
      return { location, message: error.message ?? 'is wrong', fix: 'See the reference at /docs.' };
  }
}

/** Of a map the names are of a form; else they are known. */
function notAllowed({ parentSchema }: ErrorObject): Omit<FieldError, 'location'> {
  const [form] = Object.keys(parentSchema?.patternProperties ?? {});
  return form === undefined
    ? { message: 'is not a field here', fix: 'Leave it out, or correct its name.' }
    : { message: 'has a name that cannot be', fix: `Leave it out, or match ${form}.` };
}

/** Of objects that differ in what stands in one field. */
function unknownKind({ params, parentSchema }: ErrorObject): Omit<FieldError, 'location'> {
  const kinds: { properties: Record<string, { const: string }> }[] = parentSchema?.oneOf ?? [];
  const known = kinds.map(({ properties }) => properties[params.tag]?.const);
  return { message: 'is not one of the known values', fix: `Send one of ${listed(known)}.` };
}

function fieldsOf({ parentSchema }: ErrorObject): readonly string[] {
  return Object.keys(parentSchema?.properties ?? {});
}

const formatFixes: Record<string, string> = {
  'date-time': 'Send RFC 3339 with `Z` or an offset, such as `2026-11-23T08:00:00Z`.',
  date: 'Send a date that exists, as YYYY-MM-DD.',
  uri: 'Send an absolute http or https URL.',
};

function listed(values: readonly unknown[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}
