import { type Html, html } from '../../kit/html.ts';
import type { PageIncident, PageMaintenance, RegionPage } from '../../status/index.ts';
import { incidentUrl } from '../links.ts';
import { dateOf, dayAndMonth, daysAndMonth } from '../moment.ts';
import { paragraphs } from '../paragraphs.ts';
import type { Site } from '../public-form.ts';
import { impactName, incidentStatusNames, isOver } from '../words.ts';
import { between, incidentLink, maintenanceLink, names } from './notices.ts';

/**
 * The last days of the region, the latest first: what ended stands at the day it began on, and days on which nothing
 * happened are said together.
 */
export function pastDays(page: RegionPage, own: Site): Html {
  const days = page.uptime.days.slice(-daysBack).toReversed();
  return html`<ol class="days">${runs(days.map(({ date }) => dayOf(date, page))).map((run) => dayItem(run, page, own))}</ol>`;
}

const daysBack = 14;

interface Day {
  readonly from: string;
  readonly to: string;
  readonly incidents: readonly PageIncident[];
  readonly maintenance: readonly PageMaintenance[];
  /** Those that go on or had begun before. */
  readonly alsoOpen: readonly PageIncident[];
}

function dayOf(date: string, page: RegionPage): Day {
  const incidents = page.incidents.filter((one) => isOver(one) && dateOf(one.startedAt) === date);
  const maintenance = page.maintenance.filter(
    ({ status, startsAt }) => status === 'completed' && dateOf(startsAt) === date,
  );
  const alsoOpen = page.incidents.filter((one) => !incidents.includes(one) && wasOpen(one, date));
  return { from: date, to: date, incidents, maintenance, alsoOpen };
}

/** An advisory may stand for weeks; it is told once. */
function wasOpen({ kind, startedAt, resolvedAt }: PageIncident, date: string): boolean {
  if (kind === 'advisory') return false;
  return dateOf(startedAt) <= date && (resolvedAt === null || dateOf(resolvedAt) >= date);
}

function tellsTheSame(a: Day, b: Day): boolean {
  const open = ({ alsoOpen }: Day) => alsoOpen.map(({ id }) => id).join(' ');
  return hasNothingOfItsOwn(a) && hasNothingOfItsOwn(b) && open(a) === open(b);
}

function hasNothingOfItsOwn({ incidents, maintenance }: Day): boolean {
  return incidents.length + maintenance.length === 0;
}

/** Days that follow one another and have nothing of their own as one. The latest come first: a run grows backwards. */
function runs(days: readonly Day[]): Day[] {
  const found: Day[] = [];
  for (const day of days) {
    const last = found.at(-1);
    if (last && tellsTheSame(last, day)) found[found.length - 1] = { ...last, from: day.from };
    else found.push(day);
  }
  return found;
}

function dayItem(day: Day, page: RegionPage, own: Site): Html {
  const { from, to, incidents, maintenance, alsoOpen } = day;
  const quiet = hasNothingOfItsOwn(day) && alsoOpen.length === 0;
  const title = from === to ? dayAndMonth(to) : daysAndMonth(from, to);
  return html`<li><h3>${title}</h3>${quiet ? html`<p class="soft">No incidents.</p>` : ''}${alsoOpen.map(
    (one) =>
      html`<p class="soft">${isOver(one) ? 'Went on' : 'Ongoing'}: ${incidentLink(one, page, own)}</p>`,
  )}${incidents.map((one) => pastIncident(one, page, own))}${maintenance.map((one) => pastMaintenance(one, page, own))}</li>`;
}

function pastIncident(incident: PageIncident, page: RegionPage, own: Site): Html {
  const newest = incident.updates.find(({ status }) => status !== 'postmortem');
  const postMortem =
    incident.status === 'postmortem'
      ? html`<p><a href="${incidentUrl(incident, page, own)}">Post-mortem<span class="unseen"> of ${incident.name}</span></a></p>`
      : '';
  return html`<article><h4>${incidentLink(incident, page, own)}</h4>
<p class="soft small">${[impactName(incident), ...names(incident, page)].join(' · ')} · ${between(incident.startedAt, incident.resolvedAt)}</p>
${newest ? html`<div><p><strong>${incidentStatusNames[newest.status]}</strong></p>${paragraphs(newest.body)}${postMortem}</div>` : ''}</article>`;
}

function pastMaintenance(maintenance: PageMaintenance, page: RegionPage, own: Site): Html {
  return html`<article><h4>${maintenanceLink(maintenance, page, own)}</h4>
<p class="soft small">${['Maintenance', ...names(maintenance, page)].join(' · ')} · ${between(maintenance.startsAt, maintenance.endsAt)}</p></article>`;
}
