import type { StatusCode } from '@platen/contract';
import type { PageComponent, RegionPage } from '../../status/index.ts';
import { instant } from './instant.ts';

/** The region's components as Statuspage writes them, in the operator's order. */
export function componentObjects(page: RegionPage) {
  return page.components.map((component, i) => ({
    id: component.id,
    name: component.name,
    status: componentStatus(component.status),
    created_at: instant(component.createdAt),
    updated_at: instant(component.updatedAt),
    position: i + 1,
    description: description(component),
    showcase: true,
    start_date: instant(component.createdAt).slice(0, 10),
    group_id: null,
    page_id: page.id,
    group: false,
    only_show_if_degraded: false,
  }));
}

/** Those that an incident or a maintenance names. */
export function namedComponentObjects(ids: readonly string[], page: RegionPage) {
  return componentObjects(page).filter(({ id }) => ids.includes(id));
}

/** Statuspage has no word for unknown, and it must not pass for operational. */
function componentStatus(status: StatusCode): Exclude<StatusCode, 'unknown'> {
  return status === 'unknown' ? 'degraded_performance' : status;
}

function description({ status, reason, description: text }: PageComponent): string | null {
  if (status !== 'unknown') return text;
  const unknown = `Status unknown: ${reason ?? 'nobody has said anything of it.'}`;
  return text === null ? unknown : `${unknown} ${text}`;
}
