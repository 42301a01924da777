import { systemActor } from '../access/index.ts';
import { dayMs, formatInstant, hourMs, minuteMs } from '../kit/instant.ts';
import { addDays, dateAt } from '../kit/zone.ts';
import { addIncidentUpdate, createIncident, createMaintenance, type StatusContext } from '../status/index.ts';
import { instantAt } from './calendar.ts';
import { momentOf } from './moments.ts';
import type { IncidentStory, MaintenanceStory, Place } from './place.ts';
import { asOf } from './rooms.ts';

/** Tells the incidents of a place as they happened. One that was broken off in the telling is told to its end. */
export async function tellIncidents(status: StatusContext, place: Place, today: number): Promise<void> {
  const { incidents } = await status.store.loadRegion(place.region.id, 0);
  for (const story of place.incidents) {
    const told = incidents.find(({ name }) => name === story.name);
    const startedAt = momentOf(place, story.started, today);
    const id = told?.id ?? (await openIncident(asOf(status, startedAt), place, story));
    for (const { after, ...update } of story.updates.slice(told?.updates.length ?? 1)) {
      await addIncidentUpdate(asOf(status, startedAt + after * minuteMs), systemActor, id, update);
    }
  }
}

/** Tells the maintenance of a place, each announced some days before it began. */
export async function tellMaintenance(status: StatusContext, place: Place, today: number): Promise<void> {
  const { maintenance } = await status.store.loadRegion(place.region.id, 0);
  for (const story of place.maintenance) {
    if (maintenance.some(({ name }) => name === story.name)) continue;
    await announce(status, place, story, today);
  }
}

async function openIncident(status: StatusContext, place: Place, story: IncidentStory): Promise<string> {
  const [first] = story.updates;
  const { id } = await createIncident(status, systemActor, {
    name: story.name,
    impact: story.impact,
    status: first.status,
    regions: [place.region.id],
    component_ids: [...story.component_ids],
    body: first.body,
  });
  return id;
}

const announcedBeforeMs = 10 * dayMs;

async function announce(
  status: StatusContext,
  place: Place,
  story: MaintenanceStory,
  today: number,
): Promise<void> {
  const { time_zone: timeZone } = place.organization;
  const startsAt = instantAt(addDays(dateAt(today, timeZone), story.inDays), story.at, timeZone);
  await createMaintenance(asOf(status, startsAt - announcedBeforeMs), systemActor, {
    name: story.name,
    body: story.body,
    regions: [place.region.id],
    component_ids: [...story.component_ids],
    starts_at: formatInstant(startsAt),
    ends_at: formatInstant(startsAt + story.hours * hourMs),
  });
}
