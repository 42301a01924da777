import { Refusal } from '@platen/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, requireScope } from '../../access/index.ts';
import {
  componentBadge,
  incidentPage,
  maintenancePage,
  publicForms,
  regionsPage,
  type Site,
} from '../../pages/index.ts';
import type { Membership } from '../../people/index.ts';
import { findIncidentOnPage, findMaintenanceOnPage, type RegionPage } from '../../status/index.ts';
import { authenticate, settleQuota, takeQuota } from '../admit.ts';
import type { Edge } from '../edge.ts';
import type { Quota } from '../manners/quota.ts';
import { Answer, type Audience, sendChoice } from './answer.ts';
import { publicPaths } from './paths.ts';
import type { ReadyAnswers } from './ready-answers.ts';
import { openPages, rememberPages } from './region-pages.ts';

const htmlType = 'text/html; charset=utf-8';
const svgType = 'image/svg+xml; charset=utf-8';

/** What stands at a path of a region's page; undefined when nothing does. */
type Write = (page: RegionPage, site: Site, id: string) => Promise<string | undefined> | string | undefined;

/** The public pages, as far as they are not ready yet, or not for everybody. */
export function bindPublic(app: FastifyInstance, edge: Edge, quota: Quota, ready: ReadyAnswers): void {
  const { status, clock, news } = edge;
  const pages = rememberPages(status);
  const offered = { mail: news.canMail, webhook: news.vault !== undefined };
  const site = (access: Audience): Site => {
    const url = edge.publicUrl();
    return access === 'public' && (offered.mail || offered.webhook) ? { url, subscribing: offered } : { url };
  };

  const serve = (path: string, mediaType: string, write: Write) =>
    app.get(path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, reply) => {
      const { region = '', id = '' } = request.params as { region?: string; id?: string };
      const made = await pages.of(region);
      if (!made || made.value.access === 'off')
        throw new Refusal('not_found', `There is no region ${region}.`);
      const { page, access, validUntil } = made.value;
      if (access === 'key') await admitReader(edge, quota, region, request, reply);
      const at = path.replace('{region}', region).replace('{id}', id);
      let answer = ready.find(at);
      // A page may have been closed to the public since it was looked up here.
      if (answer?.audience !== access) {
        const text = await write(page, site(access), id);
        if (text === undefined) throw new Refusal('not_found', `There is no ${id} on the page of ${region}.`);
        answer = new Answer(text, mediaType, access, clock.now(), ready.last(at));
        ready.keep(at, { answer, region, revision: made.revision, validUntil });
      }
      return send(answer, quota, request, reply);
    });

  for (const { path, mediaType, write } of publicForms) serve(`/status/{region}${path}`, mediaType, write);
  serve(publicPaths.incident, htmlType, async (page, site, id) => {
    const known = page.incidents.find((incident) => incident.id === id);
    const incident = known ?? (await findIncidentOnPage(status, page.id, id));
    return incident && incidentPage(incident, page, site);
  });
  serve(publicPaths.maintenance, htmlType, async (page, site, id) => {
    const known = page.maintenance.find((maintenance) => maintenance.id === id);
    const maintenance = known ?? (await findMaintenanceOnPage(status, page.id, id));
    return maintenance && maintenancePage(maintenance, page, site);
  });
  serve(publicPaths.componentBadge, svgType, (page, _site, id) => {
    const component = page.components.find((candidate) => candidate.id === id);
    return component && componentBadge(component, page);
  });

  let regions: { readonly of: readonly object[]; readonly answer: Answer } | undefined;
  app.get(publicPaths.regions, async (request, reply) => {
    const open = await openPages(status, pages);
    const isSame = regions?.of.length === open.length && open.every((made, i) => made === regions?.of[i]);
    if (!regions || !isSame) {
      const text = regionsPage(
        open.map(({ value }) => value.page),
        site('public'),
      );
      regions = { of: open, answer: new Answer(text, htmlType, 'public', clock.now(), regions?.answer) };
    }
    return send(regions.answer, quota, request, reply);
  });
}

/** Readers of a page that is for keys: those of the region's organizations, and of the operator. */
async function admitReader(
  edge: Edge,
  quota: Quota,
  region: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const actor = await authenticate(edge, request);
  if (!isOfRegion(actor, request.signedIn?.memberships, region))
    throw new Refusal('not_found', `There is no region ${region}.`);
  takeQuota(edge, quota, request, reply, true);
  if (actor.kind === 'person') return;
  requireScope(actor, [actor.kind === 'organization' ? 'system-status:read' : 'operator:status']);
}

function isOfRegion(actor: Caller, memberships: readonly Membership[] | undefined, region: string): boolean {
  switch (actor.kind) {
    case 'operator':
      return true;
    case 'organization':
      return actor.org.region === region;
    case 'person':
      return memberships?.some(({ org }) => org.region === region) === true;
  }
}

function send(answer: Answer, quota: Quota, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const choice = answer.choose(request.headers);
  if (answer.audience === 'key') settleQuota(quota, request, reply, choice.known);
  const headers = Object.entries(reply.getHeaders()).flat().map(String);
  reply.hijack();
  sendChoice(choice, reply.raw, headers);
  return reply;
}
