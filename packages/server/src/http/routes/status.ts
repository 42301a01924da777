import {
  addIncidentUpdate,
  addMaintenanceNews,
  correctIncident,
  correctIncidentUpdate,
  createIncident,
  createMaintenance,
  getIncident,
  getMaintenance,
  listComponents,
  listCorrections,
  listIncidents,
  listMaintenance,
  listRegions,
  listTemplates,
  pushComponentStatus,
  putComponent,
  putRegion,
  putTemplate,
  removeTemplate,
  updateMaintenance,
} from '../../status/index.ts';
import type { Bind } from '../bind.ts';
import type { Edge } from '../edge.ts';
import { pageBody, pageRequest } from '../paging.ts';

/** The operator's side of the status: regions, components, incidents, maintenance. */
export function bindStatus(bind: Bind, { status }: Edge): void {
  bind('listRegions', async ({ query }) => pageBody(await listRegions(status, pageRequest(query))));
  bind('putRegion', ({ actor, params, body }) => putRegion(status, actor, params.region, body));
  bind('listComponents', async ({ params, query }) =>
    pageBody(await listComponents(status, params.region, pageRequest(query))),
  );
  bind('putComponent', ({ actor, params, body }) =>
    putComponent(status, actor, { region: params.region, id: params.component_id }, body),
  );
  bind('pushComponentStatus', ({ actor, params, body }) =>
    pushComponentStatus(status, actor, { region: params.region, id: params.component_id }, body),
  );

  bind('createIncident', ({ actor, body }) => createIncident(status, actor, body));
  bind('listIncidents', async ({ query }) => pageBody(await listIncidents(status, pageRequest(query))));
  bind('getIncident', ({ actor, params }) => getIncident(status, actor, params.incident_id));
  bind('addIncidentUpdate', ({ actor, params, body }) =>
    addIncidentUpdate(status, actor, params.incident_id, body),
  );
  bind('correctIncident', ({ actor, params, body }) =>
    correctIncident(status, actor, params.incident_id, body),
  );
  bind('correctIncidentUpdate', ({ actor, params, body }) =>
    correctIncidentUpdate(status, actor, params.incident_id, params.update_id, body),
  );
  bind('listCorrections', async ({ params, query }) =>
    pageBody(await listCorrections(status, params.incident_id, pageRequest(query))),
  );

  bind('listIncidentTemplates', async ({ query }) =>
    pageBody(await listTemplates(status, pageRequest(query))),
  );
  bind('putIncidentTemplate', ({ actor, params, body }) =>
    putTemplate(status, actor, params.template_id, body),
  );
  bind('removeIncidentTemplate', ({ actor, params }) => removeTemplate(status, actor, params.template_id));

  bind('createMaintenance', ({ actor, body }) => createMaintenance(status, actor, body));
  bind('listMaintenance', async ({ query }) => pageBody(await listMaintenance(status, pageRequest(query))));
  bind('getMaintenance', ({ actor, params }) => getMaintenance(status, actor, params.maintenance_id));
  bind('addMaintenanceNews', ({ actor, params, body }) =>
    addMaintenanceNews(status, actor, params.maintenance_id, body),
  );
  bind('updateMaintenance', ({ actor, params, body }) =>
    updateMaintenance(status, actor, params.maintenance_id, body),
  );
}
