import type { StatusCode } from '@platen/contract';
import { auditEntry } from '../access/index.ts';
import { isStale, type Report, worstOf } from '../status/index.ts';
import { type Feed, sourceOf } from './feed.ts';
import { matchText, statusOfMatch } from './match.ts';
import type { FeedReading } from './reading.ts';
import type { FeedsContext } from './store.ts';

/**
 * Reports what a reading says of each component that is mapped, and takes back what the feed said of components that no
 * longer are. A component one of whose mappings matches nothing is not reported on: it ages to Unknown. Answers what was
 * not found, as a clause, or null.
 */
export async function applyReports(
  feeds: FeedsContext,
  feed: Feed,
  reading: FeedReading,
): Promise<string | null> {
  const said = await feeds.store.listReports(sourceOf(feed));
  const judged = judge(feed, reading);
  for (const component of judged) {
    const last = said.find((report) => isOf(report, component));
    if (component.status !== undefined) await say(feeds, feed, component, component.status, last);
    else if (last) await noteTrouble(feeds, last, `${feed.name} ${lacks(component.lacking)}`);
  }
  for (const stray of said.filter((report) => !judged.some((component) => isOf(report, component)))) {
    await write(feeds, feed, stray, null);
  }
  const lacking = [...new Set(judged.flatMap((component) => component.lacking))];
  return lacking.length === 0 ? null : lacks(lacking);
}

/** Reports the same as before once more. */
export async function repeatReports(feeds: FeedsContext, feed: Feed): Promise<void> {
  for (const last of await feeds.store.listReports(sourceOf(feed))) {
    if (last.status !== null) await say(feeds, feed, last, last.status, last);
  }
}

/** Keeps with what the feed said why it says no more; `reason` goes on after its name. */
export async function explainSilence(feeds: FeedsContext, feed: Feed, reason: string): Promise<void> {
  for (const last of await feeds.store.listReports(sourceOf(feed))) {
    await noteTrouble(feeds, last, `${feed.name} ${reason}`);
  }
}

interface Place {
  readonly region: string;
  readonly componentId: string;
}

interface Judged extends Place {
  /** The worst of what its mappings match; undefined when one of them matches nothing. */
  readonly status: StatusCode | undefined;
  readonly lacking: readonly string[];
}

function judge({ mappings }: Feed, reading: FeedReading): readonly Judged[] {
  const ofComponent = Map.groupBy(mappings, ({ region, component_id }) => `${region}/${component_id}`);
  return [...ofComponent.values()].flatMap((matches) => {
    const [first] = matches;
    if (!first) return [];
    const statuses = matches.map(({ match }) => statusOfMatch(match, reading));
    const lacking = matches.filter((_, index) => statuses[index] === undefined);
    return {
      region: first.region,
      componentId: first.component_id,
      status: lacking.length > 0 ? undefined : worstOf(statuses.filter((status) => status !== undefined)),
      lacking: lacking.map(({ match }) => matchText(match)),
    };
  });
}

function isOf(report: Report, { region, componentId }: Place): boolean {
  return report.region === region && report.componentId === componentId;
}

/** The same again, in time, is noted and changes nothing. */
async function say(
  feeds: FeedsContext,
  feed: Feed,
  place: Place,
  status: StatusCode,
  last: Report | undefined,
): Promise<void> {
  const now = feeds.clock.now();
  const isSame = last?.status === status && last.intervalMs === feed.intervalMs && !isStale(last, now);
  if (isSame) await feeds.status.store.hearReport(last, now);
  else await write(feeds, feed, place, status);
}

async function write(
  feeds: FeedsContext,
  feed: Feed,
  { region, componentId }: Place,
  status: StatusCode | null,
): Promise<void> {
  const now = feeds.clock.now();
  const report: Report = {
    region,
    componentId,
    source: sourceOf(feed),
    status,
    from: now,
    heardAt: now,
    intervalMs: feed.intervalMs,
    message: null,
    trouble: null,
  };
  const audit = auditEntry({ name: sourceOf(feed) }, now, {
    orgId: null,
    action: 'component.status_read',
    target: `${region}/${componentId}`,
    detail: { status_code: status },
  });
  await feeds.status.store.saveReport(report, audit);
}

async function noteTrouble({ store }: FeedsContext, last: Report, trouble: string): Promise<void> {
  if (last.trouble !== trouble) await store.troubleReport(last, trouble);
}

function lacks(matches: readonly string[]): string {
  return `does not have ${matches.join(', ')}`;
}
