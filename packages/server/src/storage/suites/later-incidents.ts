import { newId } from '../../kit/ids.ts';
import type { Correction, Incident } from '../../status/index.ts';

/** The incident with one update more. */
export function furtherTold(incident: Incident, body: string, at = incident.updatedAt + 1): Incident {
  const [newest] = incident.updates;
  const update = {
    ...newest,
    id: newId('upd', at),
    at,
    status: 'monitoring',
    impact: 'major',
    body,
  } as const;
  return {
    ...incident,
    updatedAt: at,
    version: incident.version + 1,
    updates: [update, ...incident.updates],
  };
}

/** The incident under another name, and the correction that says so. */
export function corrected(incident: Incident, name: string) {
  const changed: Incident = { ...incident, name, version: incident.version + 1 };
  const correction: Correction = {
    id: newId('cor', incident.updatedAt),
    incidentId: incident.id,
    at: incident.updatedAt + 5,
    actor: 'key_1',
    updateId: null,
    changes: [{ field: 'name', before: incident.name, after: name }],
  };
  return { changed, correction };
}
