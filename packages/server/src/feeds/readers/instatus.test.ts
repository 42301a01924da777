import { describe, expect, it } from 'vitest';
import { readInstatus } from './instatus.ts';

const now = Date.parse('2026-11-24T09:07:00Z');

const read = (fields: Record<string, unknown>) => readInstatus(JSON.stringify(fields), now);
const page = (status: string) => ({ name: 'Vendor', url: 'https://vendor.example', status });

describe('a summary of Instatus', () => {
  it.each([
    ['UP', 'operational'],
    ['HASISSUES', 'degraded_performance'],
    ['UNDERMAINTENANCE', 'under_maintenance'],
  ])('that is %s is %s, and may have nothing else', (status, pageStatus) => {
    expect(read({ page: page(status) })).toEqual({
      components: [],
      pageStatus,
      incidents: [],
      maintenance: [],
    });
  });

  it('tells incidents, with an id or by their address', () => {
    const incident = {
      name: 'Jobs wait',
      started: '2026-11-24T08:00:00.000Z',
      status: 'IDENTIFIED',
      impact: 'PARTIALOUTAGE',
      url: 'https://vendor.example/incident/1',
      updatedAt: '2026-11-24T08:30:00.000Z',
    };
    const { incidents } = read({
      page: page('HASISSUES'),
      activeIncidents: [incident, { ...incident, id: 'i2', impact: 'MAJOROUTAGE', updatedAt: null }],
    });
    expect(incidents).toEqual([
      {
        externalId: 'https://vendor.example/incident/1',
        name: 'Jobs wait',
        status: 'identified',
        impact: 'major',
        startedAt: Date.parse('2026-11-24T08:00:00Z'),
        resolvedAt: null,
        url: 'https://vendor.example/incident/1',
        componentIds: [],
        updates: [
          {
            externalId: '2026-11-24T08:30:00.000Z',
            at: Date.parse('2026-11-24T08:30:00Z'),
            status: 'identified',
            body: 'Jobs wait',
          },
        ],
      },
      expect.objectContaining({ externalId: 'i2', impact: 'critical' }),
    ]);
  });

  it.each([
    [120, '2026-11-28T02:00:00Z'],
    ['120', '2026-11-28T02:00:00Z'],
    ['long', null],
    [null, null],
  ])('tells maintenance of %j minutes', (duration, endsAt) => {
    const { maintenance } = read({
      page: page('UP'),
      activeMaintenances: [
        { id: 'm', name: 'Disks', start: '2026-11-28T00:00:00Z', status: 'NOTSTARTEDYET', duration },
      ],
    });
    expect(maintenance).toMatchObject([
      { status: 'scheduled', endsAt: endsAt === null ? null : Date.parse(endsAt) },
    ]);
  });

  it('is refused when it has words of its own', () => {
    expect(() => read({ page: page('FINE') })).toThrow('page.status is "FINE", which Instatus does not have');
    expect(() => read({ activeIncidents: [] })).toThrow('page is missing');
  });
});
