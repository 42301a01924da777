import type { Uptime as UptimeBody } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import { courseOf } from './course.ts';
import { lastDays, nextSpanAt } from './history-span.ts';
import type { Uptime } from './region-page.ts';
import type { StatusContext } from './store.ts';
import { uptimeOf } from './uptime.ts';

/** The same for every organization of the region; the edge puts the organization's id before it. */
interface UptimeSnapshot {
  readonly body: Omit<UptimeBody, 'org_id'>;
  readonly validUntil: number;
}

/** How much of the last days, today included, a region and its components were up. */
export async function getUptime(
  { store, clock }: StatusContext,
  region: string,
  days: number,
): Promise<UptimeSnapshot> {
  const span = lastDays(days, clock.now());
  const facts = await store.loadRegion(region, span.from);
  const course = courseOf(facts, span.to);
  const names = new Map(facts.components.map(({ id, name }) => [id, name]));
  return {
    body: {
      region,
      from: formatInstant(span.from),
      to: formatInstant(span.to),
      ...uptimeFields(uptimeOf(course.region, span)),
      components: [...course.components].map(([id, ofComponent]) => ({
        id,
        name: names.get(id) ?? id,
        ...uptimeFields(uptimeOf(ofComponent, span)),
      })),
    },
    validUntil: nextSpanAt(span),
  };
}

function uptimeFields({ ratio, known, days }: Uptime): Pick<UptimeBody, 'uptime' | 'known' | 'days'> {
  return {
    uptime: rounded(ratio),
    known: rounded(known),
    days: days.map((day) => ({
      date: day.date,
      uptime: rounded(day.ratio),
      known: rounded(day.known),
      worst_status_code: day.worst,
    })),
  };
}

/** To a millionth: half a minute of a year. */
function rounded<T extends number | null>(ratio: T): T {
  return (ratio === null ? null : Math.round(ratio * 1e6) / 1e6) as T;
}
