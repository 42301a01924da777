import { describe, expect, it } from 'vitest';
import { readBetterStack } from './better-stack.ts';

const now = Date.parse('2026-11-24T09:07:00Z');

type Json = Record<string, unknown>;

const item = (type: string, id: string, attributes: Json, relationships?: Json): Json => ({
  id,
  type,
  attributes,
  ...(relationships ? { relationships } : {}),
});
const resource = (id: string, attributes: Json = {}) =>
  item('status_page_resource', id, { public_name: `Resource ${id}`, status: 'operational', ...attributes });
const report = (id: string, attributes: Json = {}, updates: string[] = []) =>
  item(
    'status_report',
    id,
    {
      title: 'Uploads fail',
      report_type: 'manual',
      starts_at: '2026-11-24T08:00:00.000Z',
      ends_at: null,
      aggregate_state: 'downtime',
      affected_resources: [{ status_page_resource_id: '7', status: 'downtime' }],
      ...attributes,
    },
    { status_updates: { data: updates.map((update) => ({ id: update, type: 'status_update' })) } },
  );
const update = (id: string, message: string | null, published_at: string) =>
  item('status_update', id, { message, published_at });

const read = (included: readonly Json[], state = 'operational') =>
  readBetterStack(
    JSON.stringify({
      data: { id: '1', type: 'status_page', attributes: { aggregate_state: state } },
      included,
    }),
    now,
  );

describe('a status page of Better Stack', () => {
  it('has resources as components, and sections as groups, whose numbers may meet', () => {
    const { components } = read([
      item('status_page_section', '7', { name: 'Europe', position: 0 }),
      resource('7', { public_name: 'Storage', status_page_section_id: 7, status: 'degraded' }),
      resource('8', { status: 'not_monitored' }),
    ]);
    expect(components).toEqual([
      { id: 'section-7', name: 'Europe', groupId: null, isGroup: true, status: 'unknown' },
      { id: '7', name: 'Storage', groupId: 'section-7', isGroup: false, status: 'degraded_performance' },
      { id: '8', name: 'Resource 8', groupId: null, isGroup: false, status: 'unknown' },
    ]);
  });

  it.each([
    ['operational', 'operational'],
    ['degraded', 'degraded_performance'],
    ['downtime', 'major_outage'],
    ['maintenance', 'under_maintenance'],
  ])('that is %s is %s', (state, status) => expect(read([], state).pageStatus).toBe(status));

  it('tells an incident by its report and that by its updates', () => {
    const { incidents } = read([
      update('u1', '<p>We look into it.</p>', '2026-11-24T08:01:00Z'),
      update('u3', null, '2026-11-24T08:40:00Z'),
      report('r1', {}, ['u1', 'u2', 'u3', 'gone']),
      update('u2', 'We found it.', '2026-11-24T08:30:00Z'),
    ]);
    expect(incidents).toEqual([
      {
        externalId: 'r1',
        name: 'Uploads fail',
        status: 'investigating',
        impact: 'major',
        startedAt: Date.parse('2026-11-24T08:00:00Z'),
        resolvedAt: null,
        url: null,
        componentIds: ['7'],
        updates: [
          {
            externalId: 'u2',
            at: Date.parse('2026-11-24T08:30:00Z'),
            status: 'investigating',
            body: 'We found it.',
          },
          {
            externalId: 'u1',
            at: Date.parse('2026-11-24T08:01:00Z'),
            status: 'investigating',
            body: 'We look into it.',
          },
        ],
      },
    ]);
  });

  it('tells when an incident is over', () => {
    const over = report('r1', { aggregate_state: 'resolved', ends_at: '2026-11-24T09:00:00Z' }, ['u1']);
    const { incidents } = read([update('u1', 'Gone.', '2026-11-24T08:59:00Z'), over]);
    expect(incidents[0]).toMatchObject({
      status: 'resolved',
      impact: 'none',
      resolvedAt: Date.parse('2026-11-24T09:00:00Z'),
      updates: [{ status: 'resolved', body: 'Gone.' }],
    });
  });

  it('has reports of maintenance too, and names no resources where there are none', () => {
    const planned = {
      report_type: 'maintenance',
      aggregate_state: 'maintenance',
      starts_at: '2026-12-01T00:00:00Z',
      ends_at: '2026-12-01T01:00:00Z',
      affected_resources: null,
    };
    const { incidents, maintenance } = read([
      report('r1', planned),
      report('r2', { ...planned, starts_at: '2026-11-24T08:00:00Z', aggregate_state: 'operational' }),
    ]);
    expect(incidents).toEqual([]);
    expect(
      maintenance.map(({ externalId, status, componentIds }) => [externalId, status, componentIds]),
    ).toEqual([
      ['r1', 'scheduled', []],
      ['r2', 'completed', []],
    ]);
  });

  it.each<[string, readonly Json[]]>([
    [
      'included[0].attributes.status is "odd", which Better Stack does not have',
      [resource('7', { status: 'odd' })],
    ],
    ['included[0].type is missing', [{ id: '1' }]],
    ['included[1].attributes is missing', [resource('7'), { id: '8', type: 'status_page_resource' }]],
    ['components[1] has the id "7" of components[0]', [resource('7'), resource('7')]],
    [
      'included[0].attributes.aggregate_state is "huge", which Better Stack does not have',
      [report('r1', { aggregate_state: 'huge' })],
    ],
  ])('is refused when %s', (message, included) => expect(() => read(included)).toThrow(message));

  it('is refused when it says nothing of itself', () => {
    expect(() => readBetterStack('{"data": {"attributes": {}}}', now)).toThrow(
      'data.attributes.aggregate_state is missing',
    );
    expect(() => readBetterStack('{"included": []}', now)).toThrow('data is missing');
  });
});
