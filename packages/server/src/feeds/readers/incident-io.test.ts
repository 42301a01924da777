import { describe, expect, it } from 'vitest';
import { readIncidentIo } from './incident-io.ts';

const now = Date.parse('2026-11-24T09:07:00Z');

type Json = Record<string, unknown>;

const incident = (fields: Json = {}): Json => ({
  id: '01INC',
  name: 'Scans are slow',
  status: 'identified',
  url: 'https://status.example/incidents/01INC',
  last_update_at: '2026-11-24T08:30:00+00:00',
  last_update_message: 'We found **it**.',
  current_worst_impact: 'degraded_performance',
  affected_components: [
    { id: 'scan', name: 'Scan', group_name: 'Europe', current_status: 'degraded_performance' },
  ],
  ...fields,
});

const summary = (fields: Json = {}): string =>
  JSON.stringify({
    page_title: 'Vendor',
    page_url: 'https://status.example',
    ongoing_incidents: [],
    in_progress_maintenances: [],
    scheduled_maintenances: [],
    ...fields,
  });

const read = (fields: Json = {}) => readIncidentIo(summary(fields), now);

describe('a summary of incident.io', () => {
  it('without incidents says that all is well, and names no components', () => {
    expect(read()).toEqual({ components: [], pageStatus: 'operational', incidents: [], maintenance: [] });
  });

  it('tells an incident by its last update', () => {
    const updatedAt = Date.parse('2026-11-24T08:30:00Z');
    expect(read({ ongoing_incidents: [incident()] })).toMatchObject({
      pageStatus: 'degraded_performance',
      incidents: [
        {
          externalId: '01INC',
          name: 'Scans are slow',
          status: 'identified',
          impact: 'minor',
          startedAt: updatedAt,
          resolvedAt: null,
          url: 'https://status.example/incidents/01INC',
          componentIds: ['scan'],
          updates: [
            {
              externalId: '2026-11-24T08:30:00+00:00',
              at: updatedAt,
              status: 'identified',
              body: 'We found **it**.',
            },
          ],
        },
      ],
    });
  });

  it('may name no components and say nothing', () => {
    const silent = incident({ affected_components: null, last_update_message: null, last_update_at: null });
    expect(read({ ongoing_incidents: [silent] }).incidents[0]).toMatchObject({
      componentIds: [],
      startedAt: now,
      updates: [{ externalId: 'opened', at: now, body: 'Scans are slow' }],
    });
  });

  it.each([
    ['operational', 'operational', 'none'],
    ['degraded_performance', 'degraded_performance', 'minor'],
    ['partial_outage', 'partial_outage', 'major'],
    ['full_outage', 'major_outage', 'major'],
  ])('of worst impact %s is %s, with an incident of impact %s', (word, pageStatus, impact) => {
    const ongoing = [incident({ current_worst_impact: word })];
    expect(read({ ongoing_incidents: ongoing })).toMatchObject({ pageStatus, incidents: [{ impact }] });
  });

  it('tells maintenance that goes on, also without an end, and that is to come', () => {
    const { pageStatus, maintenance } = read({
      in_progress_maintenances: [
        {
          ...incident({ id: 'm1', name: 'New disks', last_update_message: null }),
          status: 'maintenance_in_progress',
          started_at: '2026-11-24T09:00:00Z',
          scheduled_end_at: null,
        },
      ],
      scheduled_maintenances: [
        {
          ...incident({ id: 'm2', name: 'New racks', affected_components: null }),
          status: 'maintenance_scheduled',
          starts_at: '2026-12-01T00:00:00Z',
          ends_at: '2026-12-01T01:00:00Z',
        },
      ],
    });
    expect(pageStatus).toBe('under_maintenance');
    expect(maintenance).toEqual([
      {
        externalId: 'm1',
        name: 'New disks',
        body: 'New disks',
        startsAt: Date.parse('2026-11-24T09:00:00Z'),
        endsAt: null,
        componentIds: ['scan'],
        status: 'in_progress',
      },
      {
        externalId: 'm2',
        name: 'New racks',
        body: 'We found **it**.',
        startsAt: Date.parse('2026-12-01T00:00:00Z'),
        endsAt: Date.parse('2026-12-01T01:00:00Z'),
        componentIds: [],
        status: 'scheduled',
      },
    ]);
  });

  it.each<[string, Json]>([
    ['ongoing_incidents is missing', { ongoing_incidents: undefined }],
    [
      'ongoing_incidents[0].current_worst_impact is "bad", which incident.io does not have',
      { ongoing_incidents: [incident({ current_worst_impact: 'bad' })] },
    ],
    [
      'ongoing_incidents[0].current_worst_impact is missing',
      { ongoing_incidents: [incident({ current_worst_impact: null })] },
    ],
    [
      'ongoing_incidents[1] has the id "01INC" of ongoing_incidents[0]',
      { ongoing_incidents: [incident(), incident()] },
    ],
    ['scheduled_maintenances[0].starts_at is missing', { scheduled_maintenances: [incident()] }],
  ])('is refused when %s', (message, fields) => expect(() => read(fields)).toThrow(message));
});
