import { Refusal, type Route } from '@platen/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, keyOf, requireScope, seesOrganization } from '../access/index.ts';
import { formatInstant } from '../kit/instant.ts';
import { asMember, asThemselves, type SignedIn } from '../people/index.ts';
import type { Edge } from './edge.ts';
import { type Credentials, credentialsOf, sessionTokenOf } from './manners/credentials.ts';
import { refuseCrossSite } from './manners/cross-site.ts';
import type { Quota } from './manners/quota.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Caller | undefined;
    /** Who they are, where they came with a session. */
    signedIn: SignedIn | undefined;
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
  if (route.for === 'anyone') return recognise(edge, request);
  await authenticate(edge, request);
  takeQuota(edge, quota, request, reply, route.snapshot === true);
  if (route.for === 'person' && !request.signedIn)
    throw new Refusal('person_needed', 'This is about the person who is signed in, and a key is nobody.');
  const { org_id: orgId } = request.params as { org_id?: string };
  if (orgId !== undefined) await admitTo(edge, request, orgId);
  requireScope(actorOf(request), route.scopes, route.needsAll);
}

/** Whoever may come unknown may still be signed in. */
async function recognise(edge: Edge, request: FastifyRequest): Promise<void> {
  const { headers, method } = request;
  const token = sessionTokenOf(headers, edge.people.authentication.cookieName);
  if (token === undefined) return;
  request.signedIn = await edge.people.sessions.find(token).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  });
  if (request.signedIn) refuseCrossSite(method, headers, edge.publicUrl());
}

/** Who is it? */
export async function authenticate(edge: Edge, request: FastifyRequest): Promise<Caller> {
  const { headers, ip, method } = request;
  const credentials = secretOf(edge, request);
  if (credentials.kind === 'key') {
    const agent = headers['user-agent'] ?? null;
    request.actor = await edge.authenticator.authenticate(credentials.secret, ip, agent);
    return request.actor;
  }
  const signedIn = await edge.people.sessions.find(credentials.secret);
  refuseCrossSite(method, headers, edge.publicUrl());
  request.signedIn = signedIn;
  request.actor = asThemselves(signedIn);
  return request.actor;
}

/** What they came with. */
export function secretOf(edge: Edge, { headers }: FastifyRequest): Credentials {
  return credentialsOf(headers, edge.people.authentication.cookieName);
}

/** May they know of this organization? A person acts for it from here on. */
async function admitTo(edge: Edge, request: FastifyRequest, orgId: string): Promise<void> {
  const { signedIn } = request;
  const actor = actorOf(request);
  const mayBe = signedIn !== undefined || seesOrganization(actor, orgId);
  const org =
    actor.kind === 'organization' ? actor.org : mayBe && (await edge.access.store.findOrganization(orgId));
  const admitted = mayBe && org && (signedIn ? asMember(signedIn, org) : actor);
  if (!admitted) throw new Refusal('not_found', `There is no organization ${orgId}.`);
  request.actor = admitted;
}

/** Counts the request. One that is over the quota goes on only if it may be answered 304, which costs nothing. */
export function takeQuota(
  edge: Edge,
  quota: Quota,
  request: FastifyRequest,
  reply: FastifyReply,
  mayBeKnown: boolean,
): void {
  const actor = actorOf(request);
  const { name: id } = actor;
  const expiresAt = keyOf(actor)?.expiresAt ?? null;
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
  const { name: id } = actorOf(request);
  if (request.overQuota && !known) refuseOverQuota(quota, id, reply);
  if (!known || request.overQuota) return;
  quota.giveBack(id);
  reply.header('RateLimit', quota.header(id));
}

function refuseOverQuota(quota: Quota, keyId: string, reply: FastifyReply): never {
  reply.header('Retry-After', quota.secondsToReset(keyId));
  throw new Refusal('quota_exceeded', `The quota is used up: ${quota.policyHeader}.`);
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

export function actorOf(request: FastifyRequest): Caller {
  if (!request.actor) throw new Error('A route was reached without admission.');
  return request.actor;
}
