import { type Static, type TSchema, Type } from 'typebox';

/**
 * One of several objects that differ in what stands in `field`, which all of them need: what else may be sent, and what
 * is wrong with it, is said of that one alone.
 */
export function OneOfKinds<const S extends readonly TSchema[]>(field: string, kinds: S) {
  return Type.Unsafe<Static<S[number]>>({
    type: 'object',
    discriminator: { propertyName: field },
    required: [field],
    oneOf: kinds,
  });
}
