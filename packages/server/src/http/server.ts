import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { type ProblemCode, problems, Refusal } from '@platen/contract';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { binder } from './bind.ts';
import { registerDocs } from './docs/index.ts';
import type { Edge } from './edge.ts';
import { mostBodyBytes, readJsonBodies } from './manners/body.ts';
import { refuseKeyInUrl } from './manners/credentials.ts';
import { refuseUnrouted } from './manners/methods.ts';
import { answerProblem, problemBody, problemMediaType } from './manners/problem.ts';
import { Quota } from './manners/quota.ts';
import { compileSerializer } from './manners/serialization.ts';
import { SnapshotCache } from './manners/snapshot.ts';
import { compileValidator } from './manners/validation.ts';
import { bindAccess } from './routes/access.ts';
import { bindHealth } from './routes/health.ts';
import { bindIngest, bindJobs } from './routes/jobs.ts';
import { bindStatus } from './routes/status.ts';

const requestIdForm = /^[\w.:-]{1,128}$/;

const requestIdStart = `req_${randomBytes(9).toString('hex')}`;
let requestCount = 0;

/** Unique by the chance of this process and a count: cheaper than chance for each. */
function newRequestId(): string {
  requestCount++;
  return `${requestIdStart}${requestCount.toString(36)}`;
}

/** The HTTP edge, not yet listening. */
export async function createHttpServer(
  edge: Edge,
  log: FastifyBaseLogger,
  trustedProxies: readonly string[],
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: mostBodyBytes,
    requestTimeout: edge.limits.requestTimeoutMs,
    http: {
      headersTimeout: Math.min(edge.limits.requestTimeoutMs, 10_000),
      connectionsCheckingInterval: 1_000,
    },
    routerOptions: { maxParamLength: 128, ignoreTrailingSlash: true },
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && requestIdForm.test(given) ? given : newRequestId();
    },
    // Lines of the log name the request themselves; a logger for each request would be made for nothing.
    childLoggerFactory: (logger) => logger,
    frameworkErrors: (error, request, reply) => {
      reply.header('X-Request-Id', request.id);
      answerProblem(error, request, reply);
    },
    clientErrorHandler: answerBrokenHttp,
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    refuseKeyInUrl(request.url);
    done();
  });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) => {
    const { refusal, allow } = refuseUnrouted(request);
    if (allow) reply.header('Allow', allow);
    return answerProblem(refusal, request, reply);
  });
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(compileSerializer);
  readJsonBodies(app);

  app.decorateRequest('actor', undefined);
  app.decorateRequest('overQuota', false);
  const quota = new Quota(edge.limits.quota, edge.clock);
  const bind = binder(app, edge, quota);
  const snapshots = new SnapshotCache();
  bindAccess(bind, edge);
  bindHealth(bind, edge, snapshots);
  bindStatus(bind, edge);
  bindJobs(bind, edge);
  await app.register(async (ingest) => bindIngest(ingest, binder(ingest, edge, quota), edge));
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    if (!edge.ready()) throw new Refusal('overloaded', 'The server is starting or stopping.');
    return { status: 'ok' };
  });
  await app.register(registerDocs);
  return app;
}

/** What never became a request is answered here, on the bare socket. */
function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = brokenHttpCode(error.code);
  const { status, cause } = problems[code];
  const body = JSON.stringify(problemBody(code, cause, newRequestId()));
  socket.end(
    `HTTP/1.1 ${status} ${code}\r\nContent-Type: ${problemMediaType}\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function brokenHttpCode(code: string | undefined): ProblemCode {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers_too_large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request_timeout';
    default:
      return 'malformed_http';
  }
}
