import type { RegionPage } from '../../status/index.ts';
import { pageUrl } from '../links.ts';
import type { PublicForm, Site } from '../public-form.ts';
import { componentObjects } from './component.ts';
import { incidentObject, isUnresolved, listedAtMost } from './incident.ts';
import { isActive, isUpcoming, maintenanceObject } from './maintenance.ts';
import { pageObject, statusObject } from './overall.ts';

/** The documents of Atlassian's Statuspage API v2, by their path: field for field as its clients expect them. */
const documents: Readonly<Record<string, (page: RegionPage, site: Site) => object>> = {
  summary: (page, site) => ({
    components: componentObjects(page),
    incidents: incidents(page, site, isUnresolved),
    scheduled_maintenances: maintenances(
      page,
      site,
      (maintenance) => isUpcoming(maintenance) || isActive(maintenance),
    ),
    status: statusObject(page),
  }),
  status: (page) => ({ status: statusObject(page) }),
  components: (page) => ({ components: componentObjects(page) }),
  incidents: (page, site) => ({ incidents: incidents(page, site).slice(0, listedAtMost) }),
  'incidents/unresolved': (page, site) => ({ incidents: incidents(page, site, isUnresolved) }),
  'scheduled-maintenances': (page, site) => ({
    scheduled_maintenances: maintenances(page, site).slice(0, listedAtMost),
  }),
  'scheduled-maintenances/upcoming': (page, site) => ({
    scheduled_maintenances: maintenances(page, site, isUpcoming),
  }),
  'scheduled-maintenances/active': (page, site) => ({
    scheduled_maintenances: maintenances(page, site, isActive),
  }),
};

export const statuspageForms: readonly PublicForm[] = Object.entries(documents).map(([path, write]) => ({
  path: `/api/v2/${path}.json`,
  mediaType: 'application/json; charset=utf-8',
  write: (page, site) =>
    JSON.stringify({ page: pageObject(page, pageUrl(page, site)), ...write(page, site) }),
}));

type Incident = RegionPage['incidents'][number];
type Maintenance = RegionPage['maintenance'][number];

function incidents(page: RegionPage, site: Site, wanted: (incident: Incident) => boolean = () => true) {
  return page.incidents.filter(wanted).map((incident) => incidentObject(incident, page, site));
}

function maintenances(page: RegionPage, site: Site, wanted: (one: Maintenance) => boolean = () => true) {
  return page.maintenance.filter(wanted).map((maintenance) => maintenanceObject(maintenance, page, site));
}
