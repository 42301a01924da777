import { type IncidentImpact, type IncidentKind, invalidField } from '@platen/contract';
import { type ComponentImpacts, type IncidentUpdate, impactOn } from './incident.ts';

/** What the verbs of incidents read out of bodies, and what they refuse there. */

/** A field that may come from a template; refuses when neither says it. */
export function needed<T>(field: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw invalidField(`body.${field}`, 'is missing', 'Send it, or name a template that has it.');
}

/** People follow the link from a status page: nothing but the web may stand there. */
export function checkUrl(url: string): string {
  if (!/^https?:\/\//i.test(url)) {
    throw invalidField(
      'body.url',
      'is not an address of the web',
      'Send one that begins with https:// or http://.',
    );
  }
  return url;
}

/** The impact on each of the components named, in the order they are named in. */
export function impactsOf(
  componentIds: readonly string[] | undefined,
  impacts: ComponentImpacts = {},
  otherwise: (id: string) => IncidentImpact,
): ComponentImpacts {
  const ids = new Set([...(componentIds ?? []), ...Object.keys(impacts)]);
  return Object.fromEntries(
    [...ids].map((id) => [id, impactOn({ componentImpacts: impacts }, id) ?? otherwise(id)]),
  );
}

/** Where a body names a component: among the ids, among the impacts, or by its template. */
export function placeOfComponent(sent: {
  readonly component_ids?: readonly string[];
  readonly component_impacts?: ComponentImpacts;
}): (id: string) => string {
  return (id) => {
    const index = sent.component_ids?.indexOf(id) ?? -1;
    if (index >= 0) return `body.component_ids[${index}]`;
    return Object.hasOwn(sent.component_impacts ?? {}, id) ? `body.component_impacts.${id}` : 'body.template';
  };
}

/** Components keep their own impact; those that had the incident's go with it. */
export function impactsFrom(
  before: IncidentUpdate,
  impact: IncidentImpact,
  componentIds: readonly string[] = Object.keys(before.componentImpacts),
  impacts?: ComponentImpacts,
): ComponentImpacts {
  return impactsOf(componentIds, impacts, (id) => {
    const own = impactOn(before, id);
    return own === undefined || own === before.impact ? impact : own;
  });
}

/** An advisory changes no status; so it must not say that something is worse than it is. */
export function refuseAlarmingAdvisory(
  kind: IncidentKind,
  impact: IncidentImpact,
  componentImpacts: ComponentImpacts,
): void {
  if (kind === 'incident') return;
  const fix = 'Send `none` for an advisory, or `kind: "incident"`.';
  if (impact !== 'none') throw invalidField('body.impact', 'is more than an advisory may have', fix);
  const alarming = Object.keys(componentImpacts).find((id) => componentImpacts[id] !== 'none');
  if (alarming !== undefined) {
    throw invalidField(`body.component_impacts.${alarming}`, 'is more than an advisory may have', fix);
  }
}
