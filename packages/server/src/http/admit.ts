import { Refusal, type Route } from '@platen/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type KeyHolder, requireScope, seesOrganization } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import type { Edge } from './edge.ts';
import { credentialsOf } from './manners/credentials.ts';
import type { Quota } from './manners/quota.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: KeyHolder | undefined;
    /** The quota was used up, and only a 304 may still be answered. */
    overQuota: boolean;
  }
}

/** Who is it, have they asked too often, may they know of this organization, may they do this? In this order. */
export async function admit(
  edge: Edge,
  quota: Quota,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const actor = await authenticate(edge, request);
  takeQuota(edge, quota, request, reply, route.snapshot === true);
  const orgId = (request.params as { org_id?: string }).org_id;
  if (orgId !== undefined) {
    const exists = seesOrganization(actor, orgId) && (await organizationExists(edge, actor, orgId));
    if (!exists) throw new Refusal('not_found', `There is no organization ${orgId}.`);
  }
  requireScope(actor, route.scopes);
}

/** Who is it? */
export async function authenticate(edge: Edge, request: FastifyRequest): Promise<KeyHolder> {
  const { headers, ip } = request;
  const actor = await edge.authenticator.authenticate(
    credentialsOf(headers),
    ip,
    headers['user-agent'] ?? null,
  );
  request.actor = actor;
  return actor;
}

/** Counts the request. One that is over the quota goes on only if it may be answered 304, which costs nothing. */
export function takeQuota(
  edge: Edge,
  quota: Quota,
  request: FastifyRequest,
  reply: FastifyReply,
  mayBeKnown: boolean,
): void {
  const { id, expiresAt } = actorOf(request).key;
  request.overQuota = !quota.take(id);
  reply.header('RateLimit-Policy', quota.policyHeader);
  reply.header('RateLimit', quota.header(id));
  if (expiresAt !== null) announceExpiry(edge, expiresAt, reply);
  if (request.overQuota && !(mayBeKnown && request.headers['if-none-match'] !== undefined))
    refuseOverQuota(quota, id, reply);
}

/** Once it is known whether the answer is a 304: that gives back what was taken, and is all that is left of no quota. */
export function settleQuota(
  quota: Quota,
  request: FastifyRequest,
  reply: FastifyReply,
  known: boolean,
): void {
  const { id } = actorOf(request).key;
  if (request.overQuota && !known) refuseOverQuota(quota, id, reply);
  if (!known || request.overQuota) return;
  quota.giveBack(id);
  reply.header('RateLimit', quota.header(id));
}

async function organizationExists(edge: Edge, actor: KeyHolder, orgId: string): Promise<boolean> {
  return actor.kind === 'organization' || (await edge.access.store.findOrganization(orgId)) !== undefined;
}

function refuseOverQuota(quota: Quota, keyId: string, reply: FastifyReply): never {
  reply.header('Retry-After', quota.secondsToReset(keyId));
  throw new Refusal('quota_exceeded', `The quota of this key is used up: ${quota.policyHeader}.`);
}

const announceExpiryMs = 14 * 24 * 60 * 60 * 1000;

/** A key about to expire says so on every answer (RFC 9745, RFC 8594). */
function announceExpiry(edge: Edge, expiresAt: number, reply: FastifyReply): void {
  if (expiresAt - edge.clock.now() >= announceExpiryMs) return;
  reply.header('Deprecation', `@${Math.floor((expiresAt - announceExpiryMs) / 1000)}`);
  reply.header('Sunset', new Date(expiresAt).toUTCString());
  reply.header(
    'Link',
    `</docs/errors/key_expired>; rel="sunset"; title="This key expires at ${formatInstant(expiresAt)}"`,
  );
}

export function actorOf(request: FastifyRequest): KeyHolder {
  if (!request.actor) throw new Error('A route was reached without admission.');
  return request.actor;
}
