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
  const { headers } = request;
  const actor = await edge.authenticator.authenticate(
    credentialsOf(headers),
    request.ip,
    headers['user-agent'] ?? null,
  );
  request.actor = actor;
  request.overQuota = !quota.take(actor.key.id);
  reply.header('RateLimit-Policy', quota.policyHeader);
  reply.header('RateLimit', quota.header(actor.key.id));
  if (actor.key.expiresAt !== null) announceExpiry(edge, actor.key.expiresAt, reply);
  if (request.overQuota && !(route.snapshot && headers['if-none-match'] !== undefined))
    refuseOverQuota(quota, actor.key.id, reply);

  const orgId = (request.params as { org_id?: string }).org_id;
  if (orgId !== undefined) {
    const exists = seesOrganization(actor, orgId) && (await organizationExists(edge, actor, orgId));
    if (!exists) throw new Refusal('not_found', `There is no organization ${orgId}.`);
  }
  requireScope(actor, route.scopes);
}

async function organizationExists(edge: Edge, actor: KeyHolder, orgId: string): Promise<boolean> {
  return actor.kind === 'organization' || (await edge.access.store.findOrganization(orgId)) !== undefined;
}

export function refuseOverQuota(quota: Quota, keyId: string, reply: FastifyReply): never {
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
