import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySerializerCompiler } from 'fastify';

const compile = SerializerSelector()();

/** Compiles the serializer of an answer when it is first given; see `compileValidator` for why. */
export const compileSerializer: FastifySerializerCompiler<object> = (route) => {
  let serialize: ((answer: unknown) => string) | undefined;
  return (answer) => {
    serialize ??= compile({ ...route, httpStatus: route.httpStatus ?? '200' });
    return serialize(answer);
  };
};
