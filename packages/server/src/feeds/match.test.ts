import { describe, expect, it } from 'vitest';
import { matchText, names, statusOfMatch } from './match.ts';
import type { FeedComponent, FeedReading } from './reading.ts';

const component = (id: string, fields: Partial<FeedComponent> = {}): FeedComponent => ({
  id,
  name: id.toUpperCase(),
  groupId: null,
  isGroup: false,
  status: 'operational',
  ...fields,
});

const reading = (components: FeedComponent[], pageStatus: FeedReading['pageStatus'] = null): FeedReading => ({
  components,
  pageStatus,
  incidents: [],
  maintenance: [],
});

describe('a component', () => {
  it('is matched by id or by name, and the worst of several of one name counts', () => {
    const told = reading([
      component('a', { status: 'degraded_performance' }),
      component('b', { name: 'A', status: 'major_outage' }),
      component('c', { status: 'partial_outage' }),
    ]);
    expect(statusOfMatch({ component: 'a' }, told)).toBe('degraded_performance');
    expect(statusOfMatch({ component: 'A' }, told)).toBe('major_outage');
    expect(statusOfMatch({ component: 'd' }, told)).toBeUndefined();
  });

  it('is no group', () => {
    const told = reading([component('a', { isGroup: true })]);
    expect(statusOfMatch({ component: 'a' }, told)).toBeUndefined();
    expect(statusOfMatch({ group: 'a' }, reading([component('a')]))).toBeUndefined();
  });
});

describe('a group', () => {
  it('is its members, whatever it says itself, and itself when it shows none', () => {
    const group = component('g', { isGroup: true, status: 'major_outage' });
    const member = component('m', { groupId: 'g', status: 'degraded_performance' });
    expect(statusOfMatch({ group: 'g' }, reading([group, member]))).toBe('degraded_performance');
    expect(statusOfMatch({ group: 'G' }, reading([group]))).toBe('major_outage');
    expect(names({ group: 'g' }, reading([group, member]), ['m'])).toBe(true);
    expect(names({ group: 'g' }, reading([group, member]), ['other'])).toBe(false);
  });

  it('has also the members of the groups in it', () => {
    const told = reading([
      component('outer', { isGroup: true }),
      component('inner', { isGroup: true, groupId: 'outer' }),
      component('m', { groupId: 'inner', status: 'partial_outage' }),
      component('orphan', { groupId: 'nowhere', status: 'major_outage' }),
    ]);
    expect(statusOfMatch({ group: 'outer' }, told)).toBe('partial_outage');
  });
});

describe('a page', () => {
  it('says what it says, unless its components tell worse', () => {
    const fine = component('a');
    const lost = component('b', { status: 'major_outage' });
    expect(statusOfMatch({ page: true }, reading([fine], 'partial_outage'))).toBe('partial_outage');
    expect(statusOfMatch({ page: true }, reading([fine, lost], 'operational'))).toBe('partial_outage');
    expect(statusOfMatch({ page: true }, reading([lost], 'operational'))).toBe('major_outage');
  });

  it('is not unknown for a component that nobody watches, nor for a group that repeats others', () => {
    const unwatched = component('a', { status: 'unknown' });
    const group = component('g', { isGroup: true, status: 'major_outage' });
    expect(statusOfMatch({ page: true }, reading([unwatched, group], 'operational'))).toBe('operational');
    expect(statusOfMatch({ page: true }, reading([unwatched]))).toBeUndefined();
    expect(statusOfMatch({ page: true }, reading([]))).toBeUndefined();
  });
});

it('what is matched can be said', () => {
  expect(matchText({ component: 'a "b"' })).toBe('the component "a \\"b\\""');
  expect(matchText({ group: 'g' })).toBe('the group "g"');
  expect(matchText({ page: true })).toBe('a status of the page');
});
