import type { FeedMapping, StatusCode } from '@platen/contract';
import { worstOf } from '../status/index.ts';
import type { FeedComponent, FeedReading } from './reading.ts';

type Match = FeedMapping['match'];

/** The status of what is matched; undefined when the feed has nothing of the kind. */
export function statusOfMatch(match: Match, reading: FeedReading): StatusCode | undefined {
  if (match.page) return statusOfPage(reading);
  const matched = componentsOf(match, reading);
  return matched.length === 0 ? undefined : worstOf(matched.map(({ status }) => status));
}

/** Whether any of these components of the feed is matched by its own name or its group's. */
export function names(match: Match, reading: FeedReading, componentIds: readonly string[]): boolean {
  return componentsOf(match, reading).some(({ id }) => componentIds.includes(id));
}

/** What is matched, in words: `the group "Europe"`. */
export function matchText(match: Match): string {
  if (match.component !== undefined) return `the component ${JSON.stringify(match.component)}`;
  return match.group === undefined ? 'a status of the page' : `the group ${JSON.stringify(match.group)}`;
}

function componentsOf({ component, group }: Match, { components }: FeedReading): readonly FeedComponent[] {
  const isCalled = (name: string | undefined) => (row: FeedComponent) => row.id === name || row.name === name;
  if (component !== undefined) return components.filter((row) => !row.isGroup).filter(isCalled(component));
  const groups = components.filter((row) => row.isGroup).filter(isCalled(group));
  const members = components.filter(
    (row) => !row.isGroup && groups.some(({ id }) => groupsAround(row, components).has(id)),
  );
  // A group says what its members say, and stands for itself only when it shows none.
  return members.length > 0 ? members : groups;
}

/** The groups that a component is in, directly or not. Two groups may well be in each other. */
function groupsAround(row: FeedComponent, components: readonly FeedComponent[]): ReadonlySet<string> {
  const around = new Set<string>();
  let groupId = row.groupId;
  while (groupId !== null && !around.has(groupId)) {
    around.add(groupId);
    groupId = components.find(({ id }) => id === groupId)?.groupId ?? null;
  }
  return around;
}

/**
 * The page's own word, unless its components tell worse: some pages say less than their components do. A page is lost
 * when all of its components are.
 */
function statusOfPage({ pageStatus, components }: FeedReading): StatusCode | undefined {
  const told = components
    .filter((row) => !row.isGroup && row.status !== 'unknown')
    .map(({ status }) => status);
  const isLost = told.every((status) => status === 'major_outage');
  const all = [
    ...(pageStatus === null ? [] : [pageStatus]),
    ...told.map((status) => (status === 'major_outage' && !isLost ? 'partial_outage' : status)),
  ];
  return all.length === 0 ? undefined : worstOf(all);
}
