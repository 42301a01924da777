import { describe, expect, it } from 'vitest';
import { component, incident, type Json, maintenance, summary } from './statuspage.fixture.ts';
import { readStatuspage } from './statuspage.ts';

const now = Date.parse('2026-11-24T09:07:00Z');
const at = (text: string) => Date.parse(text);

const read = (fields: Json = {}) => readStatuspage(summary(fields), now);
describe('a Statuspage summary', () => {
  it('is read as a whole, however long ago it was updated', () => {
    expect(read({ incidents: [incident()], scheduled_maintenances: [maintenance()] })).toEqual({
      components: [
        { id: 'print-eu', name: 'Print EU', groupId: null, isGroup: false, status: 'operational' },
      ],
      pageStatus: 'operational',
      incidents: [
        {
          externalId: 'queue-1',
          name: 'Jobs wait',
          status: 'investigating',
          impact: 'minor',
          startedAt: at('2026-11-24T07:55:00Z'),
          resolvedAt: null,
          url: 'https://stspg.example/queue-1',
          componentIds: ['print-eu'],
          updates: [
            {
              externalId: 'u1',
              at: at('2026-11-24T08:00:00Z'),
              status: 'investigating',
              body: 'We look into it.',
            },
          ],
        },
      ],
      maintenance: [
        {
          externalId: 'disks',
          name: 'New disks',
          body: 'Scans may be late.',
          startsAt: at('2026-11-28T22:00:00Z'),
          endsAt: at('2026-11-29T02:00:00Z'),
          componentIds: ['print-eu'],
          status: 'scheduled',
        },
      ],
    });
  });

  it('keeps the word of the page beside that of its components, which it may contradict', () => {
    const components = [1, 2, 3].map((n) => component({ id: `c${n}`, status: 'major_outage' }));
    const { pageStatus, components: told } = read({ status: { indicator: 'minor' }, components });
    expect(pageStatus).toBe('degraded_performance');
    expect(told.map(({ status }) => status)).toEqual(['major_outage', 'major_outage', 'major_outage']);
  });

  it.each([
    ['none', 'operational'],
    ['minor', 'degraded_performance'],
    ['major', 'partial_outage'],
    ['critical', 'major_outage'],
    ['maintenance', 'under_maintenance'],
  ])('of indicator %s is %s', (indicator, status) => {
    expect(read({ status: { indicator } }).pageStatus).toBe(status);
  });

  it('without a word of the page has none', () => {
    expect(read({ status: null }).pageStatus).toBeNull();
  });

  it.each([
    ['operational', 'operational'],
    ['degraded_performance', 'degraded_performance'],
    ['partial_outage', 'partial_outage'],
    ['major_outage', 'major_outage'],
    ['full_outage', 'major_outage'],
    ['under_maintenance', 'under_maintenance'],
  ])('has components that are %s', (word, status) => {
    expect(read({ components: [component({ status: word })] }).components[0]?.status).toBe(status);
  });

  it('may have no components, and may leave lists out', () => {
    expect(read({ components: [] }).components).toEqual([]);
    const bare = readStatuspage('{"page": {}, "components": null}', now);
    expect(bare).toEqual({ components: [], pageStatus: null, incidents: [], maintenance: [] });
  });

  it('tells members of groups by the group, by the member, and of groups that contain each other', () => {
    const { components } = read({
      components: [
        component({ id: 'eu', name: 'Europe', group: true, components: ['print-eu', 'us'] }),
        component({ id: 'us', name: 'America', group: true, group_id: 'eu', components: ['eu'] }),
        component(),
        component({ id: 'scan-us', name: 'Scan US', group_id: 'us' }),
      ],
    });
    expect(components.map(({ id, groupId, isGroup }) => [id, groupId, isGroup])).toEqual([
      ['eu', 'us', true],
      ['us', 'eu', true],
      ['print-eu', 'eu', false],
      ['scan-us', 'us', false],
    ]);
  });
});

describe('an incident of a Statuspage summary', () => {
  const readOne = (fields: Json) => read({ incidents: [incident(fields)] }).incidents[0];

  it('has its updates newest first, whatever order and zone they come in', () => {
    const told = readOne({
      status: 'monitoring',
      incident_updates: [
        { id: 'b', status: 'identified', body: 'Found.', display_at: '2026-11-24T08:20:00Z' },
        { id: 'c', status: 'monitoring', body: null, created_at: '2026-11-24T00:40:00-08:00' },
        { id: 'a', status: 'investigating', body: 'Seen.', display_at: '2026-11-24T09:10:00.250+01:00' },
      ],
    });
    expect(told?.updates).toEqual([
      { externalId: 'c', at: at('2026-11-24T08:40:00Z'), status: 'monitoring', body: 'monitoring' },
      { externalId: 'b', at: at('2026-11-24T08:20:00Z'), status: 'identified', body: 'Found.' },
      { externalId: 'a', at: at('2026-11-24T08:10:00.250Z'), status: 'investigating', body: 'Seen.' },
    ]);
  });

  it('is no further in its newest update than as a whole', () => {
    const told = readOne({ status: 'postmortem', resolved_at: '2026-11-24T09:00:00Z' });
    expect(told).toMatchObject({ status: 'resolved', resolvedAt: at('2026-11-24T09:00:00Z') });
    expect(told?.updates[0].status).toBe('resolved');
  });

  it('without any update is told of its start', () => {
    expect(readOne({ incident_updates: null })?.updates).toEqual([
      { externalId: 'opened', at: at('2026-11-24T07:55:00Z'), status: 'investigating', body: 'Jobs wait' },
    ]);
  });

  it('names components in its list or in those of its updates, or none', () => {
    const updates = [
      {
        id: 'u1',
        status: 'identified',
        body: 'Found.',
        affected_components: [{ code: 'scan-eu', name: 'Scan EU', new_status: 'major_outage' }],
      },
      { id: 'u2', status: 'investigating', body: 'Seen.', affected_components: null },
    ];
    expect(readOne({ components: null, incident_updates: updates })?.componentIds).toEqual(['scan-eu']);
    const placeholder = component({ id: 'dummy', name: 'Visit the page for details' });
    expect(readOne({ components: [placeholder] })?.componentIds).toEqual(['dummy']);
    expect(readOne({ components: [] })?.componentIds).toEqual([]);
  });

  it('is never believed to be of the future', () => {
    const ahead = '2026-11-24T11:00:00Z';
    const told = readOne({
      started_at: ahead,
      incident_updates: [{ id: 'u1', status: 'identified', body: 'Found.', display_at: ahead }],
    });
    expect(told).toMatchObject({ startedAt: now, updates: [{ at: now }] });
  });

  it.each([
    ['none', 'none'],
    ['minor', 'minor'],
    ['major', 'major'],
    ['critical', 'critical'],
    ['maintenance', 'none'],
    [null, 'minor'],
  ])('of impact %s has impact %s here', (impact, ours) => expect(readOne({ impact })?.impact).toBe(ours));

  it('brings no markup, control characters, endless texts or odd links', () => {
    const told = readOne({
      name: `  Jobs\u0000\n wait ${'x'.repeat(300)}`,
      shortlink: 'javascript:alert(1)',
      incident_updates: [
        {
          id: 'u1',
          status: 'identified',
          body: '<p>Found&nbsp;it: a &lt; b.</p><script>alert(1)</script>\u0007<a href="x">more</a>',
        },
      ],
    });
    expect(told?.name).toMatch(/^Jobs wait x+…$/);
    expect(told?.name).toHaveLength(200);
    expect(told?.url).toBeNull();
    expect(told?.updates[0].body).toBe('Found it: a < b.\nalert(1) more');
  });
});

describe('maintenance of a Statuspage summary', () => {
  it.each([
    ['scheduled', 'scheduled'],
    ['in_progress', 'in_progress'],
    ['verifying', 'in_progress'],
    ['completed', 'completed'],
  ])('that is %s is %s', (status, ours) => {
    expect(read({ scheduled_maintenances: [maintenance({ status })] }).maintenance[0]?.status).toBe(ours);
  });

  it('may not say when it ends, and may have said nothing yet', () => {
    const bare = maintenance({ scheduled_until: null, incident_updates: [], components: null });
    expect(read({ scheduled_maintenances: [bare] }).maintenance[0]).toMatchObject({
      endsAt: null,
      body: 'New disks',
      componentIds: [],
    });
  });
});
