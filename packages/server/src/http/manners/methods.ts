import { Refusal, type Route, routes } from '@platen/contract';
import type { FastifyRequest } from 'fastify';
import { publicPaths, subscriberPaths } from '../public/paths.ts';

const { forms, ...others } = publicPaths;

const paths = [
  ...Object.values(routes as Record<string, Route>),
  ...[...forms, ...Object.values(others)].map((path) => ({ method: 'GET', path })),
  ...Object.values(subscriberPaths).map((path) => ({ method: 'POST', path })),
  ...[subscriberPaths.confirm, subscriberPaths.unsubscribe].map((path) => ({ method: 'GET', path })),
].map(({ method, path }) => ({
  method: method as string,
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`),
}));

/** What to answer where no route is: 405 with the methods that the path takes, or 404. */
export function refuseUnrouted(request: FastifyRequest): {
  readonly refusal: Refusal;
  readonly allow: string | undefined;
} {
  const [path = ''] = request.url.split('?');
  const methods = paths.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  if (methods.length === 0) return { refusal: new Refusal('not_found', 'No such path.'), allow: undefined };
  const allow = [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort().join(', ');
  return { refusal: new Refusal('method_not_allowed', `This path takes ${allow}.`), allow };
}
