import type { IncomingMessage, ServerResponse } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { Refusal } from '@platen/contract';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { bindAuthentication } from './authentication.ts';
import { binder } from './bind.ts';
import { serveConsole } from './console/index.ts';
import { registerDocs } from './docs/index.ts';
import type { Edge, Limits } from './edge.ts';
import { mostBodyBytes, readJsonBodies } from './manners/body.ts';
import { answerBrokenHttp, refuseWithoutHost } from './manners/broken-http.ts';
import { refuseKeyInUrl } from './manners/credentials.ts';
import { refuseUnrouted } from './manners/methods.ts';
import { answerProblem } from './manners/problem.ts';
import { Quota } from './manners/quota.ts';
import { requestIdOf } from './manners/request-id.ts';
import { compileSerializer } from './manners/serialization.ts';
import { SnapshotCache } from './manners/snapshot.ts';
import { UnusedConnections } from './manners/unused-connections.ts';
import { compileValidator } from './manners/validation.ts';
import { bindAlertPages } from './public/bind-alert-pages.ts';
import { bindPublic } from './public/bind-public.ts';
import { bindSubscribers } from './public/bind-subscribers.ts';
import { ReadyAnswers } from './public/ready-answers.ts';
import { ReadyReads } from './ready-reads.ts';
import { bindAccess } from './routes/access.ts';
import { bindAlerts } from './routes/alerts.ts';
import { bindAnomalies } from './routes/anomalies.ts';
import { bindCalendar } from './routes/calendar.ts';
import { bindFeeds } from './routes/feeds.ts';
import { bindHealth } from './routes/health.ts';
import { bindIngest, bindJobs } from './routes/jobs.ts';
import { bindOperators } from './routes/operators.ts';
import { bindPeople } from './routes/people.ts';
import { bindSignIn } from './routes/sign-in.ts';
import { bindStatus } from './routes/status.ts';
import { bindSubscriberRoutes } from './routes/subscribers.ts';
import { StreamHub } from './stream/hub.ts';
import { SystemStatuses } from './system-statuses.ts';
import { Uptimes } from './uptimes.ts';

/** The HTTP edge, not yet listening. */
export async function createHttpServer(
  edge: Edge,
  log: FastifyBaseLogger,
  trustedProxies: readonly string[],
): Promise<FastifyInstance> {
  const app = newApp(edge.limits, log, trustedProxies);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    refuseKeyInUrl(request.url);
    refuseWithoutHost(request);
    done();
  });
  // RFC 9110, 10.1.1: what nobody here knows how to expect may be ignored.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
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
  app.decorateRequest('signedIn', undefined);
  app.decorateRequest('overQuota', false);
  const quota = new Quota(edge.limits.quota, edge.clock);
  const bind = binder(app, edge, quota);
  const snapshots = new SnapshotCache();
  bindAccess(bind, edge);
  bindPeople(bind, edge);
  bindSignIn(bind, edge);
  bindOperators(bind, edge);
  bindAuthentication(app, edge);
  const statuses = new SystemStatuses(edge, snapshots);
  const streams = new StreamHub(edge, statuses, (error) =>
    log.error({ err: error }, 'Looking for what changed failed; it is tried again.'),
  );
  const unused = new UnusedConnections(app.server);
  app.addHook('preClose', async () => {
    streams.stop();
    unused.close();
  });
  bindHealth(bind, edge, { snapshots, statuses, streams, uptimes: new Uptimes(edge, snapshots) });
  bindStatus(bind, edge);
  bindSubscriberRoutes(bind, edge);
  bindFeeds(bind, edge);
  bindCalendar(bind, edge);
  bindAlerts(bind, edge);
  bindAnomalies(bind, edge);
  bindJobs(bind, edge);
  const ready = new ReadyAnswers(edge.status);
  const reads = new ReadyReads(edge, quota, statuses, addressReader(trustedProxies));
  answerBefore(app, [ready, reads]);
  bindPublic(app, edge, quota, ready);
  bindAlertPages(app, edge);
  await app.register((scope) => bindSubscribers(scope, edge));
  await app.register(async (ingest) => bindIngest(ingest, binder(ingest, edge, quota), edge));
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    if (!edge.ready())
      throw new Refusal('overloaded', 'The server is starting or stopping, or its database does not answer.');
    return { status: 'ok' };
  });
  serveConsole(app, edge.consoleFolder);
  await app.register(registerDocs);
  return app;
}

interface Ready {
  answer(request: IncomingMessage, response: ServerResponse): boolean;
}

/** What is ready is sent before the framework hears of the request. */
function answerBefore({ server }: FastifyInstance, ready: readonly Ready[]): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (ready.some((one) => one.answer(request, response))) return;
    for (const listener of listeners) listener.call(server, request, response);
  });
}

/** Reads where requests come from just as the framework does. */
function addressReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  if (trustedProxies.length === 0) return ({ socket }) => socket.remoteAddress ?? '';
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (request) => proxyAddr(request, isTrusted);
}

function newApp(limits: Limits, log: FastifyBaseLogger, trustedProxies: readonly string[]): FastifyInstance {
  return fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: mostBodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    http: {
      headersTimeout: Math.min(limits.requestTimeoutMs, 10_000),
      connectionsCheckingInterval: 1_000,
      // A request without a Host is refused like any other, and not with an empty answer.
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 128, ignoreTrailingSlash: true },
    genReqId: requestIdOf,
    // Lines of the log name the request themselves; a logger for each request would be made for nothing.
    childLoggerFactory: (logger) => logger,
    frameworkErrors: (error, request, reply) => {
      reply.header('X-Request-Id', request.id);
      answerProblem(error, request, reply);
    },
    clientErrorHandler: answerBrokenHttp,
  });
}
