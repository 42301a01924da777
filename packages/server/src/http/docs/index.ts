import type { FastifyInstance } from 'fastify';
import { registerErrorPages } from './error-pages.ts';
import { registerReference } from './reference.ts';

const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The documentation that the server carries in itself: nothing of it comes from elsewhere, and none of it wants a key. */
export async function registerDocs(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('Content-Security-Policy', contentSecurityPolicy);
    reply.header('X-Content-Type-Options', 'nosniff');
    reply.header('Referrer-Policy', 'no-referrer');
  });
  app.get('/', (_request, reply) => reply.redirect('/docs'));
  registerReference(app);
  registerErrorPages(app);
}
