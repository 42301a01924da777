import type { Organization } from '../access/index.ts';
import { hourMs } from '../kit/instant.ts';
import { fillGap, findGaps, type Gap } from './gaps.ts';
import { places } from './places.ts';
import type { DemoRooms } from './rooms.ts';
import { settle } from './settle.ts';

export interface DemoOrganization {
  readonly orgId: string;
  readonly name: string;
  readonly region: string;
}

/**
 * Fills what is missing of the demo up to now: all of it on an empty server, later what happened since the last time.
 * May be called at any time, but not again before it is done. `progress` is told what part is done, from 0 to 1.
 *
 * @throws Refusal `conflict` when a real organization has the id of one of the demo's.
 */
export async function fillDemo(
  rooms: DemoRooms,
  progress: (done: number) => void = () => {},
): Promise<readonly DemoOrganization[]> {
  const now = rooms.clock.now();
  const organizations: Organization[] = [];
  const gaps: Gap[] = [];
  for (const place of places) {
    const org = await settle(rooms, place);
    organizations.push(org);
    gaps.push(...(await findGaps(rooms, place, org)));
  }
  await fillGaps(rooms, gaps, now, progress);
  return organizations.map(({ orgId, name, region }) => ({ orgId, name, region }));
}

async function fillGaps(
  rooms: DemoRooms,
  gaps: readonly Gap[],
  now: number,
  progress: (done: number) => void,
): Promise<void> {
  const hoursOf = (gap: Gap) => Math.max(1, Math.ceil((now - gap.from) / hourMs));
  const hours = gaps.reduce((sum, gap) => sum + hoursOf(gap), 0);
  let done = 0;
  for (const gap of gaps) {
    await fillGap(rooms, gap, now, (hoursOfGap) => progress((done + hoursOfGap) / hours));
    done += hoursOf(gap);
  }
  progress(1);
}
