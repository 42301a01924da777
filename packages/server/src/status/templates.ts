import {
  type IncidentCreate,
  type IncidentTemplate as IncidentTemplateBody,
  type IncidentTemplatePut,
  type IncidentUpdateCreate,
  invalidField,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import type { ComponentImpacts } from './incident.ts';
import type { StatusContext } from './store.ts';
import { templateBody } from './template.ts';

/** Writes a template, in place of an earlier one of the same id. */
export async function putTemplate(
  status: StatusContext,
  actor: Actor,
  id: string,
  gives: IncidentTemplatePut,
): Promise<IncidentTemplateBody> {
  const now = status.clock.now();
  const known = await status.store.findTemplate(id);
  const template = { id, gives, updatedAt: now };
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: known ? 'incident_template.updated' : 'incident_template.created',
    target: id,
    detail: { ...gives },
  });
  await status.store.saveTemplate(template, audit);
  return templateBody(template);
}

export async function listTemplates(
  status: StatusContext,
  page: PageRequest,
): Promise<PageOf<IncidentTemplateBody>> {
  const rows = await status.store.listTemplates(page);
  return pageOf(rows.map(templateBody), page.limit, (template) => template.id);
}

export async function removeTemplate(
  status: StatusContext,
  actor: Actor,
  id: string,
): Promise<IncidentTemplateBody> {
  const template = await status.store.findTemplate(id);
  if (!template) throw new Refusal('not_found', `There is no template ${id}.`);
  const audit = auditEntry(actor, status.clock.now(), {
    orgId: null,
    action: 'incident_template.removed',
    target: id,
    detail: { ...template.gives },
  });
  await status.store.removeTemplate(id, audit);
  return templateBody(template);
}

/** What a template gives to a body that names it; nothing when it names none. */
export async function givenByTemplate(
  { store }: StatusContext,
  body: IncidentCreate | IncidentUpdateCreate,
): Promise<IncidentTemplatePut> {
  if (body.template === undefined) return {};
  const template = await store.findTemplate(body.template);
  if (!template) {
    throw invalidField('body.template', 'is not a template', 'See `GET /v1/incident-templates`.');
  }
  const { component_impacts: impacts, ...gives } = template.gives;
  return impacts ? { ...gives, component_impacts: ofNamed(impacts, body) } : gives;
}

/** Whoever names components means these alone. */
function ofNamed(
  impacts: ComponentImpacts,
  { component_ids: named }: IncidentCreate | IncidentUpdateCreate,
): ComponentImpacts {
  if (named === undefined) return impacts;
  return Object.fromEntries(Object.entries(impacts).filter(([id]) => named.includes(id)));
}
