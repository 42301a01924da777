import { maxJobsBodyBytes, Refusal, routes } from '@platen/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  declareSource,
  type EventBatch,
  ingestJobs,
  listSources,
  readJsonBatch,
  readNdjsonBatch,
  retireSource,
} from '../../jobs/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { refuseEncoding } from '../manners/body.ts';
import { organizationOf } from '../organization-of.ts';
import { pageBody, pageRequest } from '../paging.ts';

/** Where jobs come from, and what reports them. */
export function bindJobs(bind: Bind, { jobs }: Edge): void {
  bind('listSources', async ({ params, query }) =>
    pageBody(await listSources(jobs, params.org_id, pageRequest(query))),
  );
  bind('putSource', ({ actor, params, body }) =>
    declareSource(jobs, actor, params.org_id, params.source, body),
  );
  bind('retireSource', ({ actor, params }) => retireSource(jobs, actor, params.org_id, params.source));
}

/**
 * The one route with large bodies, in a context of its own: it reads events itself, so that a bad one does not spoil the
 * others, and turns requests away before their bodies are read when too much is in work.
 */
export function bindIngest(app: FastifyInstance, bind: Bind, { jobs, limits }: Edge): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    [...routes.postJobs.consumes],
    { parseAs: 'buffer', bodyLimit: maxJobsBodyBytes },
    async (request: FastifyRequest, body: Buffer) => {
      refuseEncoding(request);
      request.rawBody = body;
      return undefined;
    },
  );
  boundBytesInWork(app, limits.jobBytesInWork);
  bind('postJobs', ({ actor, query, request }) =>
    ingestJobs(jobs, organizationOf(actor), readBatch(request), query.source ?? null),
  );
}

function readBatch({ headers, rawBody }: FastifyRequest): EventBatch {
  if (!rawBody) throw new Refusal('unsupported_media_type', 'The Content-Type is missing, or the body is.');
  const [mediaType] = (headers['content-type'] ?? '').split(';');
  switch (mediaType?.trim().toLowerCase()) {
    case 'application/x-ndjson':
      return readNdjsonBatch(rawBody);
    case 'application/cloudevents-batch+json':
      return unwrapCloudEvents(readJsonBatch(rawBody));
    default:
      return readJsonBatch(rawBody);
  }
}

/** A CloudEvent carries its event in `data` (CloudEvents 1.0, JSON batch format). */
function unwrapCloudEvents(batch: EventBatch): EventBatch {
  const dataOf = (value: unknown) => (value as { readonly data?: unknown } | null)?.data ?? null;
  return { ...batch, events: batch.events.map(({ index, value }) => ({ index, value: dataOf(value) })) };
}

/** What a request takes up besides its body, roughly. */
const requestBytes = 16 * 1024;

/**
 * A body whose length is not told beforehand counts as the largest there may be. Its room is given back when its events
 * are stored, or when its sender goes away in the middle: then nothing is ever answered.
 */
function boundBytesInWork(app: FastifyInstance, most: number): void {
  const reserved = new WeakMap<FastifyRequest, number>();
  let inWork = 0;
  const release = (request: FastifyRequest) => {
    inWork -= reserved.get(request) ?? 0;
    reserved.delete(request);
  };
  app.addHook('onRequest', async (request, reply) => {
    const told = Number(request.headers['content-length'] ?? maxJobsBodyBytes);
    if (told > maxJobsBodyBytes) return;
    const bytes = told + requestBytes;
    if (inWork + bytes > most)
      throw new Refusal('overloaded', 'Too many events are in work. None of these was stored.');
    inWork += bytes;
    reserved.set(request, bytes);
    reply.raw.once('close', () => {
      if (request.rawBody === undefined) release(request);
    });
  });
  app.addHook('onSend', async (request) => release(request));
}
