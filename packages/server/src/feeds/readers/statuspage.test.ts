import { describe, expect, it } from 'vitest';
import { UnreadableFeedError } from './field.ts';
import { readStatuspage } from './statuspage.ts';

const now = Date.parse('2026-11-24T09:07:00Z');
const at = (text: string) => Date.parse(text);

type Json = Record<string, unknown>;

const component = (fields: Json = {}): Json => ({
  id: 'print-eu',
  name: 'Print EU',
  status: 'operational',
  description: null,
  group_id: null,
  group: false,
  updated_at: '2019-03-01T00:00:00Z',
  ...fields,
});

const incident = (fields: Json = {}): Json => ({
  id: 'queue-1',
  name: 'Jobs wait',
  status: 'investigating',
  impact: 'minor',
  created_at: '2026-11-24T08:00:00Z',
  started_at: '2026-11-24T07:55:00Z',
  resolved_at: null,
  shortlink: 'https://stspg.example/queue-1',
  components: [component()],
  incident_updates: [
    { id: 'u1', status: 'investigating', body: 'We look into it.', display_at: '2026-11-24T08:00:00Z' },
  ],
  ...fields,
});

const maintenance = (fields: Json = {}): Json => ({
  id: 'disks',
  name: 'New disks',
  status: 'scheduled',
  impact: 'maintenance',
  scheduled_for: '2026-11-28T22:00:00Z',
  scheduled_until: '2026-11-29T02:00:00Z',
  components: [component()],
  incident_updates: [{ id: 'm1', status: 'scheduled', body: 'Scans may be late.' }],
  ...fields,
});

const summary = (fields: Json = {}): string =>
  JSON.stringify({
    page: { id: 'p', name: 'Vendor', url: 'https://status.example', updated_at: '2020-01-01T00:00:00Z' },
    status: { indicator: 'none', description: 'All Systems Operational' },
    components: [component()],
    incidents: [],
    scheduled_maintenances: [],
    ...fields,
  });

const read = (fields: Json = {}) => readStatuspage(summary(fields), now);
const refusal = (text: string) => {
  try {
    readStatuspage(text, now);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableFeedError);
    return (error as Error).message;
  }
  return 'it was read';
};

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

describe('a body that is no Statuspage summary is refused whole, with the place', () => {
  const weird = (fields: Json) => [component(), component({ id: 'b', ...fields })];

  it.each<[string, Json]>([
    [
      'components[1].status is "weird", which Statuspage does not have',
      { components: weird({ status: 'weird' }) },
    ],
    [
      'components[1].status is "toString", which Statuspage does not have',
      { components: weird({ status: 'toString' }) },
    ],
    ['components[1].status is missing', { components: weird({ status: null }) }],
    ['components[1].name is 7, which is no text', { components: weird({ name: 7 }) }],
    ['components[1].name is missing', { components: weird({ name: ' ' }) }],
    ['components[1].id is an object, which is no text', { components: weird({ id: {} }) }],
    [
      'components[1].group is "yes", which is neither true nor false',
      { components: weird({ group: 'yes' }) },
    ],
    ['components[1].components[0] is null, which is no id', { components: weird({ components: [null] }) }],
    ['components[1] has the id "print-eu" of components[0]', { components: weird({ id: 'print-eu' }) }],
    ['components[0] is "print", which is no object', { components: ['print'] }],
    ['components is an object, which is no list', { components: {} }],
    ['status.indicator is "purple", which Statuspage does not have', { status: { indicator: 'purple' } }],
    ['status is "none", which is no object', { status: 'none' }],
    ['page is missing', { page: null }],
    [
      'incidents[0].impact is "huge", which Statuspage does not have',
      { incidents: [incident({ impact: 'huge' })] },
    ],
    [
      'incidents[0].status is "over", which Statuspage does not have',
      { incidents: [incident({ status: 'over' })] },
    ],
    [
      'incidents[0].started_at is "yesterday", which is no moment',
      { incidents: [incident({ started_at: 'yesterday' })] },
    ],
    [
      'incidents[0].started_at is 1795510020, which is no text',
      { incidents: [incident({ started_at: 1795510020 })] },
    ],
    ['incidents[1] has the id "queue-1" of incidents[0]', { incidents: [incident(), incident()] }],
    [
      'scheduled_maintenances[0].scheduled_for is missing',
      { scheduled_maintenances: [maintenance({ scheduled_for: null })] },
    ],
  ])('%s', (message, fields) => expect(refusal(summary(fields))).toBe(message));

  it.each([
    ['<!doctype html><title>Sign in</title>', 'sent a web page or XML, not JSON'],
    ['', 'sent no JSON that can be read: unexpected end at line 1, column 1'],
    ['{"page": {}, "page": {}}', 'sent no JSON that can be read: the key "page" stands twice'],
    ['[1]', 'the body is a list, which is no object'],
    ['null', 'the body is null, which is no object'],
    ['{}', 'page is missing'],
    ['['.repeat(100_000), 'sent no JSON that can be read: nested deeper than 64 levels'],
  ])('%#: %s', (text, message) => expect(refusal(text)).toBe(message));

  it('and does not show more of it than a glance', () => {
    const message = refusal(summary({ components: [component({ status: 'x'.repeat(10_000) })] }));
    expect(message.length).toBeLessThan(120);
  });
});
