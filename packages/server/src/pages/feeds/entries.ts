import { createHash } from 'node:crypto';
import { type Html, html } from '../../kit/html.ts';
import type { PageIncident, PageMaintenance, RegionPage } from '../../status/index.ts';
import { incidentUrl, maintenanceUrl } from '../links.ts';
import { moment, span } from '../moment.ts';
import { paragraphs } from '../paragraphs.ts';
import type { Site } from '../public-form.ts';
import { impactName, incidentStatusNames, maintenanceStatusNames } from '../words.ts';

/** What a feed tells: an incident or a maintenance, with all that was said of it. */
export interface Entry {
  /** A URI that stays the same as long as the thing exists, wherever this server is reached. */
  readonly id: string;
  readonly kind: 'incident' | 'advisory' | 'maintenance';
  readonly title: string;
  readonly url: string;
  readonly publishedAt: number;
  readonly updatedAt: number;
  readonly content: Html;
}

/** What was first told last comes first. */
export function entriesOf(page: RegionPage, site: Site): readonly Entry[] {
  const incidents = page.incidents.map((incident) => ofIncident(incident, page, site));
  const maintenance = page.maintenance.map((one) => ofMaintenance(one, page, site));
  return [...incidents, ...maintenance].toSorted((a, b) => b.publishedAt - a.publishedAt);
}

/** The URI of a name among those of this room: a UUID of version 8, made of the name's SHA-256. */
export function uriOf(name: string): string {
  const bytes = createHash('sha256').update(`platen:status:${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}

function ofIncident(incident: PageIncident, page: RegionPage, site: Site): Entry {
  return {
    id: uriOf(`${page.id}/${incident.id}`),
    kind: incident.kind,
    title: incident.name,
    url: incidentUrl(incident, page, site),
    publishedAt: incident.createdAt,
    updatedAt: Math.max(incident.createdAt, incident.updatedAt),
    content: html`<p>${[impactName(incident), ...componentNames(incident, page)].join(' · ')}</p>${incident.updates.map(
      ({ at, status, body, correctedAt }) =>
        said(
          at,
          incidentStatusNames[status],
          body,
          correctedAt === null ? '' : `, corrected ${moment(correctedAt)}`,
        ),
    )}`,
  };
}

function ofMaintenance(maintenance: PageMaintenance, page: RegionPage, site: Site): Entry {
  const { startsAt, endsAt } = maintenance;
  return {
    id: uriOf(`${page.id}/${maintenance.id}`),
    kind: 'maintenance',
    title: `Maintenance: ${maintenance.name}`,
    url: maintenanceUrl(maintenance, page, site),
    publishedAt: maintenance.createdAt,
    updatedAt: Math.max(maintenance.createdAt, maintenance.updatedAt),
    content: html`<p>${[span(startsAt, endsAt), ...componentNames(maintenance, page)].join(' · ')}</p>${maintenance.updates.map(
      ({ at, status, body }) => said(at, maintenanceStatusNames[status], body),
    )}`,
  };
}

function said(at: number, status: string, body: string, corrected = ''): Html {
  return html`<p><strong>${status}</strong> (${moment(at)}${corrected})</p>${paragraphs(body)}`;
}

function componentNames({ componentIds }: { componentIds: readonly string[] }, page: RegionPage) {
  return page.components.filter(({ id }) => componentIds.includes(id)).map(({ name }) => name);
}
