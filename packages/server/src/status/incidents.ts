import { type Incident as IncidentBody, Refusal } from '@platen/contract';
import type { Actor } from '../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { type Incident, incidentBody, incidentIn, regionsEver } from './incident.ts';
import type { StatusContext } from './store.ts';

/** An organization sees the incidents of its region, and of them nothing but what is in its region. */
export async function getIncident(status: StatusContext, actor: Actor, id: string): Promise<IncidentBody> {
  if (actor.kind !== 'organization') return readBody(status, await findIncident(status, id));
  const here = await recallIncident(status, actor.org.region, id);
  if (!here) throw unknownIncident(id);
  return here;
}

/** One that goes on or is over, with nothing but what is in the region; undefined when it never was there. */
export async function recallIncident(
  status: StatusContext,
  region: string,
  id: string,
): Promise<IncidentBody | undefined> {
  const incident = await status.store.findIncident(id);
  const here = incident && incidentIn(incident, region);
  return here && readBody(status, here);
}

/** Newest first. */
export async function listIncidents(status: StatusContext, page: PageRequest): Promise<PageOf<IncidentBody>> {
  const rows = await status.store.listIncidents(page);
  const components = await status.store.findComponents([...new Set(rows.flatMap(regionsEver))]);
  const bodies = rows.map((incident) => incidentBody(incident, components));
  return pageOf(bodies, page.limit, (incident) => incident.id);
}

export async function readBody({ store }: StatusContext, incident: Incident): Promise<IncidentBody> {
  return incidentBody(incident, await store.findComponents(regionsEver(incident)));
}

export async function findIncident({ store }: StatusContext, id: string): Promise<Incident> {
  const incident = await store.findIncident(id);
  if (!incident) throw unknownIncident(id);
  return incident;
}

/** What a feed tells would be told otherwise at its next turn. */
export function refuseOfFeed({ id, origin }: Incident): void {
  if (origin === null) return;
  throw new Refusal(
    'conflict',
    `The incident ${id} is told by the feed ${origin.feedId}, and by nobody else.`,
  );
}

function unknownIncident(id: string): Refusal {
  return new Refusal('not_found', `There is no incident ${id}.`);
}
