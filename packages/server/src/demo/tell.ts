import { systemActor } from '../access/index.ts';
import { dayMs, formatInstant, hourMs, minuteMs } from '../kit/instant.ts';
import { addDays, dateAt } from '../kit/zone.ts';
import {
  addIncidentUpdate,
  addMaintenanceNews,
  correctIncidentUpdate,
  createIncident,
  createMaintenance,
  getIncident,
  putTemplate,
  type StatusContext,
} from '../status/index.ts';
import { instantAt } from './calendar.ts';
import { momentOf } from './moments.ts';
import type { IncidentCorrection, IncidentStory, MaintenanceStory, Place } from './place.ts';
import { asOf } from './rooms.ts';

export async function writeTemplates(status: StatusContext, place: Place): Promise<void> {
  for (const { id, ...gives } of place.templates) {
    if (!(await status.store.findTemplate(id))) await putTemplate(status, systemActor, id, gives);
  }
}

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
    if (story.correction) await correct(status, id, startedAt, story.correction);
  }
}

/** Tells the maintenance of a place: planned two weeks ahead, announced ten days ahead, and how it went. */
export async function tellMaintenance(status: StatusContext, place: Place, today: number): Promise<void> {
  const { maintenance } = await status.store.loadRegion(place.region.id, 0);
  for (const story of place.maintenance) {
    const startsAt = startOf(place, story, today);
    const told = maintenance.find(({ name }) => name === story.name);
    const id = told?.id ?? (await plan(status, place, story, startsAt));
    for (const { after, body } of (story.news ?? []).slice(told?.news.length ?? 0)) {
      await addMaintenanceNews(asOf(status, startsAt + after * minuteMs), systemActor, id, { body });
    }
  }
}

async function openIncident(status: StatusContext, place: Place, story: IncidentStory): Promise<string> {
  const [first] = story.updates;
  const { updates: _, started: __, correction: ___, component_ids, ...fields } = story;
  const { id } = await createIncident(status, systemActor, {
    ...fields,
    status: first.status,
    regions: [place.region.id],
    component_ids: [...component_ids],
    body: first.body,
  });
  return id;
}

/** What is right already stays as it is. */
async function correct(
  status: StatusContext,
  id: string,
  startedAt: number,
  { of, after, body }: IncidentCorrection,
): Promise<void> {
  const { updates } = await getIncident(status, systemActor, id);
  const update = updates.at(-1 - of);
  if (!update) throw new Error(`The incident ${id} has no update ${of} to correct.`);
  const then = asOf(status, startedAt + after * minuteMs);
  await correctIncidentUpdate(then, systemActor, id, update.id, { body });
}

function startOf(place: Place, { inDays, at }: MaintenanceStory, today: number): number {
  const { time_zone: timeZone } = place.organization;
  return instantAt(addDays(dateAt(today, timeZone), inDays), at, timeZone);
}

const plannedBeforeMs = 14 * dayMs;
const announcedBeforeMs = 10 * dayMs;

async function plan(
  status: StatusContext,
  place: Place,
  story: MaintenanceStory,
  startsAt: number,
): Promise<string> {
  const then = asOf(status, startsAt - plannedBeforeMs);
  const { id } = await createMaintenance(then, systemActor, {
    name: story.name,
    body: story.body,
    regions: [place.region.id],
    component_ids: [...story.component_ids],
    announce_at: formatInstant(startsAt - announcedBeforeMs),
    starts_at: formatInstant(startsAt),
    ends_at: formatInstant(startsAt + story.hours * hourMs),
  });
  return id;
}
